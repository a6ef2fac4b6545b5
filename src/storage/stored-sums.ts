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

const LETTER = `'^(VSIC20(18|25)|ILOSTAT):[A-Z]$'`
const MAJOR = `'^(VSCO2020|ISCO08):([0-9]|0\\+X)$'`
const COUNTS = `('employment', 'labourForce', 'unemployment', 'population', 'population15Plus')`

/**
 * Totals an ingest stored, with the parts of the same vintage that should add to them: sections and occupations to all of
 * them, women and men to both, provinces and regions to the country. Whether the parts are complete is for the reader to see.
 */
export async function readStoredSums(db: Db, ingestId: number): Promise<StoredSum[]> {
  // One row a figure of the ingest's vintages of its series, counts only.
  const { rows } = await db.query<StoredSum & Record<string, unknown>>(
    `with touched as (select series_no, vintage from series_vintage where ingest_id = $1),
     figure as (
       select s.series_id, s.frequency, s.area_id, s.measure, s.sex, s.industry, s.occupation, s.age, s.concept, s.source_id,
              a.kind, a.parent_id, o.period_start, o.vintage, o.value
         from touched t join observation o using (series_no, vintage) join series s using (series_no) join area a using (area_id)
        where o.value is not null and s.unit_measure = 'PS' and s.measure in ${COUNTS}),
     pair as (
       select 'sections' as kind, t.series_id, t.period_start, t.vintage, t.value as total, p.value as part
         from figure t join figure p using (frequency, area_id, measure, sex, occupation, age, concept, source_id, period_start, vintage)
        where t.industry = '_T' and p.industry ~ ${LETTER}
        union all
       select 'occupations', t.series_id, t.period_start, t.vintage, t.value, p.value
         from figure t join figure p using (frequency, area_id, measure, sex, industry, age, concept, source_id, period_start, vintage)
        where t.occupation = '_T' and p.occupation ~ ${MAJOR}
        union all
       select 'sexes', t.series_id, t.period_start, t.vintage, t.value, p.value
         from figure t join figure p using (frequency, area_id, measure, industry, occupation, age, concept, source_id, period_start, vintage)
        where t.sex = 'T' and p.sex in ('F', 'M')
        union all
       select p.kind || 's', t.series_id, t.period_start, t.vintage, t.value, p.value
         from figure t join figure p using (frequency, measure, sex, industry, occupation, age, concept, source_id, period_start, vintage)
        where t.kind = 'country' and p.kind in ('province', 'region') and p.area_id <> t.area_id)
     select kind, series_id as series, period_start as period, vintage, total, array_agg(part order by part) as parts
       from pair group by 1, 2, 3, 4, 5 having count(*) > 1 limit ${MOST_SUMS}`,
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
