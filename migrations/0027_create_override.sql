-- Why: a person's figure in place of the model's needs a reason, an owner and an end, and is scored later against the figure it
-- replaced. It is shown beside that figure, never stored in its place, and no model is trained on it.
-- Locks: none (new table). Undo: drop table override.
create table override (
  override_id bigint generated always as identity primary key,
  release_id text not null references release on delete cascade,  -- release whose figure it replaced
  kind       text not null constraint override_kind check (kind in ('forecast', 'gap')),
  figure     text not null,                    -- VN.employment.VSIC2018:C.T, or a gap id
  year       integer not null,
  value      double precision not null,        -- persons
  un_overridden double precision not null,     -- the model's median then, persons
  reason     text not null,
  author     text not null,
  created_on date not null,
  expires_on date not null constraint override_expires check (expires_on > created_on)
);
create index override_figure on override (kind, figure, year);
