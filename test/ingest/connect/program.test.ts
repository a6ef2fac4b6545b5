import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../support/database.ts'
import { runProgram } from '../../support/program.ts'
import { csv, type SourceServer, send, startSource } from './support/source-server.ts'

const TABLE = 'area,year,employment\nVNM,2024,51875.3\n'
let source: SourceServer
let folder: string
let env: Record<string, string>
beforeAll(async () => {
  source = await startSource(csv(TABLE, { etag: '"v1"' }))
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-cli-fetch-'))
  env = {
    DATABASE_URL: (await createTestDatabase()).url,
    NHANLUC_DATA_DIR: join(folder, 'data'),
    NHANLUC_ALLOW_PRIVATE_FETCH: '127.0.0.1',
    NHANLUC_CONTACT: 'lab@example.org',
    LOG_LEVEL: 'error',
  }
})
afterAll(() => rm(folder, { recursive: true }))
const nhanluc = (...args: string[]) => runProgram(['fetch', ...args], env).ended

it('nhanluc fetch: a file comes with our contact, is listed, and can be written out as published', async () => {
  const output = join(folder, 'out')
  const fetched = await nhanluc('url', `${source.url}/table.csv`, '--output', output)
  expect(fetched).toMatchObject({ code: 0, stdout: expect.stringContaining('1 new') })
  expect(await readFile(join(output, 'table.csv'), 'utf8')).toBe(TABLE)
  expect(source.asked[0]!.headers['user-agent']).toMatch(/^nhanluc\/\S+ \(.*lab@example\.org\)$/)
  const listed = JSON.parse((await nhanluc('--list', '--json')).stdout)
  expect(listed).toMatchObject([
    { outcome: 'stored', status: 200, file: 'table.csv', address: `${source.url}/table.csv` },
  ])
})

it('nhanluc fetch --due: what is on the schedule is fetched once', async () => {
  const request = JSON.stringify({ address: `${source.url}/weekly.csv` })
  expect(await nhanluc('url', '--request', request, '--every', '1w', '--name', 'weekly')).toMatchObject({ code: 0 })
  expect((await nhanluc('--due')).stdout).toContain('weekly')
  expect((await nhanluc('--due')).stdout).toContain('(no rows)')
  expect((await nhanluc('--schedules')).stdout).toContain('168')
})

it('nhanluc fetch: what may not be asked, and what is no data, ends with a sentence and exit code 1', async () => {
  const closed = await runProgram(['fetch', 'url', source.url], { ...env, NHANLUC_ALLOW_PRIVATE_FETCH: '' }).ended
  expect(closed).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^INVALID_INPUT: 127\.0\.0\.1 is at 127\.0\.0\.1/),
  })
  source.answer((_asked, response) =>
    send(response, 200, 'text/html', '<html><head><title>Đăng nhập</title></head></html>'),
  )
  expect(await nhanluc('url', `${source.url}/login`)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^SOURCE_SCHEMA_CHANGED: .*Đăng nhập/),
  })
  expect(await nhanluc('ilostat', '--request', '{"refArae":["VNM"]}')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Example: {"indicators"'),
  })
})
