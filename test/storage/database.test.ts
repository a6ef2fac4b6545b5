import { expect, test } from 'vitest'
import { checkReachable, createPool, withTransaction } from '../../src/storage/database.ts'
import { createTestDatabase } from '../support/database.ts'

test('withTransaction: what threw is rolled back, and the connection serves again', async () => {
  const { pool } = await createTestDatabase()
  const failing = withTransaction(pool, async (tx) => {
    await tx.query(`insert into job (kind, payload) values ('publish', '{}')`)
    throw new Error('half-way')
  })
  await expect(failing).rejects.toThrow('half-way')
  expect((await pool.query('select from job')).rowCount).toBe(0)
})

test('withTransaction: a server that goes away while nothing is asked fails the next query, not the process', async () => {
  const { pool } = await createTestDatabase()
  const cut = withTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    const gone = new Promise((resolve) => tx.client.once('end', resolve))
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    await gone
    await tx.query('select 1')
  })
  await expect(cut).rejects.toThrow()
  expect((await pool.query('select 1 as n')).rows).toEqual([{ n: 1 }])
})

test('queries: a day stays the day it is, a count is a number', async () => {
  const { pool } = await createTestDatabase()
  const { rows } = await pool.query(`select date '2024-01-01' as day, count(*) as n`)
  expect(rows).toEqual([{ day: '2024-01-01', n: 1 }])
})

test('checkReachable: a server that does not answer is named without the password', async () => {
  const url = 'postgres://someone:secret@127.0.0.1:1/nhanluc'
  const pool = createPool(url, 1)
  const failed = await checkReachable(pool, url).catch((error) => error)
  expect(failed).toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining('127.0.0.1:1/nhanluc'),
  })
  expect(failed.message).not.toContain('secret')
  await pool.end()
})
