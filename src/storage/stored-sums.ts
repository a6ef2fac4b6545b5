import type { Db } from './database.ts'

export interface StoredSum {
  readonly kind: 'sections' | 'occupations' | 'sexes' | 'provinces' | 'regions'
  readonly series: string
  readonly period: string
  readonly vintage: string
  readonly total: number
  readonly parts: number[]
}

/** Sums looked at in one file. */
const MOST_SUMS = 20_000

const KEY = ['frequency', 'area_id', 'measure', 'sex', 'industry', 'occupation', 'age', 'concept', 'source_id'] as const
const COUNTS = `('employment', 'labourForce', 'unemployment', 'population', 'population15Plus')`

/** Kind of sum, the column whose codes are the parts, which rows are the total and which the parts. */
const SUMS: readonly (readonly [StoredSum['kind'], (typeof KEY)[number], string, string])[] = [
  ['sections', 'industry', `industry = '_T'`, `industry ~ '^(VSIC20(18|25)|ILOSTAT):[A-Z]$'`],
  ['occupations', 'occupation', `occupation = '_T'`, `occupation ~ '^(VSCO2020|ISCO08):([0-9]|0\\+X)$'`],
  ['sexes', 'sex', `sex = 'T'`, `sex in ('F', 'M')`],
  ['provinces', 'area_id', `kind = 'country'`, `kind in ('province', 'state')`],
  ['regions', 'area_id', `kind = 'country'`, `kind = 'region'`],
]

// Parts of a country begin with its code, as in ISO 3166-2. Which series belong together is found out on the series, some
// thousands of them; figures are then read family by family, and only as many as are looked at.
const groupOf = ([kind, column, total, parts]: (typeof SUMS)[number]): string => `
  select '${kind}' as sum, dense_rank() over (order by ${[...KEY.filter((name) => name !== column), 'land', 'vintage'].join(', ')}) as grp,
         series_no, series_id, vintage, ${total} as is_total, ${parts} as is_part from mine`

/**
 * Totals an ingest stored, with the parts of the same vintage that should add to them: sections and occupations to all of
 * them, women and men to both, provinces and regions to the country. Whether the parts are complete is for the reader to see.
 */
export async function readStoredSums(db: Db, ingestId: number): Promise<StoredSum[]> {
  const { rows } = await db.query<StoredSum & Record<string, unknown>>(
    `with mine as materialized (
       select s.series_no, s.series_id, s.frequency, s.area_id, s.measure, s.sex, s.industry, s.occupation, s.age, s.concept,
              s.source_id, a.kind, split_part(s.area_id, '-', 1) as land, t.vintage
         from series_vintage t join series s using (series_no) join area a using (area_id)
        where t.ingest_id = $1 and s.unit_measure = 'PS' and s.measure in ${COUNTS}),
     grouped as (${SUMS.map(groupOf).join(' union all ')}),
     family as (
       select sum, grp, vintage, min(series_no) filter (where is_total) as total_no, min(series_id) filter (where is_total) as series,
              array_agg(series_no) filter (where is_part) as part_nos
         from grouped group by sum, grp, vintage
       having count(*) filter (where is_total) = 1 and count(*) filter (where is_part) > 1)
     select f.sum as kind, f.series, o.period, f.vintage, o.total, o.parts
       from family f cross join lateral (
         select period_start as period, min(value) filter (where series_no = f.total_no) as total,
                array_agg(value order by value) filter (where series_no <> f.total_no) as parts
           from observation
          where series_no = any(f.part_nos || f.total_no) and vintage = f.vintage and value is not null
          group by period_start
         having count(*) filter (where series_no = f.total_no) = 1 and count(*) filter (where series_no <> f.total_no) > 1) o
      limit ${MOST_SUMS}`,
    [ingestId],
  )
  return rows
}

/** What a new vintage has more and less than the one before it. */
export interface VintageCoverage {
  /** Series that had a vintage before. */
  readonly series: number
  readonly figures: number
  readonly gone: number
  readonly added: number
  readonly examples: string[]
}

/** Coverage of the vintages an ingest stored against the last ones before them; null when there were none. */
export async function readVintageCoverage(db: Db, ingestId: number): Promise<VintageCoverage | null> {
  const { rows } = await db.query<{
    series: number
    figures: number
    gone: number
    added: number
    examples: string[] | null
  }>(
    `with touched as (
       select t.series_no, t.vintage, (select max(v.vintage) from observation v
                                        where v.series_no = t.series_no and v.vintage < t.vintage and not v.is_withdrawn) as former
         from series_vintage t where t.ingest_id = $1),
     compared as (
       select t.series_no, o.period_start, bool_or(o.vintage = t.former) as was_there, bool_or(o.vintage = t.vintage) as is_there
         from touched t join observation o
           on o.series_no = t.series_no and o.vintage in (t.former, t.vintage) and not o.is_withdrawn
        where t.former is not null group by t.series_no, t.vintage, o.period_start)
     select (select count(*) from touched where former is not null) as series, count(*) filter (where is_there) as figures,
            count(*) filter (where not is_there) as gone, count(*) filter (where not was_there) as added,
            (array_agg(s.series_id || ' ' || c.period_start order by s.series_id, c.period_start) filter (where not is_there))[1:12] as examples
       from compared c join series s using (series_no)`,
    [ingestId],
  )
  const [found] = rows
  return found && found.series > 0 ? { ...found, examples: found.examples ?? [] } : null
}
