import type { Db, Transaction } from './database.ts'

/** What an ingest brought of datasets kept as published. */
export interface NewPublished {
  readonly source: string
  readonly format: string
  readonly vintage: string
  readonly ingestId: number
  readonly datasets: readonly (readonly [id: string, title: string])[]
  readonly codes: readonly {
    readonly dataset: string
    readonly dimension: string
    readonly code: string
    readonly label: string | null
  }[]
}

const BATCH = 10_000

/**
 * Keeps territories of sources' own lists, each under its country where its code begins with one, so that figures of them can
 * be stored. A label replaces the code a territory went by before.
 */
export async function keepAreas(
  tx: Transaction,
  areas: readonly (readonly [id: string, label: string | null])[],
): Promise<void> {
  await tx.query(
    `insert into area (area_id, kind, name_vi, name_en, parent_id, valid_from, origin)
     select u.id, 'published', coalesce(u.label, u.code), coalesce(u.label, u.code), land.area_id, '1900-01-01', 'file'
       from (select id, label, substr(id, position(':' in id) + 1) as code from unnest($1::text[], $2::text[]) as t (id, label)) u
            left join area land on u.id ~ '^EUROSTAT:[A-Z]{2}[A-Z0-9]{1,3}$' and land.kind = 'country'
                               and land.area_id = case left(u.code, 2) when 'EL' then 'GR' when 'UK' then 'GB' else left(u.code, 2) end
     on conflict (area_id) do update set name_vi = excluded.name_vi, name_en = excluded.name_en
      where area.origin = 'file' and excluded.name_en <> substr(area.area_id, position(':' in area.area_id) + 1)`,
    [areas.map(([id]) => id), areas.map(([, label]) => label)],
  )
}

/** Keeps datasets with the labels of their codes; the labels of the newest vintage are the ones shown. */
export async function keepPublished(tx: Transaction, found: NewPublished): Promise<void> {
  const { source, format, vintage, ingestId, datasets, codes } = found
  await tx.query(
    `insert into published_dataset (dataset_id, source_id, title, format, ingest_id, vintage)
     select id, $3, title, $4, $5, $6::date from unnest($1::text[], $2::text[]) as t (id, title)
     on conflict (dataset_id) do update set title = excluded.title, format = excluded.format, ingest_id = excluded.ingest_id,
            vintage = excluded.vintage where published_dataset.vintage <= excluded.vintage`,
    [datasets.map(([id]) => id), datasets.map(([, title]) => title.slice(0, 300)), source, format, ingestId, vintage],
  )
  for (let at = 0; at < codes.length; at += BATCH) {
    const batch = codes.slice(at, at + BATCH)
    await tx.query(
      `insert into published_code (dataset_id, dimension, code, label)
       select t.* from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as t (dataset_id, dimension, code, label)
              join published_dataset using (dataset_id)
       on conflict (dataset_id, dimension, code) do update set label = excluded.label
        where excluded.label is distinct from published_code.label and excluded.label is not null
              and $5::date >= (select vintage from published_dataset d where d.dataset_id = excluded.dataset_id)`,
      [
        batch.map((one) => one.dataset),
        batch.map((one) => one.dimension),
        batch.map((one) => one.code),
        batch.map((one) => one.label),
        vintage,
      ],
    )
  }
}

export interface PublishedDataset {
  readonly id: string
  readonly source: string
  readonly title: string
  readonly format: string
  readonly vintage: string
  readonly series: number
  readonly dimensions: readonly { readonly id: string; readonly codes: number }[]
}

/** Every dataset kept as published, by id. */
export async function readPublishedDatasets(db: Db): Promise<PublishedDataset[]> {
  const { rows } = await db.query<PublishedDataset & Record<string, unknown>>(
    `select d.dataset_id as id, d.source_id as source, d.title, d.format, d.vintage,
            (select count(*)::int from series s where s.source_id = d.source_id and s.measure = d.dataset_id) as series,
            coalesce((select json_agg(json_build_object('id', c.dimension, 'codes', c.n) order by c.dimension)
                        from (select dimension, count(*)::int as n from published_code p where p.dataset_id = d.dataset_id
                               group by dimension) c), '[]') as dimensions
       from published_dataset d order by d.dataset_id`,
  )
  return rows
}

/** The codes of a dimension as published. */
export async function readPublishedCodes(
  db: Db,
  dataset: string,
): Promise<{ dimension: string; code: string; label: string | null }[]> {
  const { rows } = await db.query<{ dimension: string; code: string; label: string | null }>(
    'select dimension, code, label from published_code where dataset_id = $1 order by dimension, code',
    [dataset],
  )
  return rows
}
