-- Why: prospects by occupation, the fit of education and the share of women are asked for beside the gap; means over its draws.
-- Locks: none (new table). Undo: drop table occupation_indicator.
create table occupation_indicator (
  release_id text not null references release on delete cascade,
  area_id    text not null references area,
  occupation text not null,                    -- VSCO2020:2, or _T
  year       integer not null,
  employment double precision not null,        -- base year, persons
  inflow     double precision not null,        -- persons, summed from the base year, as are the demands
  short_term_unemployed double precision not null,
  expansion_demand double precision not null,
  replacement_demand double precision not null,
  indicator  double precision,                 -- people there over people wanted
  indicator_class text,                        -- from the viewpoint of those who seek work
  flow_ratio double precision,
  mix_fill   double precision,
  women_of_employment double precision,        -- shares
  women_of_openings double precision,
  women_of_seekers double precision,
  segregation double precision,                -- of _T alone
  openings_by_level jsonb not null,            -- ADV, INT, BAS, LTB: persons
  primary key (release_id, area_id, occupation, year)
);
