-- Why: readers of the register are Vietnamese first, so where an assumption comes from is said in both languages.
-- Locks: short exclusive lock on a small table. Undo: drop the column.
alter table assumption add column basis_vi text; -- null: said in English alone
