-- Why: an error of a source is corrected by an entry anybody can read, never in silence; `expected` fails once it is fixed.
-- Locks: none (new table). Undo: drop table correction.
create table correction (
  correction_id text primary key,
  series_id     text not null,             -- series.series_id
  period_start  date not null,
  vintage       date,                      -- null: in every vintage
  expected      double precision not null, -- what the source says, in the unit of the series
  value         double precision,          -- what is stored; null: withheld as missing
  reason_vi     text not null,
  reason_en     text not null,
  provider      text not null,             -- who found it, and whether the source has been told
  reference     text not null
);
create index correction_series on correction (series_id);
