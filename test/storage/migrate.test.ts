import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeSchema } from '../../src/storage/describe-schema.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { createEmptyDatabase, createTestDatabase } from '../support/database.ts'

test('migrate: the schema after all migrations is the one of golden/schema.sql', async () => {
  const { pool } = await createTestDatabase()
  await expect(await describeSchema(pool)).toMatchFileSnapshot('../golden/schema.sql')
})

test('migrate: two processes that start at once migrate once, and a later start has nothing to do', async () => {
  const { pool } = await createEmptyDatabase()
  const [first, second] = await Promise.all([migrate(pool), migrate(pool)])
  expect([first.length, second.length].sort()[0]).toBe(0)
  const { rows } = await pool.query('select name from schema_migration order by id')
  expect(rows.map(({ name }) => name)).toEqual(first.length ? first : second)
  expect(await migrate(pool)).toEqual([])
})

test('migrate: a migration that fails leaves nothing of itself and keeps those before it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nhanluc-migrations-'))
  const { pool } = await createEmptyDatabase()
  await writeFile(join(folder, '0001_create_good.sql'), 'create table good (a integer);')
  await writeFile(join(folder, '0002_create_bad.sql'), 'create table half (a integer); create table bad (a nonsense);')
  await expect(migrate(pool, undefined, folder)).rejects.toMatchObject({
    code: 'INTERNAL',
    message: expect.stringContaining('type "nonsense" does not exist'),
  })
  const { rows } = await pool.query(`select to_regclass('good') as good, to_regclass('half') as half`)
  expect(rows[0]).toEqual({ good: 'good', half: null })
  await rm(folder, { recursive: true })
})
