import { type Pool, withTransaction } from '../../src/storage/database.ts'
import { type ForecastScoreRow, insertRun } from '../../src/storage/forecast-run.ts'
import { insertIndicators } from '../../src/storage/occupation-indicator.ts'
import { type GapRecord, insertRelease, makeCurrent } from '../../src/storage/release.ts'

// Reference rows, the two published vintages of employment in 2024-Q3, and a small release with figures written by hand:
// enough to ask every route. The names are real, the gaps are not.

export const RELEASE_ID = 'r-2026-11-22-0001'
export const RUN_ID = 'run-0001'
export const QUARTERLY = 'Q.VN.employment.T._T._T._T.ICLS19.GSO_NSDP.PS'
/** Persons, as GSO published them (National Summary Data Page). */
export const EMPLOYMENT_2024_Q3 = { '2024-10-09': 51_564_249.796201795, '2025-06-06': 51_674_221.79413927 } as const

const REFERENCE = `
insert into source values
  ('GSO_NSDP', 'Trang dữ liệu tóm tắt quốc gia', 'National Summary Data Page', 'GSO', 'https://nsdp.gso.gov.vn/', 'free with source named', 'GSO, National Summary Data Page.'),
  ('ILOSTAT_LFS', 'ILOSTAT', 'ILOSTAT', 'ILO', 'https://ilostat.ilo.org/', 'CC BY 4.0', 'ILO, ILOSTAT.');
insert into area values
  ('VN', 'country', null, 'Việt Nam', 'Viet Nam', null, '1976-07-02', null),
  ('VN-HN', 'province', '01', 'Hà Nội', 'Hanoi', 'VN', '2008-08-01', null),
  ('VN-P24.2004', 'province', '24', 'Bắc Giang', 'Bac Giang', 'VN', '2004-01-01', '2025-07-01'),
  ('VN-P27.2004', 'province', '27', 'Bắc Ninh', 'Bac Ninh', 'VN', '2004-01-01', '2025-07-01'),
  ('VN-P24.2025', 'province', '24', 'Bắc Ninh', 'Bac Ninh', 'VN', '2025-07-01', null);
insert into area_succession values
  ('VN-P24.2004', 'VN-P24.2025', 1, '2025-07-01', '202/2025/QH15'), ('VN-P27.2004', 'VN-P24.2025', 1, '2025-07-01', '202/2025/QH15');
insert into classification_code values
  ('VSIC2018', 'C', 1, null, 'Công nghiệp chế biến, chế tạo', 'Manufacturing', 'official', 3),
  ('VSIC2018', '10', 2, 'C', 'Sản xuất chế biến thực phẩm', 'Food products', 'official', 30),
  ('VSIC2018', 'J', 1, null, 'Thông tin và truyền thông', 'Information and communication', 'official', 10),
  ('VSIC2025', 'J', 1, null, 'Hoạt động xuất bản, phát sóng', 'Publishing and broadcasting', 'official', 10),
  ('VSIC2025', 'K', 1, null, 'Viễn thông, lập trình', 'Telecommunications, programming', 'official', 11),
  ('VSCO2020', '2', 1, null, 'Nhà chuyên môn bậc cao', 'Professionals', 'official', 2),
  ('VSCO2020', '8', 1, null, 'Thợ lắp ráp và vận hành máy', 'Plant and machine operators', 'official', 8),
  ('SKILL', '2.A.1.a', 1, 'skill', 'Đọc hiểu', 'Reading Comprehension', 'translated_here', 1),
  ('SKILL', '2.C.3.a', 1, 'knowledge', 'Máy tính và điện tử', 'Computers and Electronics', 'translated_here', 2);
insert into lens values
  ('it-digital', '1.0', 'Công nghệ thông tin và số', 'IT and digital', 'Chồng lấn.', 'Overlaps.'),
  ('creative', '1.0', 'Công nghiệp sáng tạo', 'Creative industries', 'Chồng lấn.', 'Overlaps.');
insert into lens_member values ('it-digital', 'VSIC2018', 'J', '58.2, 61-63', 0.8, 'assumption');`

const OBSERVATIONS = `
insert into ingest_release (source_file, sha256, bytes, mapping, rows_read, rows_stored, rows_unchanged, rows_quarantined, quality)
  values ('data/observations/national.csv', 'aa', 100, '{}', 60, 60, 0, 0, '{}');
insert into series values
  ('${QUARTERLY}', 'Q', 'VN', 'employment', 'T', '_T', '_T', '_T', 'ICLS19', 'GSO_NSDP', 'PS', 0),
  ('A.VN.employment.T.VSIC2018:C._T._T.ICLS13.ILOSTAT_LFS.PS', 'A', 'VN', 'employment', 'T', 'VSIC2018:C', '_T', '_T', 'ICLS13', 'ILOSTAT_LFS', 'PS', 3),
  ('A.VN.employment.F.VSIC2018:C._T._T.ICLS13.ILOSTAT_LFS.PS', 'A', 'VN', 'employment', 'F', 'VSIC2018:C', '_T', '_T', 'ICLS13', 'ILOSTAT_LFS', 'PS', 3);
insert into observation
  select (select series_no from series where series_id = '${QUARTERLY}'), make_date(2021 + q / 4, 1 + 3 * (q % 4), 1), v.day::date, 50e6 + 1e5 * q + v.shift, 'A', q = 0, null, 1, 2 + q
    from generate_series(0, 13) q, (values ('2024-10-09', 0), ('2025-06-06', 1000)) v (day, shift);
insert into observation select series_no, o.* from series, (values
  ('2024-07-01'::date, '2024-10-09'::date, 51564249.796201795, 'A', false, null, 1, 201),
  ('2024-07-01', '2025-06-06', 51674221.794139274, 'A', false, '=1+1', 1, 941),
  ('2024-10-01', '2025-06-06', null, 'L', false, null, 1, 942)) o where series_id = '${QUARTERLY}';
insert into observation
  select s.series_no, make_date(y, 1, 1), '2025-03-01', 9000 + y, 'A', false, null, 1, 3 + y - 2009
    from generate_series(2009, 2024) y, series s where s.frequency = 'A';`

const QUANTILES = [0.1, 0.5, 0.9]

/** Reference rows and observations only: the state before the first release. */
export async function insertObservations(pool: Pool): Promise<void> {
  await pool.query(REFERENCE)
  await pool.query(OBSERVATIONS)
}

/** Reference rows, observations, and one current release for VN and VN-HN, 2025-2035. */
export async function insertPublishedRelease(pool: Pool): Promise<void> {
  await insertObservations(pool)
  await withTransaction(pool, async (tx) => {
    const run = {
      run_id: RUN_ID,
      as_of: '2026-11-22',
      code_version: '0.1.0',
      seed: 1,
      backend: 'wasm',
      horizon: 11,
      config: { quantiles: QUANTILES },
      data_hash: 'dd',
    }
    const target = 'VN.employment.VSIC2018:C.T'
    const method = {
      name: 'Combination of drift and theta',
      weights: { drift: 0.6, theta: 0.4 },
      trainedOn: '2009..2024',
      breaks: [
        {
          id: 'icls19',
          from: '2021',
          treatment: 'overlap_ratio',
          reason: { vi: 'Đổi khái niệm', en: 'New concept' },
          reference: 'GSO 2021',
        },
      ],
      calibration: 'Conformal on backtest errors',
      intervalsWithheld: false,
    }
    const history = [
      { period: '2023', value: 11_000_000, obsStatus: 'A' },
      { period: '2024', value: 11_200_000, obsStatus: 'A' },
    ]
    const series = {
      target_id: target,
      area_id: 'VN',
      measure: 'employment',
      industry: 'VSIC2018:C',
      sex: 'T',
      unit_measure: 'PS',
      base_status: 'A',
      method,
      history,
    }
    const years = Array.from({ length: 11 }, (_, h) => 2025 + h)
    const values = years.map((year, h) => ({
      target_id: target,
      period_start: `${year}-01-01`,
      horizon: h + 1,
      mean: 11_300_000 + 1000 * h,
      quantiles: [11_000_000, 11_300_000 + 1000 * h, 11_600_000],
    }))
    const score = (contender: string, mase: number): ForecastScoreRow => ({
      target_id: target,
      contender,
      horizon: 1,
      n: 8,
      mae: 100,
      mase,
      wape: 0.01,
      scrps: 0.02,
      cov80: 0.8,
      cov95: null,
      weight: contender === 'combination' ? 1 : 0.5,
    })
    await insertRun(tx, run, [series], values, [score('combination', 0.8), score('naive', 1.1)])

    const manifest = {
      asOf: '2026-11-22',
      baseYear: 2024,
      lastYear: 2035,
      seed: 1,
      draws: 2000,
      codeVersion: '0.1.0',
      backend: 'wasm',
      runId: RUN_ID,
      inputs: [{ file: 'data/observations/national.csv', sha256: 'aa' }],
      definitionId: 'permanent_exits',
      cutOffVersion: 'normalised-gap-1',
      shortageThresholdPercent: 5,
      normalisedGapCutOffs: [0.25, 0.75],
      supplyMethod: 'share of the labour force',
      areas: ['VN', 'VN-HN'],
    }
    const gaps = ['VN', 'VN-HN'].flatMap((area) => years.flatMap((year) => gapsOf(area, year)))
    const parts = gaps.filter((g) => g.sector === 'VSIC2018:C').map((g) => g.gap_id)
    await insertRelease(
      tx,
      RELEASE_ID,
      RUN_ID,
      manifest,
      gaps,
      parts.flatMap((gap_id) => [
        { gap_id, occupation: 'VSCO2020:8', share: 0.7, gap: [700, 1400, 2100] as const },
        { gap_id, occupation: 'VSCO2020:2', share: 0.3, gap: [300, 600, 900] as const },
      ]),
      parts.flatMap((gap_id) => [
        { gap_id, skill_code: '2.C.3.a', gap: [-5.5, 10.5, 20.25] as const, specificity: 0.9, rank: 1 },
        { gap_id, skill_code: '2.A.1.a', gap: [1, 2, 3] as const, specificity: 0.1, rank: 2 },
      ]),
    )
    await insertIndicators(tx, RELEASE_ID, [INDICATOR])
    await makeCurrent(tx, RELEASE_ID)
  })
}

/** Of one occupation group; its figures are those of the tests of the route. */
export const INDICATOR: Parameters<typeof insertIndicators>[2][number] = {
  area_id: 'VN-HN',
  occupation: 'VSCO2020:2',
  year: 2031,
  employment: 10_000,
  inflow: 2600,
  short_term_unemployed: 300,
  expansion_demand: 800,
  replacement_demand: 2400,
  indicator: 0.9773,
  indicator_class: 'good',
  flow_ratio: 0.9063,
  mix_fill: 0.7,
  women_of_employment: 0.5,
  women_of_openings: 0.6,
  women_of_seekers: null,
  segregation: null,
  openings_by_level: { ADV: 1600, INT: 960, BAS: 640, LTB: 0 },
}

const SECTORS = [
  ['total', '_T', 'T'],
  ['section', 'VSIC2018:C', 'T'],
  ['section', 'VSIC2018:C', 'F'],
  ['section', 'VSIC2018:J', 'T'],
  ['lens', 'it-digital', 'T'],
  ['occupation', '_T', 'T', 'VSCO2020:8'],
  ['occupation', '_T', 'F', 'VSCO2020:8'],
] as const

function gapsOf(area: string, year: number): GapRecord[] {
  return SECTORS.map(([sector_kind, sector, sex, occupation = '_T'], i) => ({
    gap_id: `${area}:${occupation === '_T' ? sector : occupation}:${year}:${sex}`,
    area_id: area,
    sector_kind,
    sector,
    occupation,
    year,
    sex,
    demand: [90_000, 100_000, 110_000],
    supply: [95_000, 98_000, 101_000],
    gap: [-11_000, 2000 - 1000 * i, 15_000],
    gap_percent: [-11, 2 - i, 15],
    normalised_gap: 0.3 - 0.4 * i,
    expansion_demand: [-500, 1000, 2500],
    replacement_demand: [2000, 2500, 3000],
    job_openings: [1500, 3500, 5500],
    definition_id: 'permanent_exits',
    p_shortage: 0.47,
    p_gap_positive: 0.71,
    rating: 'balanced',
    median_rating: i === 0 ? 'moderateShortage' : 'balanced',
    three_step: null,
    rating_probabilities: {
      strongShortage: 0.1,
      moderateShortage: 0.2,
      balanced: 0.4,
      moderateSurplus: 0.2,
      strongSurplus: 0.1,
    },
    base_value: 99_000,
    base_status: area === 'VN' ? 'A' : 'E',
  }))
}
