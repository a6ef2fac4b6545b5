-- Why: a city orders training against a forecast gap; the order keeps the gap as it was known that day, and is later held
-- against the graduates it brought and where they work.
-- Locks: none (new tables). Undo: drop the tables.
create table training_order (
  order_no     bigint generated always as identity primary key,
  revision     integer not null default 1,
  buyer        text not null,
  reference    text,                          -- the buyer's own number; the same twice is the same order
  provider     text not null,                 -- institution id, or a name where the store has no such institution
  programme_id text,                          -- no foreign key: a set of programmes is replaced as a whole
  isced_f_detailed text not null,
  release_id   text not null references release,
  area_id      text not null references area,
  occupation   text not null,                 -- VSCO2020:2
  year         integer not null,
  gap          double precision[] not null,   -- P10, P50, P90 of the release it rests on, persons
  p_shortage   double precision not null,
  places       double precision not null constraint training_order_places check (places > 0),
  women        double precision,              -- of them; null: left open
  men          double precision,
  ordered_on   date not null,
  due_year     integer not null,
  status       text not null default 'open' constraint training_order_status check (status in ('open', 'closed', 'cancelled')),
  closed_on    date,
  close_reason text,
  realised_gap double precision,              -- gap in `year` as measured later, persons
  realised_source text,
  note         text,
  data_status  text not null,                 -- synthetic where the programme is invented, else user
  constraint training_order_closed check ((status = 'open') = (closed_on is null)),
  constraint training_order_realised check ((realised_gap is null) = (realised_source is null))
);
create unique index training_order_reference on training_order (buyer, reference) where reference is not null;
create index training_order_gap on training_order (area_id, year, occupation);

-- What an order said before it was changed.
create table training_order_revision (
  order_no    bigint not null references training_order,
  revision    integer not null,
  replaced_at timestamptz not null default now(),
  content     jsonb not null,
  primary key (order_no, revision)
);

-- Graduates of a provider and field and where they work; a later report of a year stands beside the earlier one.
create table graduate_outcome (
  provider      text not null,
  isced_f_detailed text not null,
  year          integer not null,
  reported_at   timestamptz not null default now(),
  graduates     double precision not null constraint graduate_outcome_graduates check (graduates >= 0),
  placed        jsonb not null,               -- occupation -> graduates at work in it
  response_rate double precision not null constraint graduate_outcome_response check (response_rate between 0 and 1),
  source        text not null,
  status        text not null,
  primary key (provider, isced_f_detailed, year, reported_at)
);
