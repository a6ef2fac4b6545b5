import { fileURLToPath } from 'node:url'
import { type Base, composeApp, composeBase, composePublisher, type Store } from '../../src/compose.ts'
import { ingestPack } from '../../src/ingest/pack.ts'
import { SILENT } from '../../src/storage/log.ts'
import { createFilledDatabase, type TestDatabase } from './database.ts'

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

const loadPack = async (pool: Store['pool']): Promise<void> => {
  await ingestPack({ pool, log: SILENT }, PACK)
}

/** A store of its own with the shipped data pack in it. */
export async function loadedStore(): Promise<Store> {
  return asStore(await createFilledDatabase('loaded', loadPack))
}

/**
 * A store of its own with the shipped data pack in it and the release of it that `testBase()` publishes, computed once in
 * a run of tests. Publishing again with the same configuration finds it.
 */
export async function publishedStore(): Promise<Store> {
  const fill = async (pool: Store['pool'], url: string) => {
    await loadPack(pool)
    await publishTo({ pool, url, close: async () => {} })
  }
  return asStore(await createFilledDatabase('published', fill))
}

/** Publishes what the store holds with the configuration of `testBase()`, or of another. */
export const publishTo = (store: Store, base: Base = testBase()): Promise<{ readonly releaseId: string }> =>
  composePublisher(base, store)({}, () => {}, new AbortController().signal)

const asStore = ({ pool, url, drop }: TestDatabase): Store => ({ pool, url, close: drop })

export interface PublishedApp {
  readonly url: string
  readonly releaseId: string
  readonly store: Store
  stop(): Promise<void>
}

/**
 * The program as it ships, on the shipped data, with its release published, listening on a free port.
 * @param env what of its configuration is different, e.g. a key for writing
 */
export async function startPublishedApp(env: Record<string, string> = {}): Promise<PublishedApp> {
  const base = testBase(env)
  const store = await publishedStore()
  const { releaseId } = await publishTo(store)
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
