-- Why: a hundred million figures stay workable when each carries the 4-byte number of its series instead of its id (index 24
-- bytes a row instead of 72), lies in one of eight partitions, and is written without a foreign-key look-up a row. What the
-- keys guarded is guarded by set (docs/adr/0003-ingestion.md): figures are written by ingest only, whose series and release
-- are rows of the same transaction; a series or ingest that has figures cannot be deleted.
-- Locks: observation and series, exclusively, while the rows are copied. Undo: rebuild 0002's table from observation and series.
alter table series add column series_no integer generated always as identity;
alter table series add constraint series_series_no unique (series_no);

alter table observation rename to observation_0002;
alter table observation_0002 rename constraint observation_pkey to observation_0002_pkey;
alter index observation_ingest rename to observation_0002_ingest;
create table observation (
  series_no    integer not null,     -- series.series_no
  period_start date    not null,     -- first day; the length is series.frequency
  vintage      date    not null,     -- day the agency published this figure
  value        double precision,     -- in series.unit_measure x 10^series.unit_mult
  obs_status   text    not null,     -- SDMX CL_OBS_STATUS, except B
  is_break     boolean not null default false,  -- CL_OBS_STATUS B; can meet any other status
  note         text,
  ingest_id    bigint  not null,     -- ingest_release.ingest_id
  line         integer not null,     -- line of the source file, 1 = header
  is_withdrawn boolean not null default false,  -- from this vintage on the source no longer publishes a figure
  primary key (series_no, period_start, vintage),
  constraint observation_status check (obs_status in ('A', 'E', 'F', 'P', 'U', 'M', 'L', 'O', 'Q')),
  constraint observation_value_or_missing check ((value is null) = (obs_status in ('L', 'M', 'O', 'Q'))),
  constraint observation_withdrawn check (not is_withdrawn or value is null)
) partition by hash (series_no);
create table observation_0 partition of observation for values with (modulus 8, remainder 0);
create table observation_1 partition of observation for values with (modulus 8, remainder 1);
create table observation_2 partition of observation for values with (modulus 8, remainder 2);
create table observation_3 partition of observation for values with (modulus 8, remainder 3);
create table observation_4 partition of observation for values with (modulus 8, remainder 4);
create table observation_5 partition of observation for values with (modulus 8, remainder 5);
create table observation_6 partition of observation for values with (modulus 8, remainder 6);
create table observation_7 partition of observation for values with (modulus 8, remainder 7);
-- Ingests are written one after the other, so a block range knows its few ingests: kilobytes instead of a b-tree.
create index observation_ingest on observation using brin (ingest_id) with (pages_per_range = 32, autosummarize = on);

insert into observation
  select s.series_no, o.period_start, o.vintage, o.value, o.obs_status, o.is_break, o.note, o.ingest_id, o.line, false
    from observation_0002 o join series s using (series_id) order by s.series_no, o.period_start, o.vintage;
drop table observation_0002;

create function refuse_series_with_figures() returns trigger language plpgsql as $$
begin
  if exists (select from observation where series_no = old.series_no) then
    raise foreign_key_violation using message = format('series %s has figures and cannot be deleted', old.series_id);
  end if;
  return old;
end $$;
create trigger series_has_figures before delete on series for each row execute function refuse_series_with_figures();

create function refuse_ingest_with_figures() returns trigger language plpgsql as $$
begin
  if exists (select from observation where ingest_id = old.ingest_id) then
    raise foreign_key_violation using message = format('ingest %s has figures and cannot be deleted', old.ingest_id);
  end if;
  return old;
end $$;
create trigger ingest_release_has_figures before delete on ingest_release for each row execute function refuse_ingest_with_figures();
