-- Why: a skill gap alone does not say how much is needed, how much people bring, and why demand moves.
-- Locks: access exclusive on gap_skill for an instant. Undo: drop the columns.
alter table gap_skill
  add column p_shortage double precision,      -- P(gap > 0); null in releases before this
  add column demand     double precision,      -- mean over the draws, person-skill units
  add column supply     double precision,      -- mean over the draws, person-skill units
  add column between_effect double precision;  -- change of demand since the base year as occupations grow or shrink
