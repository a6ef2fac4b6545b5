-- Why: whoever brings the figures of an institution must find again which rows were refused and why, after the answer is gone.
-- Locks: none (new tables). Undo: drop the tables.
create table programme_upload (
  upload_id    bigint generated always as identity primary key,
  uploaded_at  timestamptz not null default now(),
  origin       text not null,                 -- folder, workbook, or api
  set_id       text not null,                 -- SHA-256 over what was brought
  outcome      text not null constraint programme_upload_outcome check (outcome in ('stored', 'unchanged', 'refused')),
  rows_read    integer not null,
  rows_refused integer not null
);
-- Rows with a fault; a set is taken in whole or not at all, so the others of a refused set are not stored either.
create table programme_refused_row (
  upload_id    bigint not null references programme_upload,
  fault_no     integer not null,
  table_name   text not null,
  line         integer not null,              -- line of the file, row of the sheet, place in the list from 1
  column_name  text,
  reason_vi    text not null,
  reason_en    text not null,
  raw          text not null,
  primary key (upload_id, fault_no)
);
