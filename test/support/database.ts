import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { createPool, type Pool } from '../../src/storage/database.ts'
import { migrate } from '../../src/storage/migrate.ts'

export interface TestDatabase {
  readonly pool: Pool
  readonly url: string
  /** Closes the pool and drops the database; the end of the test file does it too. */
  drop(): Promise<void>
}

/** What every template's name begins with; the process of the run follows. */
export const TEMPLATE_PREFIX = 'nhanluc_template_'

const open = new Set<TestDatabase>()

/** A migrated, empty database of its own: a clone of one template, which the first caller of the run makes. */
export const createTestDatabase = (): Promise<TestDatabase> => cloneOf('migrated', (pool) => migrate(pool))

/**
 * A database of its own, cloned from a template that the first caller of the run makes: migrated, then filled.
 *
 * @param name what the template holds; equal names must come with equal fillings
 */
export const createFilledDatabase = (name: string, fill: (pool: Pool, url: string) => Promise<void>) =>
  cloneOf(name, async (pool, url) => {
    await migrate(pool)
    await fill(pool, url)
  })

async function cloneOf(name: string, fill: (pool: Pool, url: string) => Promise<unknown>): Promise<TestDatabase> {
  return create(`template ${await templateDatabase(`${TEMPLATES}${name}`, fill)}`)
}

/** A database in which nothing has been migrated. */
export const createEmptyDatabase = (): Promise<TestDatabase> => create('')

async function create(clause: string): Promise<TestDatabase> {
  const name = `nhanluc_test_${randomBytes(8).toString('hex')}`
  await onServer((server) => server.query(`create database ${name} ${clause}`))
  const url = urlOf(name)
  const pool = createPool(url, 5)
  const database: TestDatabase = {
    pool,
    url,
    async drop() {
      if (!open.delete(database)) return
      await pool.end()
      await onServer((server) => server.query(`drop database ${name} with (force)`))
    },
  }
  open.add(database)
  return database
}

export async function dropOpenDatabases(): Promise<void> {
  for (const database of open) await database.drop()
}

const urlOf = (name: string): string => {
  const url = new URL(inject('databaseUrl'))
  url.pathname = `/${name}`
  return url.href
}

async function onServer<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(inject('databaseUrl'), 1)
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

// Named for the run, so that a server of TEST_DATABASE_URL never serves the schema of an earlier one.
const TEMPLATES = `${TEMPLATE_PREFIX}${process.ppid}_`

async function templateDatabase(name: string, fill: (pool: Pool, url: string) => Promise<unknown>): Promise<string> {
  await onServer(async (server) => {
    const client = await server.connect()
    try {
      // Two workers: one makes the template, the other waits here. The lock ends with the session.
      await client.query('select pg_advisory_lock(hashtext($1))', [name])
      const made = await client.query('select from pg_database where datname = $1 and datistemplate', [name])
      if (made.rowCount) return
      await client.query(`drop database if exists ${name} with (force)`)
      await client.query(`create database ${name}`)
      const pool = createPool(urlOf(name), 5)
      try {
        await fill(pool, urlOf(name))
      } finally {
        await pool.end()
      }
      await client.query(`alter database ${name} is_template true`)
    } finally {
      client.release()
    }
  })
  return name
}
