-- Why: a release pins a run and holds the published figures; its id is the hash of its manifest, so that equal inputs give
-- equal ids and any figure can be computed again.
-- Locks: none (new tables). Undo: drop the tables.
create table release (
  release_id  text primary key,
  run_id      text not null references forecast_run,
  created_at  timestamptz not null default now(),
  is_current  boolean not null default false,
  manifest    jsonb not null
);
create unique index release_one_current on release (is_current) where is_current;

create table gap (
  release_id text not null references release on delete cascade,
  gap_id     text not null,                    -- VN-HN:VSIC2018:C:2030:T
  area_id    text not null references area,
  sector_kind text not null constraint gap_sector_kind check (sector_kind in ('total', 'section', 'lens')),
  sector     text not null,                    -- _T, VSIC2018:C, or a lens id
  year       integer not null,
  sex        text not null,
  demand     double precision[] not null,      -- P10, P50, P90, persons
  supply     double precision[] not null,
  gap        double precision[] not null,
  gap_percent double precision[] not null,     -- of demand, per cent
  normalised_gap double precision not null,    -- per cent of mean employment a year
  expansion_demand double precision[] not null,
  replacement_demand double precision[] not null,
  job_openings double precision[] not null,
  definition_id text not null,
  p_shortage double precision not null,        -- P(gap > threshold per cent of demand)
  p_gap_positive double precision not null,
  rating     text not null,
  rating_probabilities jsonb not null,
  base_value double precision not null,
  base_status text not null,
  primary key (release_id, gap_id)
);
create index gap_query on gap (release_id, area_id, sector_kind, sector, year, sex);

create table gap_occupation (
  release_id text not null,
  gap_id     text not null,
  occupation text not null,                    -- VSCO2020:2
  share      double precision not null,        -- of the sector's employment
  gap        double precision[] not null,      -- P10, P50, P90, persons
  primary key (release_id, gap_id, occupation),
  foreign key (release_id, gap_id) references gap on delete cascade
);

create table gap_skill (
  release_id text not null,
  gap_id     text not null,
  skill_code text not null,
  gap        double precision[] not null,      -- P10, P50, P90, person-skill units, not persons
  specificity double precision not null,
  rank       integer not null,
  primary key (release_id, gap_id, skill_code),
  foreign key (release_id, gap_id) references gap on delete cascade
);
