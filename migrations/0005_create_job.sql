-- Why: long work is done by workers on one or many machines; a job's lease runs out when its worker dies, so another takes it.
-- Locks: none (new table). Undo: drop table job.
create table job (
  job_id      bigint generated always as identity primary key,
  kind        text not null constraint job_kind check (kind in ('publish')),
  payload     jsonb not null,
  state       text not null default 'queued'
              constraint job_state check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  attempts    integer not null default 0,
  progress    double precision not null default 0,
  stage       text,
  created_at  timestamptz not null default now(),
  lease_until timestamptz,
  worker      text,
  result      jsonb,
  error       text
);
create index job_open on job (created_at) where state in ('queued', 'running');
