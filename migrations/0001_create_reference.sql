-- Why: areas, classifications and sources are data with versions, so that a code is never joined without its scheme and date.
-- Locks: none (new tables). Undo: drop the tables.
create table source (
  source_id     text primary key,
  name_vi       text not null,
  name_en       text not null,
  publisher     text not null,
  url           text,
  licence       text not null,
  citation      text not null
);

-- One row per territory and span of validity: the same GSO code before and after 1 July 2025 is two areas.
create table area (
  area_id     text primary key,
  kind        text not null constraint area_kind check (kind in ('country', 'region', 'province', 'commune')),
  gso_code    text,
  name_vi     text not null,
  name_en     text not null,
  parent_id   text references area,
  valid_from  date not null,
  valid_to    date,
  constraint area_span check (valid_to is null or valid_to > valid_from)
);
create unique index area_gso_code on area (kind, gso_code, valid_from) where gso_code is not null;

-- Which territory went into which, and with what share of it (1 = whole).
create table area_succession (
  predecessor_id text not null references area,
  successor_id   text not null references area,
  weight         double precision not null constraint area_succession_weight check (weight > 0 and weight <= 1),
  on_day         date not null,
  legal_basis    text,
  primary key (predecessor_id, successor_id)
);

create table classification_code (
  scheme    text not null,          -- VSIC2018, VSIC2025, VSCO2020, ISCO08, SKILL
  code      text not null,
  level     integer not null,
  parent    text,
  name_vi   text not null,
  name_en   text not null,
  name_status text not null default 'official',
  sort      integer not null,
  primary key (scheme, code)
);

-- Weighted bridge between two schemes; weights of one source code sum to 1 so that counts keep their mass.
create table classification_bridge (
  from_scheme text not null,
  from_code   text not null,
  to_scheme   text not null,
  to_code     text not null,
  weight      double precision not null constraint classification_bridge_weight check (weight > 0 and weight <= 1),
  method      text not null,
  primary key (from_scheme, from_code, to_scheme, to_code),
  foreign key (from_scheme, from_code) references classification_code (scheme, code),
  foreign key (to_scheme, to_code) references classification_code (scheme, code)
);

create table lens (
  lens_id    text primary key,
  version    text not null,
  name_vi    text not null,
  name_en    text not null,
  note_vi    text not null,
  note_en    text not null
);

-- Share of a VSIC section's employment that a lens takes in. Lenses overlap: they are never added.
create table lens_member (
  lens_id   text not null references lens,
  scheme    text not null,
  code      text not null,           -- section
  divisions text not null,           -- the divisions meant, for people
  weight    double precision not null constraint lens_member_weight check (weight > 0 and weight <= 1),
  status    text not null,           -- exact (whole section) or assumption
  primary key (lens_id, scheme, code)
);

create table skill_weight (
  occupation_scheme text not null,
  occupation_code   text not null,
  skill_code        text not null,
  weight            double precision not null,  -- (IM-1)/4 x LV/7, 0..1
  specificity       double precision not null,  -- idf over occupation groups, >= 0
  primary key (occupation_scheme, occupation_code, skill_code)
);

-- Known breaks. The forecaster reads this and obeys it; nothing is repaired in silence.
create table series_break (
  break_id    text primary key,
  series_like text not null,         -- SQL LIKE pattern on series.series_id
  period_start date not null,        -- first period on the new footing
  treatment   text not null constraint series_break_treatment
              check (treatment in ('level_shift', 'overlap_ratio', 'cut_window', 'outlier', 'withhold')),
  parameter   double precision,      -- overlap_ratio: new / old
  reason_vi   text not null,
  reason_en   text not null,
  reference   text not null
);

-- Numbers that are not published anywhere and had to be assumed: editable, sourced, flagged wherever they enter a figure.
create table assumption (
  assumption_id text primary key,
  kind       text not null,          -- e.g. exit_rate, staffing_prior, urban_odds
  area_id    text,
  industry   text,
  occupation text,
  value      double precision not null,
  low        double precision,
  high       double precision,
  unit       text not null,
  status     text not null,
  basis      text not null           -- where it comes from, in one sentence
);
create index assumption_kind on assumption (kind);
