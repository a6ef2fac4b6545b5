import type { ReleaseChange, ReleaseComparison } from '../contracts/release-compare.ts'
import type { Release } from '../contracts/releases.ts'
import type { Db } from './database.ts'

type Causes = ReleaseComparison['causes']

/**
 * What differs between two releases, as far as their manifests and the hashes of their runs tell: equal hashes mean equal data
 * and assumptions; unequal ones with the same files on the same day leave the assumptions alone.
 */
export async function causesOfChange(db: Db, before: Release, after: Release): Promise<Causes> {
  const { rows } = await db.query<{ release_id: string; data_hash: string }>(
    'select release_id, data_hash from release join forecast_run using (run_id) where release_id = any($1)',
    [[before.id, after.id]],
  )
  const hash = new Map(rows.map((row) => [row.release_id, row.data_hash]))
  const [a, b] = [before.manifest, after.manifest]
  const settings = ({ codeVersion, backend, seed, draws, definitionId, cutOffVersion, supplyMethod }: typeof a) =>
    JSON.stringify([codeVersion, backend, seed, draws, definitionId, cutOffVersion, supplyMethod])
  const model = settings(a) !== settings(b)
  if (hash.get(before.id) === hash.get(after.id)) return { data: false, model, assumptions: false }
  const files = ({ inputs }: typeof a) => JSON.stringify(inputs.map(({ sha256 }) => sha256).sort())
  const data = a.asOf !== b.asOf || files(a) !== files(b)
  return { data, model, assumptions: data ? null : true }
}

function causeOf({ data, model, assumptions }: Causes, isChanged: boolean): ReleaseChange['cause'] {
  if (!isChanged) return 'none'
  if (assumptions === null) return model ? 'several' : 'unknown'
  const found = [data && 'data', model && 'model', assumptions && 'assumptions'].filter((cause) => cause !== false)
  if (found.length === 1) return found[0] as ReleaseChange['cause']
  return found.length === 0 ? 'unknown' : 'several'
}

export interface CompareFilter {
  readonly area: string
  readonly kind?: string
  readonly sector?: string
  readonly year?: number
  readonly sex: string
}

interface Row extends Record<string, unknown> {
  gap_id: string
  sector_kind: ReleaseChange['kind']
  sector: string
  label_vi: string
  label_en: string
  year: number
  sex: ReleaseChange['sex']
  gap: [number, number]
  demand: [number, number]
  supply: [number, number]
  base: [number, number]
}

/** Figures that both releases have, with their medians in each, by kind, sector, year and sex. */
export async function compareReleases(
  db: Db,
  before: Release,
  after: Release,
  causes: Causes,
  filter: CompareFilter,
): Promise<ReleaseChange[]> {
  const { rows } = await db.query<Row>(
    `select b.gap_id, b.sector_kind, b.sector, b.year, b.sex,
            array[a.gap[2], b.gap[2]] as gap, array[a.demand[2], b.demand[2]] as demand,
            array[a.supply[2], b.supply[2]] as supply, array[a.base_value, b.base_value] as base,
            coalesce(c.name_vi, l.name_vi, 'Toàn nền kinh tế') as label_vi,
            coalesce(c.name_en, l.name_en, 'Whole economy') as label_en
       from gap a join gap b on b.gap_id = a.gap_id and b.release_id = $2
       left join classification_code c on b.sector_kind = 'section'
             and c.scheme = split_part(b.sector, ':', 1) and c.code = split_part(b.sector, ':', 2)
       left join lens l on b.sector_kind = 'lens' and l.lens_id = b.sector
      where a.release_id = $1 and b.area_id = $3 and b.sex = $4
        and (b.sector_kind = $5 or ($5::text is null and b.sector_kind <> 'occupation')) and ($6::text is null or b.sector = $6)
        and ($7::int is null or b.year = $7)
      order by b.sector_kind, b.sector, b.year, b.sex`,
    [before.id, after.id, filter.area, filter.sex, filter.kind ?? null, filter.sector ?? null, filter.year ?? null],
  )
  const sameBase = before.manifest.baseYear === after.manifest.baseYear
  const pair = ([from, to]: [number, number]) => ({ before: from, after: to, change: to - from })
  const path = `/v1/releases/${encodeURIComponent(before.id)}/compare/${encodeURIComponent(after.id)}`
  return rows.map((row) => ({
    id: row.gap_id,
    kind: row.sector_kind,
    sector: row.sector,
    label: { vi: row.label_vi, en: row.label_en },
    year: row.year,
    sex: row.sex,
    gap: pair(row.gap),
    demand: pair(row.demand),
    supply: pair(row.supply),
    baseRevision: sameBase ? row.base[1] - row.base[0] : null,
    cause: causeOf(causes, row.gap[0] !== row.gap[1] || row.demand[0] !== row.demand[1]),
    link: `${path}?area=${filter.area}&sector=${encodeURIComponent(row.sector)}&sex=${row.sex}`,
  }))
}
