-- Why: a file that is refused whole stays listed with its hash and the reason until it goes in, as a refused row does.
-- Locks: none (new table). Undo: drop table refused_file.
create table refused_file (
  refused_id  bigint generated always as identity primary key,
  source_file text not null,                         -- what it is called in reports
  file_path   text not null,                         -- where its bytes were read
  sha256      text not null,
  bytes       bigint not null,
  request     jsonb not null,                        -- how it was to be read: mapping, vintage, period, format
  code        text not null,                         -- of the error
  reason      text not null,
  refused_at  timestamptz not null default now(),
  times       integer not null default 1,
  resolved_by bigint references ingest_release,      -- the ingest that took it in
  constraint refused_file_sha256 unique (sha256)
);
create index refused_file_open on refused_file (refused_id) where resolved_by is null;
