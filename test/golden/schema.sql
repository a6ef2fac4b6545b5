area
  area_id text not null
  kind text not null
  gso_code text
  name_vi text not null
  name_en text not null
  parent_id text
  valid_from date not null
  valid_to date
  origin text not null default 'pack'::text
  constraint area_kind CHECK ((kind = ANY (ARRAY['country'::text, 'group'::text, 'region'::text, 'province'::text, 'state'::text, 'commune'::text, 'published'::text])))
  constraint area_origin CHECK ((origin = ANY (ARRAY['pack'::text, 'file'::text])))
  constraint area_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES area(area_id)
  constraint area_pkey PRIMARY KEY (area_id)
  constraint area_span CHECK (((valid_to IS NULL) OR (valid_to > valid_from)))
  CREATE UNIQUE INDEX area_gso_code ON public.area USING btree (kind, gso_code, valid_from) WHERE (gso_code IS NOT NULL)

area_succession
  predecessor_id text not null
  successor_id text not null
  weight double precision not null
  on_day date not null
  legal_basis text
  constraint area_succession_pkey PRIMARY KEY (predecessor_id, successor_id)
  constraint area_succession_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES area(area_id)
  constraint area_succession_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES area(area_id)
  constraint area_succession_weight CHECK (((weight > (0)::double precision) AND (weight <= (1)::double precision)))

assumption
  assumption_id text not null
  kind text not null
  area_id text
  industry text
  occupation text
  value double precision not null
  low double precision
  high double precision
  unit text not null
  status text not null
  basis text not null
  basis_vi text
  unit_vi text
  constraint assumption_pkey PRIMARY KEY (assumption_id)
  CREATE INDEX assumption_kind ON public.assumption USING btree (kind)

cell_disclosure
  series_no integer not null
  period_start date not null
  verdict text not null
  reasons text[] not null
  constraint cell_disclosure_pkey PRIMARY KEY (series_no, period_start)
  constraint cell_disclosure_series_no_fkey FOREIGN KEY (series_no) REFERENCES series(series_no)
  constraint cell_disclosure_verdict CHECK ((verdict = ANY (ARRAY['primary'::text, 'secondary'::text, 'caution'::text])))

classification_bridge
  from_scheme text not null
  from_code text not null
  to_scheme text not null
  to_code text not null
  weight double precision not null
  method text not null
  constraint classification_bridge_from_scheme_from_code_fkey FOREIGN KEY (from_scheme, from_code) REFERENCES classification_code(scheme, code)
  constraint classification_bridge_pkey PRIMARY KEY (from_scheme, from_code, to_scheme, to_code)
  constraint classification_bridge_to_scheme_to_code_fkey FOREIGN KEY (to_scheme, to_code) REFERENCES classification_code(scheme, code)
  constraint classification_bridge_weight CHECK (((weight > (0)::double precision) AND (weight <= (1)::double precision)))

classification_code
  scheme text not null
  code text not null
  level integer not null
  parent text
  name_vi text not null
  name_en text not null
  name_status text not null default 'official'::text
  sort integer not null
  constraint classification_code_pkey PRIMARY KEY (scheme, code)

correction
  correction_id text not null
  series_id text not null
  period_start date not null
  vintage date
  expected double precision not null
  value double precision
  reason_vi text not null
  reason_en text not null
  provider text not null
  reference text not null
  constraint correction_pkey PRIMARY KEY (correction_id)
  CREATE INDEX correction_series ON public.correction USING btree (series_id)

dataset_series
  dataset text not null
  series_no integer not null
  constraint dataset_series_pkey PRIMARY KEY (dataset, series_no)
  constraint dataset_series_series_no_fkey FOREIGN KEY (series_no) REFERENCES series(series_no) ON DELETE CASCADE

fetch_run
  run_id bigint not null generated always as identity
  connector text not null
  request jsonb not null
  request_hash text not null
  state text not null default 'open'::text
  started_at timestamp with time zone not null
  ended_at timestamp with time zone
  error text
  constraint fetch_run_pkey PRIMARY KEY (run_id)
  constraint fetch_run_state CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'abandoned'::text])))
  CREATE UNIQUE INDEX fetch_run_open ON public.fetch_run USING btree (request_hash) WHERE (state = 'open'::text)

fetch_schedule
  schedule_id text not null
  connector text not null
  request jsonb not null
  every_seconds integer not null
  next_due timestamp with time zone not null
  claimed_until timestamp with time zone
  last_run bigint
  failures integer not null default 0
  last_error text
  load_options jsonb
  last_at timestamp with time zone
  last_result jsonb
  constraint fetch_schedule_every CHECK ((every_seconds >= 60))
  constraint fetch_schedule_last_run_fkey FOREIGN KEY (last_run) REFERENCES fetch_run(run_id)
  constraint fetch_schedule_pkey PRIMARY KEY (schedule_id)
  CREATE INDEX fetch_schedule_due ON public.fetch_schedule USING btree (next_due)

forecast_run
  run_id text not null
  created_at timestamp with time zone not null default now()
  as_of date not null
  code_version text not null
  seed integer not null
  backend text not null
  horizon integer not null
  config jsonb not null
  data_hash text not null
  constraint forecast_run_pkey PRIMARY KEY (run_id)

forecast_score
  run_id text not null
  target_id text not null
  contender text not null
  horizon integer not null
  n integer not null
  mae double precision
  mase double precision
  wape double precision
  scrps double precision
  cov80 double precision
  cov95 double precision
  weight double precision not null
  constraint forecast_score_pkey PRIMARY KEY (run_id, target_id, contender, horizon)
  constraint forecast_score_run_id_target_id_fkey FOREIGN KEY (run_id, target_id) REFERENCES forecast_series(run_id, target_id) ON DELETE CASCADE

forecast_series
  run_id text not null
  target_id text not null
  area_id text not null
  measure text not null
  industry text not null
  sex text not null
  unit_measure text not null
  base_status text not null
  method jsonb not null
  history jsonb not null
  constraint forecast_series_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint forecast_series_pkey PRIMARY KEY (run_id, target_id)
  constraint forecast_series_run_id_fkey FOREIGN KEY (run_id) REFERENCES forecast_run(run_id) ON DELETE CASCADE

forecast_value
  run_id text not null
  target_id text not null
  period_start date not null
  horizon integer not null
  mean double precision not null
  quantiles double precision[] not null
  constraint forecast_value_pkey PRIMARY KEY (run_id, target_id, period_start)
  constraint forecast_value_run_id_target_id_fkey FOREIGN KEY (run_id, target_id) REFERENCES forecast_series(run_id, target_id) ON DELETE CASCADE

gap
  release_id text not null
  gap_id text not null
  area_id text not null
  sector_kind text not null
  sector text not null
  year integer not null
  sex text not null
  demand double precision[] not null
  supply double precision[] not null
  gap double precision[] not null
  gap_percent double precision[] not null
  normalised_gap double precision not null
  expansion_demand double precision[] not null
  replacement_demand double precision[] not null
  job_openings double precision[] not null
  definition_id text not null
  p_shortage double precision not null
  p_gap_positive double precision not null
  rating text not null
  rating_probabilities jsonb not null
  base_value double precision not null
  base_status text not null
  occupation text not null default '_T'::text
  median_rating text
  three_step jsonb
  constraint gap_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint gap_pkey PRIMARY KEY (release_id, gap_id)
  constraint gap_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE
  constraint gap_sector_kind CHECK ((sector_kind = ANY (ARRAY['total'::text, 'section'::text, 'lens'::text, 'occupation'::text])))
  CREATE INDEX gap_query ON public.gap USING btree (release_id, area_id, sector_kind, sector, occupation, year, sex)

gap_driver
  release_id text not null
  gap_id text not null
  driver text not null
  persons double precision not null
  constraint gap_driver_driver CHECK ((driver = ANY (ARRAY['economy'::text, 'sectorMix'::text, 'staffing'::text, 'areaLead'::text, 'exits'::text, 'graduates'::text, 'migration'::text, 'areaInflow'::text, 'otherEntrants'::text, 'labourForce'::text, 'entrants'::text])))
  constraint gap_driver_pkey PRIMARY KEY (release_id, gap_id, driver)
  constraint gap_driver_release_id_gap_id_fkey FOREIGN KEY (release_id, gap_id) REFERENCES gap(release_id, gap_id) ON DELETE CASCADE

gap_occupation
  release_id text not null
  gap_id text not null
  occupation text not null
  share double precision not null
  gap double precision[] not null
  constraint gap_occupation_pkey PRIMARY KEY (release_id, gap_id, occupation)
  constraint gap_occupation_release_id_gap_id_fkey FOREIGN KEY (release_id, gap_id) REFERENCES gap(release_id, gap_id) ON DELETE CASCADE

gap_skill
  release_id text not null
  gap_id text not null
  skill_code text not null
  gap double precision[] not null
  specificity double precision not null
  rank integer not null
  p_shortage double precision
  demand double precision
  supply double precision
  between_effect double precision
  constraint gap_skill_pkey PRIMARY KEY (release_id, gap_id, skill_code)
  constraint gap_skill_release_id_gap_id_fkey FOREIGN KEY (release_id, gap_id) REFERENCES gap(release_id, gap_id) ON DELETE CASCADE

gap_uncertainty
  release_id text not null
  gap_id text not null
  kind text not null
  item text not null
  variance_share double precision
  width double precision
  gap double precision[]
  widths double precision[]
  constraint gap_uncertainty_kind CHECK ((kind = ANY (ARRAY['component'::text, 'prior'::text])))
  constraint gap_uncertainty_pkey PRIMARY KEY (release_id, gap_id, kind, item)
  constraint gap_uncertainty_release_id_gap_id_fkey FOREIGN KEY (release_id, gap_id) REFERENCES gap(release_id, gap_id) ON DELETE CASCADE

graduate_outcome
  provider text not null
  isced_f_detailed text not null
  year integer not null
  reported_at timestamp with time zone not null default now()
  graduates double precision not null
  placed jsonb not null
  response_rate double precision not null
  source text not null
  status text not null
  constraint graduate_outcome_graduates CHECK ((graduates >= (0)::double precision))
  constraint graduate_outcome_pkey PRIMARY KEY (provider, isced_f_detailed, year, reported_at)
  constraint graduate_outcome_response CHECK (((response_rate >= (0)::double precision) AND (response_rate <= (1)::double precision)))

ingest_release
  ingest_id bigint not null generated always as identity
  source_file text not null
  sha256 text not null
  bytes bigint not null
  mapping jsonb not null
  started_at timestamp with time zone not null default now()
  rows_read integer not null
  rows_stored integer not null
  rows_unchanged integer not null
  rows_quarantined integer not null
  quality jsonb not null
  rows_withdrawn integer not null default 0
  rows_nil integer not null default 0
  figures_absent integer not null default 0
  dataset text
  constraint ingest_release_counts CHECK ((rows_read = ((((rows_stored + rows_unchanged) + rows_withdrawn) + rows_quarantined) + rows_nil)))
  constraint ingest_release_pkey PRIMARY KEY (ingest_id)
  CREATE INDEX ingest_release_sha256 ON public.ingest_release USING btree (sha256)
  CREATE TRIGGER ingest_release_has_figures BEFORE DELETE ON public.ingest_release FOR EACH ROW EXECUTE FUNCTION refuse_ingest_with_figures()

institution
  institution_id text not null
  set_id text not null
  name_vi text not null
  name_en text not null
  kind text not null
  area_id text not null
  floor_area_m2 double precision not null
  other_students double precision not null
  accredited boolean not null
  status text not null
  constraint institution_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint institution_floor CHECK ((floor_area_m2 >= (0)::double precision))
  constraint institution_kind CHECK ((kind = ANY (ARRAY['university'::text, 'college'::text])))
  constraint institution_pkey PRIMARY KEY (institution_id)
  constraint institution_set_id_fkey FOREIGN KEY (set_id) REFERENCES programme_set(set_id)
  constraint institution_students CHECK ((other_students >= (0)::double precision))

job
  job_id bigint not null generated always as identity
  kind text not null
  payload jsonb not null
  state text not null default 'queued'::text
  attempts integer not null default 0
  progress double precision not null default 0
  stage text
  created_at timestamp with time zone not null default now()
  lease_until timestamp with time zone
  worker text
  result jsonb
  error text
  constraint job_kind CHECK ((kind = ANY (ARRAY['publish'::text, 'trackRecord'::text])))
  constraint job_pkey PRIMARY KEY (job_id)
  constraint job_state CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
  CREATE INDEX job_open ON public.job USING btree (created_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]))

lens
  lens_id text not null
  version text not null
  name_vi text not null
  name_en text not null
  note_vi text not null
  note_en text not null
  constraint lens_pkey PRIMARY KEY (lens_id)

lens_member
  lens_id text not null
  scheme text not null
  code text not null
  divisions text not null
  weight double precision not null
  status text not null
  constraint lens_member_lens_id_fkey FOREIGN KEY (lens_id) REFERENCES lens(lens_id)
  constraint lens_member_pkey PRIMARY KEY (lens_id, scheme, code)
  constraint lens_member_weight CHECK (((weight > (0)::double precision) AND (weight <= (1)::double precision)))

observation partition by HASH (series_no), 8 partitions
  series_no integer not null
  period_start date not null
  vintage date not null
  value double precision
  obs_status text not null
  is_break boolean not null default false
  note text
  ingest_id bigint not null
  line integer not null
  is_withdrawn boolean not null default false
  constraint observation_pkey PRIMARY KEY (series_no, period_start, vintage)
  constraint observation_status CHECK ((obs_status = ANY (ARRAY['A'::text, 'E'::text, 'F'::text, 'P'::text, 'U'::text, 'M'::text, 'L'::text, 'O'::text, 'Q'::text])))
  constraint observation_value_or_missing CHECK (((value IS NULL) = (obs_status = ANY (ARRAY['L'::text, 'M'::text, 'O'::text, 'Q'::text]))))
  constraint observation_withdrawn CHECK (((NOT is_withdrawn) OR (value IS NULL)))

occupation_gap
  release_id text not null
  area_id text not null
  occupation text not null
  year integer not null
  gap double precision[] not null
  p_shortage double precision not null
  p_surplus double precision not null
  base_employment double precision not null
  constraint occupation_gap_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint occupation_gap_pkey PRIMARY KEY (release_id, area_id, occupation, year)
  constraint occupation_gap_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

occupation_indicator
  release_id text not null
  area_id text not null
  occupation text not null
  year integer not null
  employment double precision not null
  inflow double precision not null
  short_term_unemployed double precision not null
  expansion_demand double precision not null
  replacement_demand double precision not null
  indicator double precision
  indicator_class text
  flow_ratio double precision
  mix_fill double precision
  women_of_employment double precision
  women_of_openings double precision
  women_of_seekers double precision
  segregation double precision
  openings_by_level jsonb not null
  constraint occupation_indicator_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint occupation_indicator_pkey PRIMARY KEY (release_id, area_id, occupation, year)
  constraint occupation_indicator_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

occupation_opening
  release_id text not null
  area_id text not null
  occupation text not null
  year integer not null
  job_openings double precision[] not null
  employment double precision[] not null
  draws real[] not null
  constraint occupation_opening_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint occupation_opening_pkey PRIMARY KEY (release_id, area_id, occupation, year)
  constraint occupation_opening_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

override
  override_id bigint not null generated always as identity
  release_id text not null
  kind text not null
  figure text not null
  year integer not null
  value double precision not null
  un_overridden double precision not null
  reason text not null
  author text not null
  created_on date not null
  expires_on date not null
  constraint override_expires CHECK ((expires_on > created_on))
  constraint override_kind CHECK ((kind = ANY (ARRAY['forecast'::text, 'gap'::text])))
  constraint override_pkey PRIMARY KEY (override_id)
  constraint override_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE
  CREATE INDEX override_figure ON public.override USING btree (kind, figure, year)

programme
  programme_id text not null
  institution_id text not null
  name_vi text not null
  name_en text not null
  level text not null
  moet_code text not null
  isced_f text not null
  isced_f_detailed text not null
  length_years integer not null
  lag_years integer not null
  capacity double precision not null
  intake_year integer not null
  current_intake double precision not null
  quality double precision not null
  first_year_drop_out double precision not null
  status text not null
  search text not null
  constraint programme_capacity CHECK ((capacity >= (0)::double precision))
  constraint programme_drop_out CHECK (((first_year_drop_out >= (0)::double precision) AND (first_year_drop_out <= (1)::double precision)))
  constraint programme_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(institution_id) ON DELETE CASCADE
  constraint programme_intake CHECK ((current_intake >= (0)::double precision))
  constraint programme_lag CHECK ((lag_years >= 0))
  constraint programme_length CHECK ((length_years >= 1))
  constraint programme_level CHECK ((level = ANY (ARRAY['undergraduate'::text, 'postgraduate'::text, 'college'::text])))
  constraint programme_pkey PRIMARY KEY (programme_id)
  constraint programme_quality CHECK ((quality >= (0)::double precision))
  CREATE INDEX programme_field ON public.programme USING btree (isced_f_detailed, level)

programme_announced
  programme_id text not null
  intake_year integer not null
  places double precision
  status text not null
  constraint programme_announced_pkey PRIMARY KEY (programme_id, intake_year)
  constraint programme_announced_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programme(programme_id) ON DELETE CASCADE

programme_completion
  programme_id text not null
  years_after_entry integer not null
  share double precision not null
  status text not null
  constraint programme_completion_pkey PRIMARY KEY (programme_id, years_after_entry)
  constraint programme_completion_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programme(programme_id) ON DELETE CASCADE
  constraint programme_completion_share CHECK (((share >= (0)::double precision) AND (share <= (1)::double precision)))
  constraint programme_completion_years CHECK ((years_after_entry >= 1))

programme_enrolment
  programme_id text not null
  academic_year integer not null
  year_of_study integer not null
  students double precision not null
  women double precision
  status text not null
  constraint programme_enrolment_pkey PRIMARY KEY (programme_id, academic_year, year_of_study)
  constraint programme_enrolment_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programme(programme_id) ON DELETE CASCADE
  constraint programme_enrolment_students CHECK ((students >= (0)::double precision))
  constraint programme_enrolment_year CHECK ((year_of_study >= 1))

programme_rate
  programme_id text not null
  rate text not null
  value double precision not null
  low double precision
  high double precision
  response_rate double precision
  source text not null
  status text not null
  constraint programme_rate_pkey PRIMARY KEY (programme_id, rate)
  constraint programme_rate_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programme(programme_id) ON DELETE CASCADE

programme_refused_row
  upload_id bigint not null
  fault_no integer not null
  table_name text not null
  line integer not null
  column_name text
  reason_vi text not null
  reason_en text not null
  raw text not null
  constraint programme_refused_row_pkey PRIMARY KEY (upload_id, fault_no)
  constraint programme_refused_row_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES programme_upload(upload_id)

programme_set
  set_id text not null
  folder text not null
  rows_read integer not null
  loaded_at timestamp with time zone not null default now()
  constraint programme_set_pkey PRIMARY KEY (set_id)

programme_upload
  upload_id bigint not null generated always as identity
  uploaded_at timestamp with time zone not null default now()
  origin text not null
  set_id text not null
  outcome text not null
  rows_read integer not null
  rows_refused integer not null
  constraint programme_upload_outcome CHECK ((outcome = ANY (ARRAY['stored'::text, 'unchanged'::text, 'refused'::text])))
  constraint programme_upload_pkey PRIMARY KEY (upload_id)

protected_source
  source_id text not null
  persons_per_respondent double precision not null
  design_effect double precision not null
  basis text not null
  limits_version text
  audited_ingest bigint
  audited_at timestamp with time zone
  constraint protected_source_deff CHECK ((design_effect > (0)::double precision))
  constraint protected_source_pkey PRIMARY KEY (source_id)
  constraint protected_source_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(source_id)
  constraint protected_source_weight CHECK ((persons_per_respondent > (0)::double precision))

published_code
  dataset_id text not null
  dimension text not null
  code text not null
  label text
  constraint published_code_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES published_dataset(dataset_id) ON DELETE CASCADE
  constraint published_code_pkey PRIMARY KEY (dataset_id, dimension, code)

published_dataset
  dataset_id text not null
  source_id text not null
  title text not null
  format text not null
  ingest_id bigint not null
  vintage date not null
  constraint published_dataset_pkey PRIMARY KEY (dataset_id)
  constraint published_dataset_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(source_id)

quarantined_row
  quarantine_id bigint not null generated always as identity
  ingest_id bigint not null
  source_file text not null
  line integer not null
  raw text not null
  column_name text
  reason text not null
  resolved_by bigint
  constraint quarantined_row_ingest_id_fkey FOREIGN KEY (ingest_id) REFERENCES ingest_release(ingest_id)
  constraint quarantined_row_pkey PRIMARY KEY (quarantine_id)
  constraint quarantined_row_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES ingest_release(ingest_id)
  CREATE INDEX quarantined_row_ingest ON public.quarantined_row USING btree (ingest_id)
  CREATE INDEX quarantined_row_open ON public.quarantined_row USING btree (quarantine_id) WHERE (resolved_by IS NULL)

quota_rule
  rule_id text not null
  legal_reference_vi text not null
  legal_reference_en text not null
  status text not null
  in_force_from date
  in_force_to date
  level text not null
  formula_id text not null
  parameter double precision not null
  risk_margin double precision not null
  text_vi text not null
  text_en text not null
  basis text not null
  constraint quota_rule_level CHECK ((level = ANY (ARRAY['undergraduate'::text, 'postgraduate'::text, 'all'::text])))
  constraint quota_rule_pkey PRIMARY KEY (rule_id)
  constraint quota_rule_status CHECK ((status = ANY (ARRAY['inForce'::text, 'draft'::text])))

refused_file
  refused_id bigint not null generated always as identity
  source_file text not null
  file_path text not null
  sha256 text not null
  bytes bigint not null
  request jsonb not null
  code text not null
  reason text not null
  refused_at timestamp with time zone not null default now()
  times integer not null default 1
  resolved_by bigint
  constraint refused_file_pkey PRIMARY KEY (refused_id)
  constraint refused_file_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES ingest_release(ingest_id)
  constraint refused_file_sha256 UNIQUE (sha256)
  CREATE INDEX refused_file_open ON public.refused_file USING btree (refused_id) WHERE (resolved_by IS NULL)

release
  release_id text not null
  run_id text not null
  created_at timestamp with time zone not null default now()
  is_current boolean not null default false
  manifest jsonb not null
  constraint release_pkey PRIMARY KEY (release_id)
  constraint release_run_id_fkey FOREIGN KEY (run_id) REFERENCES forecast_run(run_id)
  CREATE UNIQUE INDEX release_one_current ON public.release USING btree (is_current) WHERE is_current

release_input
  release_id text not null
  inputs jsonb not null
  constraint release_input_pkey PRIMARY KEY (release_id)
  constraint release_input_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

scenario
  release_id text not null
  scenario_id text not null
  name_vi text not null
  name_en text not null
  note_vi text not null
  note_en text not null
  owner text not null
  created_on date not null
  is_shipped boolean not null
  changes jsonb not null
  constraint scenario_pkey PRIMARY KEY (release_id, scenario_id)
  constraint scenario_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

scenario_cell
  release_id text not null
  scenario_id text not null
  area_id text not null
  sector_kind text not null
  sector text not null
  year integer not null
  demand double precision[] not null
  supply double precision[] not null
  gap double precision[] not null
  constraint scenario_cell_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint scenario_cell_pkey PRIMARY KEY (release_id, scenario_id, area_id, sector_kind, sector, year)
  constraint scenario_cell_release_id_scenario_id_fkey FOREIGN KEY (release_id, scenario_id) REFERENCES scenario(release_id, scenario_id) ON DELETE CASCADE
  constraint scenario_cell_sector_kind CHECK ((sector_kind = ANY (ARRAY['total'::text, 'section'::text, 'lens'::text])))

sector_opening
  release_id text not null
  area_id text not null
  sector_kind text not null
  sector text not null
  year integer not null
  definition_id text not null
  expansion_demand double precision[] not null
  replacement_demand double precision[] not null
  job_openings double precision[] not null
  constraint sector_opening_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint sector_opening_definition CHECK ((definition_id = ANY (ARRAY['bls_separations'::text, 'permanent_exits'::text, 'net_cohort'::text])))
  constraint sector_opening_pkey PRIMARY KEY (release_id, area_id, sector_kind, sector, year, definition_id)
  constraint sector_opening_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE
  constraint sector_opening_sector_kind CHECK ((sector_kind = ANY (ARRAY['total'::text, 'section'::text, 'lens'::text])))

series
  series_id text not null
  frequency text not null
  area_id text not null
  measure text not null
  sex text not null
  industry text not null
  occupation text not null
  age text not null
  concept text not null
  source_id text not null
  unit_measure text not null
  unit_mult integer not null
  series_no integer not null generated always as identity
  dimensions jsonb not null default '{}'::jsonb
  constraint series_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint series_dimensions CHECK (((jsonb_typeof(dimensions) = 'object'::text) AND ((dimensions = '{}'::jsonb) OR (measure ~~ '%:%'::text))))
  constraint series_frequency CHECK ((frequency = ANY (ARRAY['A'::text, 'S'::text, 'Q'::text, 'M'::text, 'W'::text, 'AY'::text, 'D'::text])))
  constraint series_pkey PRIMARY KEY (series_id)
  constraint series_series_no UNIQUE (series_no)
  constraint series_sex CHECK ((sex = ANY (ARRAY['T'::text, 'F'::text, 'M'::text])))
  constraint series_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(source_id)
  CREATE INDEX series_dimensions ON public.series USING gin (dimensions jsonb_path_ops) WHERE (dimensions <> '{}'::jsonb)
  CREATE INDEX series_lookup ON public.series USING btree (area_id, measure, frequency, sex, industry, occupation)
  CREATE INDEX series_source ON public.series USING btree (source_id)
  CREATE TRIGGER series_has_figures BEFORE DELETE ON public.series FOR EACH ROW EXECUTE FUNCTION refuse_series_with_figures()

series_break
  break_id text not null
  series_like text not null
  period_start date not null
  treatment text not null
  parameter double precision
  reason_vi text not null
  reason_en text not null
  reference text not null
  constraint series_break_pkey PRIMARY KEY (break_id)
  constraint series_break_treatment CHECK ((treatment = ANY (ARRAY['level_shift'::text, 'overlap_ratio'::text, 'cut_window'::text, 'outlier'::text, 'withhold'::text])))

series_vintage
  series_no integer not null
  vintage date not null
  figures integer
  digest_a bigint
  digest_b bigint
  ingest_id bigint
  constraint series_vintage_pkey PRIMARY KEY (series_no, vintage)
  constraint series_vintage_series_no_fkey FOREIGN KEY (series_no) REFERENCES series(series_no) ON DELETE CASCADE
  CREATE INDEX series_vintage_ingest ON public.series_vintage USING btree (ingest_id)

skill_weight
  occupation_scheme text not null
  occupation_code text not null
  skill_code text not null
  weight double precision not null
  specificity double precision not null
  constraint skill_weight_pkey PRIMARY KEY (occupation_scheme, occupation_code, skill_code)

source
  source_id text not null
  name_vi text not null
  name_en text not null
  publisher text not null
  url text
  licence text not null
  citation text not null
  origin text not null default 'pack'::text
  constraint source_origin CHECK ((origin = ANY (ARRAY['pack'::text, 'page'::text, 'file'::text])))
  constraint source_pkey PRIMARY KEY (source_id)

source_answer
  fetch_id bigint not null generated always as identity
  run_id bigint not null
  part text not null
  role text not null
  source text not null
  method text not null
  address text not null
  final_address text
  request_body text
  call_hash text not null
  fetched_at timestamp with time zone not null
  attempts integer not null
  outcome text not null
  reason text
  http_status integer
  media_type text
  encoding text
  etag text
  last_modified text
  source_mark text
  sha256 text
  bytes bigint
  licence text not null
  file_name text not null
  stored_as text
  constraint source_answer_body CHECK (((outcome <> ALL (ARRAY['stored'::text, 'unchanged'::text])) OR ((sha256 IS NOT NULL) AND (stored_as IS NOT NULL))))
  constraint source_answer_method CHECK ((method = ANY (ARRAY['GET'::text, 'POST'::text])))
  constraint source_answer_outcome CHECK ((outcome = ANY (ARRAY['stored'::text, 'unchanged'::text, 'empty'::text, 'split'::text, 'refused'::text])))
  constraint source_answer_pkey PRIMARY KEY (fetch_id)
  constraint source_answer_reason CHECK (((outcome = ANY (ARRAY['stored'::text, 'unchanged'::text])) OR (reason IS NOT NULL)))
  constraint source_answer_role CHECK ((role = ANY (ARRAY['data'::text, 'structure'::text])))
  constraint source_answer_run_id_fkey FOREIGN KEY (run_id) REFERENCES fetch_run(run_id)
  CREATE INDEX source_answer_call ON public.source_answer USING btree (call_hash, fetch_id DESC) WHERE (outcome = ANY (ARRAY['stored'::text, 'unchanged'::text]))
  CREATE INDEX source_answer_pace ON public.source_answer USING btree (source, fetched_at DESC)
  CREATE INDEX source_answer_sha256 ON public.source_answer USING btree (sha256)
  CREATE UNIQUE INDEX source_answer_finished ON public.source_answer USING btree (run_id, part) WHERE (outcome <> 'refused'::text)

source_mapping
  mapping_id text not null
  version integer not null
  document jsonb not null
  created_at timestamp with time zone not null default now()
  constraint source_mapping_pkey PRIMARY KEY (mapping_id, version)

synonym
  scheme text not null
  label text not null
  code text not null
  seen_in text not null
  constraint synonym_pkey PRIMARY KEY (scheme, label)

target_mix
  isced_f_detailed text not null
  level text not null
  occupation text not null
  share double precision not null
  low double precision not null
  high double precision not null
  source text not null
  status text not null
  constraint target_mix_pkey PRIMARY KEY (isced_f_detailed, level, occupation)
  constraint target_mix_share CHECK (((share >= (0)::double precision) AND (share <= (1)::double precision)))

track_case
  release_id text not null
  round_id text not null
  kind text not null
  area_id text not null
  measure text not null
  unit text not null
  target integer not null
  base double precision not null
  scale double precision
  forecasts jsonb not null
  p10 double precision
  p90 double precision
  crps double precision
  actual double precision not null
  actual_status text not null
  constraint track_case_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint track_case_kind CHECK ((kind = ANY (ARRAY['sector'::text, 'total'::text, 'sex'::text, 'occupation'::text, 'labourSupply'::text, 'province'::text, 'replacement'::text])))
  constraint track_case_pkey PRIMARY KEY (release_id, kind, area_id, measure, unit, round_id, target)
  constraint track_case_release_id_round_id_fkey FOREIGN KEY (release_id, round_id) REFERENCES track_round(release_id, round_id) ON DELETE CASCADE

track_round
  release_id text not null
  round_id text not null
  origin integer not null
  known_on date
  computed_at timestamp with time zone not null default now()
  constraint track_round_pkey PRIMARY KEY (release_id, round_id)
  constraint track_round_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

track_score
  release_id text not null
  kind text not null
  area_id text not null
  measure text not null
  unit text not null
  horizon integer not null
  contender text not null
  score jsonb not null
  constraint track_score_pkey PRIMARY KEY (release_id, kind, area_id, measure, unit, horizon, contender)
  constraint track_score_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

track_verdict
  release_id text not null
  kind text not null
  area_id text not null
  measure text not null
  published text not null
  best text not null
  lost_to text[] not null
  obeys boolean not null
  wape jsonb not null
  rounds integer not null
  agreement jsonb
  constraint track_verdict_pkey PRIMARY KEY (release_id, kind, area_id, measure)
  constraint track_verdict_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id) ON DELETE CASCADE

training_order
  order_no bigint not null generated always as identity
  revision integer not null default 1
  buyer text not null
  reference text
  provider text not null
  programme_id text
  isced_f_detailed text not null
  release_id text not null
  area_id text not null
  occupation text not null
  year integer not null
  gap double precision[] not null
  p_shortage double precision not null
  places double precision not null
  women double precision
  men double precision
  ordered_on date not null
  due_year integer not null
  status text not null default 'open'::text
  closed_on date
  close_reason text
  realised_gap double precision
  realised_source text
  note text
  data_status text not null
  constraint training_order_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id)
  constraint training_order_closed CHECK (((status = 'open'::text) = (closed_on IS NULL)))
  constraint training_order_pkey PRIMARY KEY (order_no)
  constraint training_order_places CHECK ((places > (0)::double precision))
  constraint training_order_realised CHECK (((realised_gap IS NULL) = (realised_source IS NULL)))
  constraint training_order_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(release_id)
  constraint training_order_status CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text, 'cancelled'::text])))
  CREATE INDEX training_order_gap ON public.training_order USING btree (area_id, year, occupation)
  CREATE UNIQUE INDEX training_order_reference ON public.training_order USING btree (buyer, reference) WHERE (reference IS NOT NULL)

training_order_revision
  order_no bigint not null
  revision integer not null
  replaced_at timestamp with time zone not null default now()
  content jsonb not null
  constraint training_order_revision_order_no_fkey FOREIGN KEY (order_no) REFERENCES training_order(order_no)
  constraint training_order_revision_pkey PRIMARY KEY (order_no, revision)

uploaded_file
  sha256 text not null
  file_name text not null
  bytes bigint not null
  stored_as text not null
  uploaded_at timestamp with time zone not null default now()
  constraint uploaded_file_pkey PRIMARY KEY (sha256)
  CREATE INDEX uploaded_file_at ON public.uploaded_file USING btree (uploaded_at DESC)
