-- Why: a file somebody brings over the API is kept as it came, so that it can be mapped, read, and read again.
-- Locks: none (new table). Undo: drop table uploaded_file.
create table uploaded_file (
  sha256      text        primary key,
  file_name   text        not null,             -- what the person called it
  bytes       bigint      not null,
  stored_as   text        not null,             -- below the folder of bodies
  uploaded_at timestamptz not null default now()
);
create index uploaded_file_at on uploaded_file (uploaded_at desc);
