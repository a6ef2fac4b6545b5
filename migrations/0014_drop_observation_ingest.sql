-- Why: keeping the BRIN index on the ingest cost a fifth of the time of a bulk load, row by row; which vintages an ingest wrote is
-- known by series_vintage, a row a vintage.
-- Locks: observation, briefly; series_vintage, briefly. Undo: create the index again as in 0006.
drop index observation_ingest;
alter table series_vintage add column ingest_id bigint;  -- the last ingest that wrote figures of it
create index series_vintage_ingest on series_vintage (ingest_id);
update series_vintage v set ingest_id = (select max(o.ingest_id) from observation o where o.series_no = v.series_no and o.vintage = v.vintage);

create or replace function refuse_ingest_with_figures() returns trigger language plpgsql as $$
begin
  if old.rows_stored + old.rows_withdrawn + old.figures_absent > 0 and exists (select from observation where ingest_id = old.ingest_id) then
    raise foreign_key_violation using message = format('ingest %s has figures and cannot be deleted', old.ingest_id);
  end if;
  return old;
end $$;
