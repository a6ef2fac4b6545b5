-- Why: what an assumption is counted in is read in both languages, as where it comes from already is.
-- Locks: short exclusive lock on a small table. Undo: drop the column.
alter table assumption add column unit_vi text; -- null: said in English alone
