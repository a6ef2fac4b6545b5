-- Why: a forecast is an immutable record of what was said, from which data, by which code, with which scores.
-- Locks: none (new tables). Undo: drop the tables.
create table forecast_run (
  run_id       text primary key,               -- hash of everything below that determines the numbers
  created_at   timestamptz not null default now(),
  as_of        date not null,                  -- data vintage: nothing published later was read
  code_version text not null,
  seed         integer not null,
  backend      text not null,                  -- wasm | tensorflow | cpu | none
  horizon      integer not null,
  config       jsonb not null,
  data_hash    text not null
);

create table forecast_series (
  run_id       text not null references forecast_run on delete cascade,
  target_id    text not null,                  -- e.g. VN.employment.VSIC2018:C.T
  area_id      text not null references area,
  measure      text not null,
  industry     text not null,
  sex          text not null,
  unit_measure text not null,
  base_status  text not null,                  -- status of the history: A, P or E
  method       jsonb not null,                 -- contenders, weights, window, breaks obeyed, calibration
  history      jsonb not null,                 -- what the model saw: [{period, value, status}]
  primary key (run_id, target_id)
);

create table forecast_value (
  run_id       text not null,
  target_id    text not null,
  period_start date not null,
  horizon      integer not null,
  mean         double precision not null,
  quantiles    double precision[] not null,    -- at forecast_run.config->'quantiles'
  primary key (run_id, target_id, period_start),
  foreign key (run_id, target_id) references forecast_series on delete cascade
);

-- Rolling-origin scorecards: what each contender would have said, at each horizon.
create table forecast_score (
  run_id    text not null,
  target_id text not null,
  contender text not null,
  horizon   integer not null,
  n         integer not null,
  mae       double precision,
  mase      double precision,
  wape      double precision,
  scrps     double precision,
  cov80     double precision,
  cov95     double precision,
  weight    double precision not null,
  primary key (run_id, target_id, contender, horizon),
  foreign key (run_id, target_id) references forecast_series on delete cascade
);
