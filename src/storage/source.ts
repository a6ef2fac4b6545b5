import type { NewSource } from '../contracts/files.ts'
import type { Db } from './database.ts'

/**
 * Adds a source that did not come with a pack, which a reload of the pack leaves alone.
 * @param origin  who named it: a person on the page, or a file that was loaded
 * @returns false when there is one of this id
 */
export async function insertSource(db: Db, source: NewSource, origin: 'page' | 'file' = 'page'): Promise<boolean> {
  const { id, name, publisher, url, licence, citation } = source
  const { rowCount } = await db.query(
    `insert into source (source_id, name_vi, name_en, publisher, url, licence, citation, origin)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [id, name.vi, name.en, publisher, url, licence, citation, origin],
  )
  return rowCount === 1
}
