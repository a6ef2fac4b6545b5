import type { Transaction } from './database.ts'

/** The columns of `series` after its id, in the order of the table. */
export const SERIES_COLUMNS =
  'frequency, area_id, measure, sex, industry, occupation, age, concept, source_id, unit_measure, unit_mult, dimensions'
const NAMES = SERIES_COLUMNS.split(', ')

export interface NewSeries {
  readonly seriesId: string
  /** Values of SERIES_COLUMNS. */
  readonly series: readonly (string | number)[]
}

/** A vintage the store has of a series; without a digest its figures have to be compared one by one. */
export interface KnownVintage {
  readonly vintage: string
  readonly figures: number | null
  readonly a: number | null
  readonly b: number | null
}

export interface NumberedSeries {
  readonly seriesNo: number
  readonly vintages: readonly KnownVintage[]
}

/** Numbers and known vintages of series by id; a series nobody had is made. */
export async function numberSeries(
  tx: Transaction,
  wanted: readonly NewSeries[],
): Promise<ReadonlyMap<string, NumberedSeries>> {
  const rows = wanted.map(({ seriesId, series }) =>
    Object.fromEntries([
      ['series_id', seriesId],
      ...NAMES.map((name, i) => [name, name === 'dimensions' ? JSON.parse(String(series[i])) : series[i]]),
    ]),
  )
  await tx.query(
    `insert into series (series_id, ${SERIES_COLUMNS})
     select series_id, ${SERIES_COLUMNS} from jsonb_populate_recordset(null::series, $1::jsonb)
     on conflict (series_id) do nothing`,
    [JSON.stringify(rows)],
  )
  const found = await tx.query<{
    series_id: string
    series_no: number
    vintage: string | null
    figures: number | null
    a: number | null
    b: number | null
  }>(
    `select s.series_id, s.series_no, v.vintage, v.figures, v.digest_a as a, v.digest_b as b
       from series s left join series_vintage v using (series_no) where s.series_id = any($1)`,
    [wanted.map(({ seriesId }) => seriesId)],
  )
  const numbered = new Map<string, { seriesNo: number; vintages: KnownVintage[] }>()
  for (const { series_id, series_no, vintage, figures, a, b } of found.rows) {
    const one = numbered.get(series_id) ?? { seriesNo: series_no, vintages: [] }
    if (vintage !== null) one.vintages.push({ vintage, figures, a, b })
    numbered.set(series_id, one)
  }
  return numbered
}

export interface NewVintage {
  readonly seriesNo: number
  readonly vintage: string
  readonly figures: number
  readonly a: number
  readonly b: number
}

const BATCH = 20_000

/** Keeps count and digest of vintages that were written whole. */
export async function insertVintages(
  tx: Transaction,
  ingestId: number,
  vintages: readonly NewVintage[],
): Promise<void> {
  for (let at = 0; at < vintages.length; at += BATCH) {
    const batch = vintages.slice(at, at + BATCH)
    await tx.query(
      `insert into series_vintage (series_no, vintage, figures, digest_a, digest_b, ingest_id)
       select u.*, $6 from unnest($1::integer[], $2::date[], $3::integer[], $4::bigint[], $5::bigint[]) u`,
      [
        batch.map((one) => one.seriesNo),
        batch.map((one) => one.vintage),
        batch.map((one) => one.figures),
        batch.map((one) => one.a),
        batch.map((one) => one.b),
        ingestId,
      ],
    )
  }
}
