-- Why: a schedule may load what it fetched, and people see on the data page what came of it last.
-- Locks: short exclusive lock on a small table. Undo: drop the columns.
alter table fetch_schedule
  add column load_options jsonb,                  -- null: fetch only; else {"as": mapping or source}
  add column last_at      timestamptz,            -- end of the last attempt
  add column last_result  jsonb;                  -- what came of the last one that went well
