import { fileURLToPath } from 'node:url'
import { loadReference } from '../../src/ingest/load-reference.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { createTestDatabase } from './database.ts'

/** The data pack that ships. */
export const PACK = fileURLToPath(new URL('../../data', import.meta.url))

/** A database of its own with the shipped reference tables and no figures. */
export async function createReferenceDatabase(): Promise<Pool> {
  const { pool } = await createTestDatabase()
  await loadReference({ pool, log: SILENT }, PACK)
  return pool
}
