import type { Source } from '../contracts/reference.ts'
import type { Db } from './database.ts'

interface Row extends Record<string, unknown> {
  source_id: string
  name_vi: string
  name_en: string
  publisher: string
  url: string | null
  licence: string
  citation: string
  last_vintage: string | null
  observations: number
  ingests: Source['ingests']
}

/** Every source with what was read from it, file by file. */
export async function listSources(db: Db): Promise<Source[]> {
  // One pass over the observations, grouped; the page behind it is kept by ETag until the next ingest.
  const { rows } = await db.query<Row>(
    `with used as (
       select s.source_id, o.ingest_id, count(*) as observations, max(o.vintage) as last_vintage
         from series s join observation o using (series_no) group by s.source_id, o.ingest_id
     )
     select src.*, coalesce(sum(u.observations), 0)::bigint as observations, max(u.last_vintage) as last_vintage,
            coalesce(json_agg(json_build_object('file', i.source_file, 'sha256', i.sha256,
                'at', to_char(i.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'read', i.rows_read,
                'stored', i.rows_stored, 'unchanged', i.rows_unchanged, 'quarantined', i.rows_quarantined)
              order by i.ingest_id) filter (where i.ingest_id is not null), '[]') as ingests
       from source src left join used u using (source_id) left join ingest_release i using (ingest_id)
      group by src.source_id order by src.source_id`,
  )
  return rows.map((r) => ({
    id: r.source_id,
    name: { vi: r.name_vi, en: r.name_en },
    publisher: r.publisher,
    url: r.url,
    licence: r.licence,
    citation: r.citation,
    lastVintage: r.last_vintage,
    observations: r.observations,
    ingests: r.ingests,
  }))
}

export interface Citation {
  readonly id: string
  readonly licence: string
  readonly citation: string
}

/** Citation and licence of every source that has a series. */
export async function listCitations(db: Db): Promise<Citation[]> {
  const { rows } = await db.query<Citation & Record<string, unknown>>(
    `select source_id as id, licence, citation from source src
      where exists (select 1 from series s where s.source_id = src.source_id) order by source_id`,
  )
  return rows
}
