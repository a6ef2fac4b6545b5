-- Why: a planner asks why a band is so wide and how much the answer rests on judgement; both are computed with the release.
-- Locks: none (new table). Undo: drop table gap_uncertainty.
create table gap_uncertainty (
  release_id text not null,
  gap_id     text not null,
  kind       text not null constraint gap_uncertainty_kind check (kind in ('component', 'prior')),
  item       text not null,                    -- component of the simulation, or kind of assumption
  -- Component: share of the variance that goes when it alone is known, and P90 - P10 that is left.
  variance_share double precision,
  width      double precision,                 -- P90 - P10, persons
  -- Prior: [low, as published, high] of its registered range.
  gap        double precision[],               -- median gap, persons
  widths     double precision[],               -- P90 - P10, persons
  primary key (release_id, gap_id, kind, item),
  foreign key (release_id, gap_id) references gap on delete cascade
);
