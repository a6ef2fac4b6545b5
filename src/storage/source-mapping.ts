import type { Db, Transaction } from './database.ts'

export interface StoredSourceMapping {
  readonly mappingId: string
  readonly version: number
  readonly document: unknown
}

/** The newest version of every mapping kept here. */
export async function readSourceMappings(db: Db): Promise<StoredSourceMapping[]> {
  const { rows } = await db.query<StoredSourceMapping & Record<string, unknown>>(
    `select distinct on (mapping_id) mapping_id as "mappingId", version, document
       from source_mapping order by mapping_id, version desc`,
  )
  return rows
}

/** Keeps a mapping as its newest version, unless it is that already. @returns the version */
export async function keepSourceMapping(tx: Transaction, mappingId: string, document: object): Promise<number> {
  const { rows } = await tx.query<{ version: number; is_same: boolean }>(
    `select version, document = $2::jsonb as is_same from source_mapping where mapping_id = $1 order by version desc limit 1`,
    [mappingId, document],
  )
  const newest = rows[0]
  if (newest?.is_same) return newest.version
  const version = (newest?.version ?? 0) + 1
  await tx.query('insert into source_mapping (mapping_id, version, document) values ($1, $2, $3)', [
    mappingId,
    version,
    document,
  ])
  return version
}
