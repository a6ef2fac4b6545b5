import { fileURLToPath } from 'node:url'
import { type Base, composeApp, composeBase, composePublisher, type Store } from '../../src/compose.ts'
import { ingestPack } from '../../src/ingest/pack.ts'
import { createTestDatabase } from './database.ts'

const PACK = fileURLToPath(new URL('../../data', import.meta.url))

/** Configuration of tests: quiet, one thread, few draws; everything else as it ships. */
export const testBase = (env: Record<string, string> = {}): Base =>
  composeBase({
    LOG_LEVEL: 'silent',
    NHANLUC_THREADS: '1',
    NHANLUC_DRAWS: '400',
    NHANLUC_RATE_LIMIT: '100000',
    PORT: '0',
    ...env,
  })

/** A store of its own with the shipped data pack in it. */
export async function loadedStore(base: Base): Promise<Store> {
  const { pool, url, drop } = await createTestDatabase()
  await ingestPack({ pool, log: base.log }, PACK)
  return { pool, url, close: drop }
}

export interface PublishedApp {
  readonly url: string
  readonly releaseId: string
  readonly store: Store
  stop(): Promise<void>
}

/** The program as it ships, on the shipped data, with its release published, listening on a free port. */
export async function startPublishedApp(): Promise<PublishedApp> {
  const base = testBase()
  const store = await loadedStore(base)
  const { releaseId } = await composePublisher(base, store)({}, () => {}, new AbortController().signal)
  const app = await composeApp(base, store)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    releaseId,
    store,
    async stop() {
      await app.close()
      await store.close()
    },
  }
}
