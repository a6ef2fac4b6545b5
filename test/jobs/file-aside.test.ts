import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AsideLimits, runAside } from '../../src/jobs/files/aside.ts'
import type { FileTask } from '../../src/jobs/files/file-task.ts'
import { createTestDatabase } from '../support/database.ts'
import { PACK } from '../support/pack.ts'
import { yearbook } from '../support/yearbook.ts'

// The compiled thread, as it ships.
const SCRIPT = new URL('../../dist/jobs/files/file-worker.js', import.meta.url)

let url: string
let task: Extract<FileTask, { kind: 'inspect' }>
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await createTestDatabase()
  url = database.url
  drop = database.drop
  const file = join(await mkdtemp(join(tmpdir(), 'nhanluc-aside-')), 'book.xlsx')
  await writeFile(file, yearbook())
  task = { kind: 'inspect', file, name: 'book.xlsx' }
})
afterAll(() => drop())
const run = (limits: AsideLimits) => runAside({ url, pack: PACK, task }, limits, SCRIPT)

test('a thread of its own reads the file and hands back what it found', async () => {
  expect(await run({ timeoutMs: 60_000, memoryMb: 512 })).toMatchObject({ file: 'book.xlsx', figures: 36 })
})

test('a file that takes too long, or too much memory, is given up with the bound named', async () => {
  await expect(run({ timeoutMs: 5, memoryMb: 512 })).rejects.toMatchObject({
    code: 'TOO_LARGE',
    message: expect.stringContaining('0.005 seconds'),
  })
  await expect(run({ timeoutMs: 60_000, memoryMb: 12 })).rejects.toMatchObject({
    code: 'TOO_LARGE',
    message: expect.stringContaining('12 MB'),
  })
})

test('what the reader says of a damaged file comes back as its own error', async () => {
  const file = `${task.file}.bad.xlsx`
  await writeFile(file, Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4000, 7)]))
  const limits = { timeoutMs: 60_000, memoryMb: 512 }
  const order = { url, pack: PACK, task: { ...task, file, name: 'bad.xlsx' } }
  await expect(runAside(order, limits, SCRIPT)).rejects.toMatchObject({
    name: 'AppError',
    message: expect.stringContaining('bad.xlsx'),
  })
})
