-- Why: every answer names the sources that have figures; without the index that question reads all series.
-- Locks: series, against writing, while the index is built. Undo: drop the index.
create index series_source on series (source_id);
