import { fileURLToPath } from 'node:url'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { type AppDeps, createApp } from '../../src/http/app.ts'
import type { Pool } from '../../src/storage/database.ts'
import { createTestDatabase } from './database.ts'
import { insertPublishedRelease } from './published-release.ts'

export const TODAY = '2026-11-22'
export const KEY = 'a-key-of-at-least-24-characters'

export interface Api {
  readonly app: FastifyInstance
  readonly pool: Pool
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  send(options: InjectOptions): Promise<LightMyRequestResponse>
}

/** The app on a database of its own, filled by `fill`. Only the clock stands still; everything else is what runs. */
export async function openApi(
  deps: Partial<AppDeps> = {},
  fill: (pool: Pool) => Promise<void> = insertPublishedRelease,
): Promise<Api> {
  const { pool } = await createTestDatabase()
  await fill(pool)
  const app = await createApp({
    pool,
    config: { NHANLUC_API_KEY: undefined, NHANLUC_RATE_LIMIT: 100_000 },
    clock: () => new Date(`${TODAY}T08:00:00Z`),
    dashboardDir: fileURLToPath(new URL('../fixtures/page', import.meta.url)),
    logger: false,
    ...deps,
  })
  return {
    app,
    pool,
    get: (url, headers) => app.inject({ url, headers }),
    send: (options) => app.inject(options),
  }
}
