-- Why: figures of a survey that somebody loads for their own use may stand for a handful of people. They are shown only after an
-- audit of everything shown together, and what must not be shown is the same in every format and vintage.
-- Locks: none (new tables). Undo: drop the tables.
create table protected_source (
  source_id        text primary key references source,
  persons_per_respondent double precision not null  -- mean weight of the survey
    constraint protected_source_weight check (persons_per_respondent > 0),
  design_effect    double precision not null constraint protected_source_deff check (design_effect > 0),
  basis            text not null,                -- where the two numbers come from
  limits_version   text,                         -- of the limits of the last audit
  audited_ingest   bigint,                       -- figures of later ingests are hidden until the next audit; null: all are
  audited_at       timestamptz
);

-- Verdict on a cell of a protected source, the same for all its vintages; a cell without one is shown as it is.
create table cell_disclosure (
  series_no    integer not null references series (series_no),
  period_start date not null,
  verdict      text not null constraint cell_disclosure_verdict check (verdict in ('primary', 'secondary', 'caution')),
  reasons      text[] not null,
  primary key (series_no, period_start)
);
