import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createPool } from '../../src/storage/database.ts'
import { startEmbedded } from '../../src/storage/embedded.ts'
import { SILENT } from '../../src/storage/log.ts'
import { buildIfStale } from './build.ts'
import { TEMPLATE_PREFIX } from './database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL in which the tests may create and drop databases. */
    databaseUrl: string
  }
}

/** One PostgreSQL for the whole run: the one of TEST_DATABASE_URL, else an embedded one that is gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildIfStale()
  const given = process.env['TEST_DATABASE_URL']
  if (given) {
    project.provide('databaseUrl', given)
    return () => dropTemplates(given)
  }
  const folder = await mkdtemp(join(tmpdir(), 'nhanluc-test-'))
  // mkdtemp closes it to the account PostgreSQL runs as when we are root; then its files would lie elsewhere and stay.
  await chmod(folder, 0o755)
  const server = await startEmbedded(join(folder, 'data'), SILENT)
  project.provide('databaseUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function dropTemplates(url: string): Promise<void> {
  const pool = createPool(url, 1)
  const { rows } = await pool.query<{ datname: string }>('select datname from pg_database where datname like $1', [
    `${TEMPLATE_PREFIX}${process.pid}_%`,
  ])
  for (const { datname } of rows) {
    await pool.query(`alter database ${datname} is_template false`)
    await pool.query(`drop database ${datname} with (force)`)
  }
  await pool.end()
}
