-- Why: enrolment advice needs institutions, their programmes and what becomes of their graduates, the quota rules as dated rows,
-- and job openings by occupation group with the draws behind them, so that an intake is drawn jointly with its market.
-- Locks: none (new tables). Undo: drop the tables.

-- A set of files that was loaded as one; loading the same bytes again changes nothing.
create table programme_set (
  set_id     text primary key,                 -- SHA-256 over the files
  folder     text not null,
  rows_read  integer not null,
  loaded_at  timestamptz not null default now()
);

create table institution (
  institution_id text primary key,
  set_id         text not null references programme_set,
  name_vi        text not null,
  name_en        text not null,
  kind           text not null constraint institution_kind check (kind in ('university', 'college')),
  area_id        text not null references area,
  floor_area_m2  double precision not null constraint institution_floor check (floor_area_m2 >= 0),
  other_students double precision not null constraint institution_students check (other_students >= 0),
  accredited     boolean not null,
  status         text not null                 -- published, measured, prior, user, synthetic; shown wherever it enters
);

create table programme (
  programme_id   text primary key,
  institution_id text not null references institution on delete cascade,
  name_vi        text not null,
  name_en        text not null,
  level          text not null constraint programme_level check (level in ('undergraduate', 'postgraduate', 'college')),
  moet_code      text not null,                -- list of the ministry of education, seven digits
  isced_f        text not null,                -- ISCED-F 2013, narrow field
  isced_f_detailed text not null,              -- detailed field
  length_years   integer not null constraint programme_length check (length_years >= 1),
  lag_years      integer not null constraint programme_lag check (lag_years >= 0),
  capacity       double precision not null constraint programme_capacity check (capacity >= 0),
  intake_year    integer not null,             -- autumn of current_intake
  current_intake double precision not null constraint programme_intake check (current_intake >= 0),
  quality        double precision not null constraint programme_quality check (quality >= 0),
  first_year_drop_out double precision not null constraint programme_drop_out check (first_year_drop_out between 0 and 1),
  status         text not null,
  search         text not null                 -- names and codes without marks, lower case
);
create index programme_field on programme (isced_f_detailed, level);

create table programme_completion (
  programme_id text not null references programme on delete cascade,
  years_after_entry integer not null constraint programme_completion_years check (years_after_entry >= 1),
  share        double precision not null constraint programme_completion_share check (share between 0 and 1),
  status       text not null,
  primary key (programme_id, years_after_entry)
);

create table programme_enrolment (
  programme_id text not null references programme on delete cascade,
  academic_year integer not null,              -- autumn of the count
  year_of_study integer not null constraint programme_enrolment_year check (year_of_study >= 1),
  students     double precision not null constraint programme_enrolment_students check (students >= 0),
  women        double precision,               -- of them
  status       text not null,
  primary key (programme_id, academic_year, year_of_study)
);

create table programme_rate (
  programme_id text not null references programme on delete cascade,
  rate         text not null,                  -- furtherStudy, participation, match, stay, employmentRate, relevantJobRate
  value        double precision not null,
  low          double precision,
  high         double precision,
  response_rate double precision,              -- of the survey
  source       text not null,
  status       text not null,
  primary key (programme_id, rate)
);

create table programme_announced (
  programme_id text not null references programme on delete cascade,
  intake_year  integer not null,
  places       double precision,               -- null: not announced, which is not 0
  status       text not null,
  primary key (programme_id, intake_year)
);

-- Share of those who enter an occupation who should come from a field and level; not the mix of all who work there.
create table target_mix (
  isced_f_detailed text not null,
  level      text not null,
  occupation text not null,                    -- ISCO08:25
  share      double precision not null constraint target_mix_share check (share between 0 and 1),
  low        double precision not null,
  high       double precision not null,
  source     text not null,
  status     text not null,
  primary key (isced_f_detailed, level, occupation)
);

-- Rules about intake, one a row; a new limit is a new row. A draft binds nobody and is shown as one.
create table quota_rule (
  rule_id    text primary key,
  legal_reference_vi text not null,
  legal_reference_en text not null,
  status     text not null constraint quota_rule_status check (status in ('inForce', 'draft')),
  in_force_from date,
  in_force_to date,                            -- last day
  level      text not null constraint quota_rule_level check (level in ('undergraduate', 'postgraduate', 'all')),
  formula_id text not null,
  parameter  double precision not null,        -- a share, square metres or 1, as the formula asks
  risk_margin double precision not null,
  text_vi    text not null,
  text_en    text not null,
  basis      text not null
);

-- Openings of one occupation group in one year, by the release's definition of replacement demand.
create table occupation_opening (
  release_id text not null references release on delete cascade,
  area_id    text not null references area,
  occupation text not null,                    -- VSCO2020:2
  year       integer not null,
  job_openings double precision[] not null,    -- P10, P50, P90, persons a year
  employment double precision[] not null,      -- P10, P50, P90, persons
  draws      real[] not null,                  -- openings in every draw, in the order of the release's draws
  primary key (release_id, area_id, occupation, year)
);
