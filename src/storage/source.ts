import type { NewSource } from '../contracts/files.ts'
import type { Db } from './database.ts'

/** Adds a source. @returns false when there is one of this id */
export async function insertSource(db: Db, source: NewSource): Promise<boolean> {
  const { id, name, publisher, url, licence, citation } = source
  const { rowCount } = await db.query(
    `insert into source (source_id, name_vi, name_en, publisher, url, licence, citation)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, name.vi, name.en, publisher, url, licence, citation],
  )
  return rowCount === 1
}
