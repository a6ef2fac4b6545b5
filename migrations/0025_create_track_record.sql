-- Why: a forecast is believed by its record. Historical rounds are run again after publishing, one at a time so that a stopped
-- job goes on where it was; cases say what was forecast and what became of it, scores and verdicts are made of all cases.
-- Locks: access exclusive on job for an instant (constraint). Undo: drop the tables, put job_kind back.
alter table job drop constraint job_kind;
alter table job add constraint job_kind check (kind in ('publish', 'trackRecord'));

create table track_round (
  release_id text not null references release on delete cascade,
  round_id   text not null,                    -- national-2018
  origin     integer not null,                 -- last year that was known
  known_on   date,                             -- day the data were cut at; null: newest vintage, cut at the origin
  computed_at timestamptz not null default now(),
  primary key (release_id, round_id)
);

create table track_case (
  release_id text not null,
  round_id   text not null,
  kind       text not null constraint track_case_kind
             check (kind in ('sector', 'total', 'sex', 'occupation', 'labourSupply', 'province', 'replacement')),
  area_id    text not null references area,
  measure    text not null,
  unit       text not null,                    -- VSIC2018:C, VSCO2020:2, an area, F, or _T
  target     integer not null,
  base       double precision not null,        -- figure of the origin, persons
  scale      double precision,                 -- mean absolute yearly change known at the origin
  forecasts  jsonb not null,                   -- contender -> persons; `published` is what the rules would have chosen
  p10        double precision,                 -- of `published`
  p90        double precision,
  crps       double precision,
  actual     double precision not null,
  actual_status text not null,
  primary key (release_id, kind, area_id, measure, unit, round_id, target),
  foreign key (release_id, round_id) references track_round on delete cascade
);

create table track_score (
  release_id text not null references release on delete cascade,
  kind       text not null,
  area_id    text not null,
  measure    text not null,
  unit       text not null,                    -- '' : all units of the kind together
  horizon    integer not null,                 -- years; 0: all together
  contender  text not null,
  score      jsonb not null,
  primary key (release_id, kind, area_id, measure, unit, horizon, contender)
);

-- Written last: a release with verdicts has its whole record.
create table track_verdict (
  release_id text not null references release on delete cascade,
  kind       text not null,
  area_id    text not null,
  measure    text not null,
  published  text not null,                    -- contender the release publishes
  best       text not null,
  lost_to    text[] not null,
  obeys      boolean not null,
  wape       jsonb not null,                   -- contender -> per cent
  rounds     integer not null,
  primary key (release_id, kind, area_id, measure)
);
