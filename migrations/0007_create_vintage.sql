-- Why: a vintage is known by the sum of its figures' hashes, so that a file with other bytes and the same figures is
-- recognised without comparing rows; a source's mapping is kept with it; deletions in a source become withdrawn vintages.
-- Locks: ingest_release, briefly (columns with constant defaults). Undo: drop the tables and columns.
create table series_vintage (
  series_no integer not null references series (series_no) on delete cascade,
  vintage   date    not null,
  figures   integer,                 -- null: written row by row; compare figure by figure
  digest_a  bigint,                  -- sums modulo 2^32 of two hashes of (period, value, status, break)
  digest_b  bigint,
  primary key (series_no, vintage)
);
insert into series_vintage (series_no, vintage) select distinct series_no, vintage from observation;

-- Which series a published table is made of: what a complete new edition of it no longer has is withdrawn.
create table dataset_series (
  dataset   text    not null,        -- source id and the agency's name of the table: GSO_PX/V0234
  series_no integer not null references series (series_no) on delete cascade,
  primary key (dataset, series_no)
);

-- How the files of a source are read; the newest version is used, the older ones explain older ingests.
create table source_mapping (
  mapping_id text not null,          -- e.g. ilostat-emp-sex-eco
  version    integer not null,
  document   jsonb not null,         -- contracts/mapping.ts
  created_at timestamptz not null default now(),
  primary key (mapping_id, version)
);

alter table ingest_release add column rows_withdrawn integer not null default 0;  -- rows that take a figure back
alter table ingest_release add column rows_nil integer not null default 0;        -- rows that say nothing: no figure, by the mapping
alter table ingest_release add column figures_absent integer not null default 0;  -- known figures a complete edition no longer has
alter table ingest_release add column dataset text;
alter table ingest_release drop constraint ingest_release_counts;
alter table ingest_release add constraint ingest_release_counts
  check (rows_read = rows_stored + rows_unchanged + rows_withdrawn + rows_quarantined + rows_nil);
