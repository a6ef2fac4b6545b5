-- Why: revisions matter for backtests, so a figure is kept once per publication, never overwritten; every row says which
-- line of which file it came from, and every line that was refused is kept.
-- Locks: none (new tables). Undo: drop the tables.
create table ingest_release (
  ingest_id    bigint generated always as identity primary key,
  source_file  text not null,
  sha256       text not null,
  bytes        bigint not null,
  mapping      jsonb not null,
  started_at   timestamptz not null default now(),
  rows_read    integer not null,
  rows_stored  integer not null,
  rows_unchanged integer not null,
  rows_quarantined integer not null,
  quality      jsonb not null,
  constraint ingest_release_counts check (rows_read = rows_stored + rows_unchanged + rows_quarantined)
);
create index ingest_release_sha256 on ingest_release (sha256);

create table series (
  series_id    text primary key,
  frequency    text not null constraint series_frequency check (frequency in ('A', 'Q', 'M')),
  area_id      text not null references area,
  measure      text not null,
  sex          text not null constraint series_sex check (sex in ('T', 'F', 'M')),
  industry     text not null,        -- SCHEME:code or _T
  occupation   text not null,        -- SCHEME:code or _T
  age          text not null,
  concept      text not null,
  source_id    text not null references source,
  unit_measure text not null,
  unit_mult    integer not null
);
create index series_lookup on series (area_id, measure, frequency, sex, industry, occupation);

create table observation (
  series_id    text    not null references series,
  period_start date    not null,     -- first day; the length is series.frequency
  vintage      date    not null,     -- day the agency published this figure
  value        double precision,     -- in series.unit_measure x 10^series.unit_mult
  obs_status   text    not null,     -- SDMX CL_OBS_STATUS, except B
  is_break     boolean not null default false,  -- CL_OBS_STATUS B; can meet any other status
  note         text,
  ingest_id    bigint  not null references ingest_release,
  line         integer not null,     -- line of the source file, 1 = header
  primary key (series_id, period_start, vintage),
  constraint observation_status check (obs_status in ('A', 'E', 'F', 'P', 'U', 'M', 'L', 'O', 'Q')),
  constraint observation_value_or_missing check ((value is null) = (obs_status in ('L', 'M', 'O', 'Q')))
);
create index observation_ingest on observation (ingest_id);

create table quarantined_row (
  quarantine_id bigint generated always as identity primary key,
  ingest_id  bigint  not null references ingest_release,
  source_file text   not null,
  line       integer not null,
  raw        text    not null,
  column_name text,
  reason     text    not null,
  resolved_by bigint references ingest_release   -- the later ingest that took the row in
);
create index quarantined_row_ingest on quarantined_row (ingest_id);
create index quarantined_row_open on quarantined_row (quarantine_id) where resolved_by is null;
