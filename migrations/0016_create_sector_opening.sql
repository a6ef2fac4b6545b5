-- Why: openings differ by what counts as replacement; each definition is published beside the others, never without its name.
-- Locks: none (new table). Undo: drop table sector_opening.
create table sector_opening (
  release_id  text not null references release on delete cascade,
  area_id     text not null references area,
  sector_kind text not null constraint sector_opening_sector_kind check (sector_kind in ('total', 'section', 'lens')),
  sector      text not null,
  year        integer not null,
  definition_id text not null constraint sector_opening_definition
              check (definition_id in ('bls_separations', 'permanent_exits', 'net_cohort')),
  expansion_demand double precision[] not null,   -- P10, P50, P90, persons, summed from the base year
  replacement_demand double precision[] not null,
  job_openings double precision[] not null,
  primary key (release_id, area_id, sector_kind, sector, year, definition_id)
);
