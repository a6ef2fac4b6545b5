-- Why: a rating is believed by how often it was right; the matrix of forecast and actual classes and its kappa follow from the cases.
-- Locks: track_verdict for an instant. Undo: drop the column.
alter table track_verdict
  add column agreement jsonb;                  -- classes, counts [actual][forecast], kappa by contender; null for a lone unit
