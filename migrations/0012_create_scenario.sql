-- Why: a scenario is compared with its release on the same random numbers, so the release keeps what its simulation ran on;
-- scenarios live apart from observations, which alone train a model.
-- Locks: none (new tables). Undo: drop the tables.
create table release_input (
  release_id text primary key references release on delete cascade,
  inputs     jsonb not null                    -- quantile paths, rates, seed and draws of the simulation
);

create table scenario (
  release_id  text not null references release on delete cascade,
  scenario_id text not null,                   -- shipped: a name; else a hash of what it says
  name_vi     text not null,
  name_en     text not null,
  note_vi     text not null,
  note_en     text not null,
  owner       text not null,
  created_on  date not null,
  is_shipped  boolean not null,                -- came with the program and cannot be changed
  changes     jsonb not null,
  primary key (release_id, scenario_id)
);

-- Scenario less base, draw by draw. Arrays: median of the base, median of the scenario, P10, P50, P90 of the difference, and
-- the share of draws in which the scenario is higher.
create table scenario_cell (
  release_id  text not null,
  scenario_id text not null,
  area_id     text not null references area,
  sector_kind text not null constraint scenario_cell_sector_kind check (sector_kind in ('total', 'section', 'lens')),
  sector      text not null,
  year        integer not null,
  demand      double precision[] not null,
  supply      double precision[] not null,
  gap         double precision[] not null,
  primary key (release_id, scenario_id, area_id, sector_kind, sector, year),
  foreign key (release_id, scenario_id) references scenario on delete cascade
);
