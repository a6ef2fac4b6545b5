import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPool } from '../../src/storage/database.ts'
import { runningPid } from '../../src/storage/embedded/postmaster.ts'
import { isAlive } from '../../src/storage/embedded/process-identity.ts'
import { type EmbeddedServer, runningServerUrl, startEmbedded } from '../../src/storage/embedded.ts'
import { SILENT } from '../../src/storage/log.ts'
import { startChild } from '../support/child.ts'

let folder: string
let dataDir: string
const started: EmbeddedServer[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-embedded-'))
  await chmod(folder, 0o755)
  dataDir = join(folder, 'data')
})

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
  const cluster = await realpath(join(dataDir, 'postgres')).catch(() => folder)
  if (!cluster.startsWith(folder)) await rm(dirname(cluster), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded(dataDir, SILENT)
  started.push(server)
  return server
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const pool = createPool(url, 1)
  try {
    return (await pool.query(sql)).rows as T[]
  } finally {
    await pool.end()
  }
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(10)
}

test('embedded server: durable, on loopback only, with a password only we can read; the next start finds the data', async () => {
  const first = await start()
  expect(new URL(first.url).hostname).toBe('127.0.0.1')
  expect(new URL(first.url).port).not.toBe('5432')
  const settings = await ask(
    first.url,
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'TimeZone')`,
  )
  expect(Object.fromEntries(settings.map((s) => Object.values(s as object)))).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    listen_addresses: '127.0.0.1',
    TimeZone: 'UTC',
  })
  expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600)
  const withoutPassword = new URL(first.url)
  withoutPassword.password = 'wrong'
  await expect(ask(withoutPassword.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await ask(first.url, 'create table kept as select 7 as n')
  await first.stop()
  expect(runningPid(join(dataDir, 'postgres'))).toBeNull()
  const second = await start()
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }])
})

test('embedded server: a data directory in use is refused, and whoever asks finds the server that runs there', async () => {
  const child = startChild('hold-server.mjs', dataDir)
  const url = await child.said('listening')
  await expect(start()).rejects.toMatchObject({
    code: 'DATA_DIRECTORY_LOCKED',
    message: expect.stringContaining(`in use by process ${child.pid}`),
  })
  expect(await runningServerUrl(dataDir)).toBe(url)
  expect(await ask(url, 'select 1 as n')).toEqual([{ n: 1 }])
  await child.end('SIGTERM')
  expect(await runningServerUrl(dataDir)).toBeNull()
  expect(runningPid(join(dataDir, 'postgres'))).toBeNull()
})

test('embedded server: it ends when its owner is killed, and what was committed is there at the next start', async () => {
  const child = startChild('hold-server.mjs', dataDir)
  const url = await child.said('listening')
  await ask(url, 'create table kept as select 7 as n')
  const pid = runningPid(join(dataDir, 'postgres'))!
  await child.end('SIGKILL')
  await gone(pid)
  expect(await runningServerUrl(dataDir)).toBeNull()
  expect(await ask((await start()).url, 'select n from kept')).toEqual([{ n: 7 }])
})

test('embedded server: one that outlived its owner is stopped by the next start', async () => {
  const child = startChild('hold-server.mjs', dataDir)
  await child.said('listening')
  const pid = runningPid(join(dataDir, 'postgres'))!
  // The watcher that would stop it dies as well.
  const watchers = spawnSync('pgrep', ['-f', `sh ${pid} `], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
  expect(watchers).toHaveLength(1)
  process.kill(Number(watchers[0]), 'SIGKILL')
  await child.end('SIGKILL')
  expect(isAlive(pid)).toBe(true)
  const next = await start()
  expect(isAlive(pid)).toBe(false)
  expect(await ask(next.url, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('embedded server: a pid file that names a stranger, after a crash, does not keep it from starting', async () => {
  const child = startChild('hold-server.mjs', dataDir)
  const url = await child.said('listening')
  await ask(url, 'create table kept as select 7 as n')
  const cluster = join(dataDir, 'postgres')
  const pid = runningPid(cluster)!
  process.kill(pid, 'SIGKILL')
  await child.end('SIGKILL')
  await gone(pid)
  const pidFile = join(cluster, 'postmaster.pid')
  await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(process.pid)))
  expect(await ask((await start()).url, 'select n from kept')).toEqual([{ n: 7 }])
})

test('embedded server: what an interrupted first start left is removed', async () => {
  await mkdir(join(dataDir, 'postgres.half-4711', 'base'), { recursive: true })
  await chmod(dataDir, 0o711)
  await writeFile(join(dataDir, 'postgres.half-4711', 'PG_VERSION'), '18\n')
  await writeFile(join(dataDir, 'owner.json'), '{"pid":4194303,"startedAt":"1"}')
  const server = await start()
  expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
  expect((await readdir(dataDir)).filter((name) => name.includes('half'))).toEqual([])
})

test('embedded server: starts twice below a folder closed to everybody else, as a checkout in /root is', async () => {
  await chmod(folder, 0o700)
  const first = await start()
  await ask(first.url, 'create table kept as select 7 as n')
  await first.stop()
  expect(await ask((await start()).url, 'select n from kept')).toEqual([{ n: 7 }])
  expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true)
})

test('embedded server: a data directory that is a file gets one clear sentence', async () => {
  await writeFile(dataDir, '')
  await expect(start()).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
    message: expect.stringContaining('Set NHANLUC_DATA_DIR'),
  })
})
