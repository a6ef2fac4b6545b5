-- Why: files that describe themselves hold measures, dimensions and territories we have no codes for. They are kept under the
-- name of their own dataset with their own lists of codes, so that no query of ours can take them for something else; forecasts
-- do not use them. Sources and territories that came with a page or a file must outlive a reload of the reference tables.
-- Locks: series, source and area briefly (a column with a default that is a constant). Undo: drop what is added here.
alter table series
  add column dimensions jsonb not null default '{}', -- dimension -> code as published; empty: all is said by the columns
  add constraint series_dimensions check (jsonb_typeof(dimensions) = 'object' and (dimensions = '{}' or measure like '%:%'));
alter table series drop constraint series_frequency;
alter table series add constraint series_frequency check (frequency in ('A', 'S', 'Q', 'M', 'W', 'AY', 'D'));
create index series_dimensions on series using gin (dimensions jsonb_path_ops) where dimensions <> '{}';

alter table source
  add column origin text not null default 'pack',
  add constraint source_origin check (origin in ('pack', 'page', 'file'));
alter table area
  add column origin text not null default 'pack',
  add constraint area_origin check (origin in ('pack', 'file'));
alter table area drop constraint area_kind;
alter table area add constraint area_kind
  check (kind in ('country', 'group', 'region', 'province', 'state', 'commune', 'published'));

create table published_dataset (
  dataset_id text not null constraint published_dataset_pkey primary key, -- measure of its series, e.g. EUROSTAT:demo_pjan
  source_id  text not null constraint published_dataset_source_id_fkey references source,
  title      text not null,
  format     text not null,
  ingest_id  bigint not null,                       -- the last that stored figures of it
  vintage    date not null                          -- newest published
);

create table published_code (
  dataset_id text not null constraint published_code_dataset_id_fkey references published_dataset on delete cascade,
  dimension  text not null,
  code       text not null,
  label      text,                                  -- as published, of the newest vintage that had one
  constraint published_code_pkey primary key (dataset_id, dimension, code)
);
