import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createGuard } from '../../../../src/ingest/connect/address-guard.ts'
import type { Clock } from '../../../../src/ingest/connect/clock.ts'
import { FETCH_LIMITS } from '../../../../src/ingest/connect/limits.ts'
import { resolveBySystem } from '../../../../src/ingest/connect/pinned-lookup.ts'
import type { FetchDeps } from '../../../../src/ingest/connect/run-fetch.ts'
import { listFetches, type StoredFetch } from '../../../../src/storage/fetch.ts'
import { SILENT } from '../../../../src/storage/log.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'

export const START = Date.parse('2026-11-22T08:00:00Z')

export interface StillClock extends Clock {
  /** Waits that were asked for, ms. */
  readonly waits: number[]
  advance(ms: number): void
}

/** A clock that stands still until somebody waits, and then is there at once. */
export function stillClock(): StillClock {
  let now = START
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      waits.push(ms)
      now += ms
    },
    advance(ms) {
      now += ms
    },
  }
}

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

export interface TestFetch {
  readonly deps: FetchDeps
  readonly clock: StillClock
  /** Files in the store of bodies, those under way counted. */
  files(): Promise<number>
  /** What was recorded of a server, oldest first. */
  answers(url: string): Promise<StoredFetch[]>
}

// One database a file: every test asks a server of its own, and answers are told apart by their source.
let database: Promise<TestDatabase> | null = null

/** Everything as it ships, but for the clock, a guard that lets this machine pass, and limits a test can reach. */
export async function createFetch(changes: Partial<FetchDeps> = {}): Promise<TestFetch> {
  database ??= createTestDatabase()
  const { pool } = await database
  const folder = await mkdtemp(join(tmpdir(), 'nhanluc-fetch-'))
  folders.push(folder)
  const clock = stillClock()
  const deps: FetchDeps = {
    pool,
    log: SILENT,
    clock,
    random: () => 0,
    guard: createGuard('127.0.0.1'),
    resolve: resolveBySystem,
    limits: { ...FETCH_LIMITS, idleMs: 400, totalMs: 10_000 },
    folder,
    userAgent: 'nhanluc/0.1.0 (labour-market statistics; mailto:lab@example.org)',
    keys: { bls: null },
    signal: new AbortController().signal,
    ...changes,
  }
  return {
    deps,
    clock,
    async files() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).length
    },
    async answers(url) {
      const all = await listFetches(pool, 2000)
      return all.filter(({ source }) => source === new URL(url).host).reverse()
    },
  }
}
