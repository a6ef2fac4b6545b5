import type { TrackCaseRow, TrackedKind, TrackRecordRow, TrackVerdict } from '../contracts/track-record.ts'
import type { ObsStatus } from '../domain/series.ts'
import type { Db } from './database.ts'

export interface TrackFilter {
  readonly area?: string
  readonly kind?: TrackedKind
  readonly measure?: string
  /** '' for all units of a kind together. */
  readonly unit?: string
  readonly horizon?: number
  readonly contender?: string
}

/** All units together, in the rows that go out. */
export const ALL_UNITS = 'all'

/** Where a page of scores ended: the order of the rows. */
export type ScoreKey = readonly [
  kind: string,
  area: string,
  measure: string,
  unit: string,
  horizon: number,
  contender: string,
]
export const scoreKey = (row: TrackRecordRow): ScoreKey => [
  row.kind,
  row.area,
  row.measure,
  row.unit === ALL_UNITS ? '' : row.unit,
  row.horizon,
  row.contender,
]
export type CaseKey = readonly [
  kind: string,
  area: string,
  measure: string,
  unit: string,
  origin: number,
  target: number,
]
export const caseKey = (row: TrackCaseRow): CaseKey => [
  row.kind,
  row.area,
  row.measure,
  row.unit,
  row.origin,
  row.target,
]

const LABELS = `coalesce(c.name_vi, p.name_vi, case t.unit when '_T' then 'Toàn nền kinh tế' when 'F' then 'Nữ' when 'M' then 'Nam'
         when '' then 'Tất cả' else t.unit end) as label_vi,
       coalesce(c.name_en, p.name_en, case t.unit when '_T' then 'Whole economy' when 'F' then 'Women' when 'M' then 'Men'
         when '' then 'All together' else t.unit end) as label_en`
const NAMES = `left join classification_code c on c.scheme = split_part(t.unit, ':', 1) and c.code = split_part(t.unit, ':', 2)
  left join area p on t.kind = 'province' and p.area_id = t.unit`

interface ScoreRow extends Record<string, unknown> {
  kind: TrackedKind
  area_id: string
  measure: string
  unit: string
  label_vi: string
  label_en: string
  horizon: number
  contender: string
  score: Omit<TrackRecordRow, 'kind' | 'area' | 'measure' | 'unit' | 'label' | 'horizon' | 'contender'> & {
    intervals: { coverage: number; meanScore: number; tolerance: { low: number; high: number } } | null
  }
}

/** Up to `limit` scores of a release after a key, in the order of its primary key. */
export async function readTrackScores(
  db: Db,
  releaseId: string,
  filter: TrackFilter,
  limit: number,
  after?: ScoreKey,
): Promise<TrackRecordRow[]> {
  const { rows } = await db.query<ScoreRow>(
    `select t.*, ${LABELS} from track_score t ${NAMES}
      where t.release_id = $1
        and ($2::text is null or t.area_id = $2) and ($3::text is null or t.kind = $3)
        and ($4::text is null or t.measure = $4) and ($5::text is null or t.unit = $5)
        and ($6::int is null or t.horizon = $6) and ($7::text is null or t.contender = $7)
        and ($8::text is null or (t.kind, t.area_id, t.measure, t.unit, t.horizon, t.contender) > ($8, $9, $10, $11, $12::int, $13))
      order by t.kind, t.area_id, t.measure, t.unit, t.horizon, t.contender limit $14`,
    [releaseId, ...valuesOf(filter), filter.contender ?? null, ...(after ?? Array(6).fill(null)), limit],
  )
  return rows.map(({ score: { intervals, ...score }, ...row }) => ({
    kind: row.kind,
    area: row.area_id,
    measure: row.measure,
    unit: row.unit === '' ? ALL_UNITS : row.unit,
    label: { vi: row.label_vi, en: row.label_en },
    ...score,
    horizon: row.horizon,
    contender: row.contender,
    coverage80: intervals?.coverage ?? null,
    coverageLow: intervals?.tolerance.low ?? null,
    coverageHigh: intervals?.tolerance.high ?? null,
    winkler: intervals?.meanScore ?? null,
  }))
}

const valuesOf = ({ area, kind, measure, unit, horizon }: TrackFilter): unknown[] => [
  area ?? null,
  kind ?? null,
  measure ?? null,
  unit ?? null,
  horizon ?? null,
]

interface CaseRow extends Record<string, unknown> {
  kind: TrackedKind
  area_id: string
  measure: string
  unit: string
  label_vi: string
  label_en: string
  origin: number
  known_on: string | null
  target: number
  base: number
  forecasts: Record<string, number>
  p10: number | null
  p90: number | null
  actual: number
  actual_status: ObsStatus
}

/** Up to `limit` past forecasts with their outcomes after a key, by unit, origin and target. */
export async function readTrackCases(
  db: Db,
  releaseId: string,
  filter: Omit<TrackFilter, 'contender'>,
  limit: number,
  after?: CaseKey,
): Promise<TrackCaseRow[]> {
  const { rows } = await db.query<CaseRow>(
    `select t.*, r.origin, r.known_on, ${LABELS} from track_case t join track_round r using (release_id, round_id) ${NAMES}
      where t.release_id = $1
        and ($2::text is null or t.area_id = $2) and ($3::text is null or t.kind = $3)
        and ($4::text is null or t.measure = $4) and ($5::text is null or t.unit = $5)
        and ($6::int is null or t.target - r.origin = $6)
        and ($7::text is null or (t.kind, t.area_id, t.measure, t.unit, r.origin, t.target) > ($7, $8, $9, $10, $11::int, $12::int))
      order by t.kind, t.area_id, t.measure, t.unit, r.origin, t.target limit $13`,
    [releaseId, ...valuesOf(filter), ...(after ?? Array(6).fill(null)), limit],
  )
  return rows.map((row): TrackCaseRow => {
    const { published, ...contenders } = row.forecasts
    return {
      kind: row.kind,
      area: row.area_id,
      measure: row.measure,
      unit: row.unit,
      label: { vi: row.label_vi, en: row.label_en },
      origin: row.origin,
      target: row.target,
      horizon: row.target - row.origin,
      knownOn: row.known_on,
      base: row.base,
      forecast: published!,
      p10: row.p10,
      p90: row.p90,
      actual: row.actual,
      actualStatus: row.actual_status,
      error: published! - row.actual,
      contenders,
    }
  })
}

interface VerdictRow extends Record<string, unknown>, Omit<TrackVerdict, 'area' | 'lostTo'> {
  area_id: string
  lost_to: string[]
}

/** Whether each measure keeps the rule that the model that loses is not published. */
export async function readVerdicts(
  db: Db,
  releaseId: string,
  { area, kind, measure }: TrackFilter = {},
): Promise<TrackVerdict[]> {
  const { rows } = await db.query<VerdictRow>(
    `select kind, area_id, measure, published, best, lost_to, obeys, wape, rounds, agreement from track_verdict
      where release_id = $1 and ($2::text is null or area_id = $2) and ($3::text is null or kind = $3)
        and ($4::text is null or measure = $4) order by kind, area_id, measure`,
    [releaseId, area ?? null, kind ?? null, measure ?? null],
  )
  return rows.map(({ area_id, lost_to, ...row }) => ({ ...row, area: area_id, lostTo: lost_to }))
}
