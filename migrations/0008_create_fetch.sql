-- Why: what a source answered is kept with address, time, hash and licence, so that parsing can be run again and a vintage
-- can be proved; a run that broke off goes on where it stopped. The bytes lie in files named by their hash: a body may have
-- 2 GiB (bytea ends at 1 GiB and would pass through memory and the write-ahead log), and readers stream from a path.
-- Locks: none (new tables). Undo: drop the tables.
create table fetch_run (
  run_id       bigint generated always as identity primary key,
  connector    text not null,
  request      jsonb not null,           -- as checked, without keys
  request_hash text not null,
  state        text not null default 'open'
               constraint fetch_run_state check (state in ('open', 'done', 'abandoned')),
  started_at   timestamptz not null,
  ended_at     timestamptz,
  error        text                      -- why an open run stopped, or a run was abandoned
);
create unique index fetch_run_open on fetch_run (request_hash) where state = 'open';

create table source_answer (
  fetch_id      bigint generated always as identity primary key,
  run_id        bigint not null references fetch_run,
  part          text not null,           -- page, slice or document within the run
  role          text not null constraint source_answer_role check (role in ('data', 'structure')),
  source        text not null,           -- host and port
  method        text not null constraint source_answer_method check (method in ('GET', 'POST')),
  address       text not null,           -- keys removed
  final_address text,                    -- after redirects, keys removed; null when the same
  request_body  text,                    -- keys removed
  call_hash     text not null,           -- of method, address and body: the same question asked again
  fetched_at    timestamptz not null,
  attempts      integer not null,
  outcome       text not null
                constraint source_answer_outcome check (outcome in ('stored', 'unchanged', 'empty', 'split', 'refused')),
  reason        text,                    -- what was wrong, or why it was split
  http_status   integer,
  media_type    text,
  encoding      text,                    -- charset as the source states it
  etag          text,
  last_modified text,
  source_mark   text,                    -- the source's own mark of the vintage, e.g. last.update
  sha256        text,
  bytes         bigint,
  licence       text not null,
  file_name     text not null,           -- what a person would call it
  stored_as     text,                    -- below the folder of bodies
  constraint source_answer_body check (outcome not in ('stored', 'unchanged') or (sha256 is not null and stored_as is not null)),
  constraint source_answer_reason check (outcome in ('stored', 'unchanged') or reason is not null)
);
create unique index source_answer_finished on source_answer (run_id, part) where outcome <> 'refused';
create index source_answer_call on source_answer (call_hash, fetch_id desc) where outcome in ('stored', 'unchanged');
create index source_answer_pace on source_answer (source, fetched_at desc);
create index source_answer_sha256 on source_answer (sha256);

create table fetch_schedule (
  schedule_id   text primary key,
  connector     text not null,
  request       jsonb not null,
  every_seconds integer not null constraint fetch_schedule_every check (every_seconds >= 60),
  next_due      timestamptz not null,
  claimed_until timestamptz,             -- a process is at it; when it dies the claim runs out
  last_run      bigint references fetch_run,
  failures      integer not null default 0,  -- in a row
  last_error    text
);
create index fetch_schedule_due on fetch_schedule (next_due);
