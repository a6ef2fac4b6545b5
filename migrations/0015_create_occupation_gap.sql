-- Why: retraining asks in which occupation groups people will be short or over, with probabilities, and how many work there.
-- Locks: none (new table). Undo: drop table occupation_gap.
create table occupation_gap (
  release_id text not null references release on delete cascade,
  area_id    text not null references area,
  occupation text not null,                    -- VSCO2020:2
  year       integer not null,
  gap        double precision[] not null,      -- P10, P50, P90, persons, whole economy
  p_shortage double precision not null,        -- P(gap > threshold per cent of demand)
  p_surplus  double precision not null,        -- P(gap < -threshold per cent of demand)
  base_employment double precision not null,   -- mean over the draws in the base year, persons
  primary key (release_id, area_id, occupation, year)
);
