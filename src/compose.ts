import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { codeVersion, PACKAGE_ROOT } from './cli/package.ts'
import type { Config } from './config.ts'
import { readConfig } from './config.ts'
import type { NeuralForecaster } from './forecast/neural-forecaster.ts'
import type { PublishDeps } from './jobs/publish/publish.ts'
import { shippedScenarios } from './jobs/shipped-scenarios.ts'
import type { Publish, RunTrackRecord } from './jobs/worker.ts'
import { checkReachable, createPool, type Pool } from './storage/database.ts'
import { enqueueJob } from './storage/job.ts'

// Rooms are opened when they are entered: `--help` and `forecast --input` need no web server and no database.

/** What every command starts from. */
export interface Base {
  readonly config: Config
  readonly log: Logger
}

/** Reads the environment and opens the log. Logs go to stderr, so that what a command prints can be piped. */
export function composeBase(env: Readonly<Record<string, string | undefined>> = process.env): Base {
  const config = readConfig(env)
  const log = pino(
    { level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
  return { config, log }
}

/** An open, migrated database. */
export interface Store {
  readonly pool: Pool
  readonly url: string
  close(): Promise<void>
}

/**
 * Opens the database of the configuration: DATABASE_URL, else the embedded server of another process on the same data
 * directory when that is allowed and one runs, else an embedded server of our own.
 *
 * @param join true: a command that may work beside a running service; false: the service itself, which owns its server
 * @throws AppError DATABASE_UNREACHABLE, DATA_DIRECTORY_LOCKED
 */
export async function openStore({ config, log }: Base, join: boolean): Promise<Store> {
  const { runningServerUrl, startEmbedded } = await import('./storage/embedded.ts')
  const { migrate } = await import('./storage/migrate.ts')
  const shared = config.DATABASE_URL ?? (join ? await runningServerUrl(config.NHANLUC_DATA_DIR) : null)
  const server = shared ? null : await startEmbedded(config.NHANLUC_DATA_DIR, log)
  const url = shared ?? server!.url
  const pool = createPool(url)
  const close = async () => {
    await pool.end()
    await server?.stop()
  }
  try {
    await checkReachable(pool, url)
    await migrate(pool, log)
    return { pool, url, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Folders that ship with the package. */
export function shippedFolders(config: Config): { pack: string; models: string; dashboard: string | null } {
  const dashboard = join(PACKAGE_ROOT, 'dist', 'dashboard')
  return {
    pack: config.NHANLUC_PACK_DIR ?? join(PACKAGE_ROOT, 'data'),
    models: join(PACKAGE_ROOT, 'models'),
    dashboard: existsSync(join(dashboard, 'index.html')) ? dashboard : null,
  }
}

/** Where fetched and uploaded bytes are kept as they came. */
export const bodiesFolder = ({ NHANLUC_DATA_DIR }: Config): string => join(NHANLUC_DATA_DIR, 'bodies')

/** The API and the page on an open store. */
export async function composeApp({ config, log }: Base, { pool, url }: Store): Promise<FastifyInstance> {
  const { createApp } = await import('./http/app.ts')
  const { adviceDesk } = await import('./jobs/advice.ts')
  const { orderDesk } = await import('./jobs/orders.ts')
  const { createFileDesk } = await import('./jobs/files/file-desk.ts')
  const { vacancyIndicators } = await import('./jobs/vacancies.ts')
  const { roundTable } = await import('./market/disclosure/controlled-rounding.ts')
  return createApp({
    pool,
    config,
    clock: () => new Date(),
    dashboardDir: shippedFolders(config).dashboard,
    logger: log.child({}, { level: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL }),
    enqueuePublish: (request) => enqueueJob(pool, 'publish', request),
    createScenario: async (request) => {
      const { createScenario } = await import('./jobs/scenario.ts')
      return createScenario({ pool, today: todayUtc }, request)
    },
    overrides: {
      add: async (request, day) => (await import('./jobs/overrides.ts')).addOverride(pool, request, day),
      list: async (day, filter) => (await import('./jobs/overrides.ts')).scoredOverrides(pool, day, filter),
    },
    findPathways: async (request) => {
      const { findPathways } = await import('./jobs/pathways.ts')
      return findPathways(pool, request)
    },
    roundTable,
    vacancyIndicators,
    advice: adviceDesk,
    orders: orderDesk,
    loadProgrammeSet: async (set) => {
      const { loadProgrammeTables } = await import('./ingest/programmes.ts')
      const { sentTables, sentWorkbook } = await import('./ingest/programme-tables.ts')
      const tables = set instanceof Uint8Array ? await sentWorkbook(set) : sentTables(set)
      const { setId, upload, changed, rows } = await loadProgrammeTables({ pool, log }, tables)
      return { setId, upload, changed, rows }
    },
    files: createFileDesk({
      pool,
      url,
      folder: bodiesFolder(config),
      pack: shippedFolders(config).pack,
    }),
  })
}

/** The network is loaded once a process: its tensors live as long as it does. */
function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null
  return () => {
    loaded ??= load()
    return loaded
  }
}

const todayUtc = () => new Date().toISOString().slice(0, 10)

/** The publishing job on an open store. */
export function composePublisher(
  { config, log }: Base,
  { pool }: Store,
  neural: () => Promise<NeuralForecaster> = lazily(() => loadNeural(config, log)),
): Publish {
  const deps: PublishDeps = {
    pool,
    log,
    codeVersion: codeVersion(),
    seed: config.NHANLUC_SEED,
    draws: config.NHANLUC_DRAWS,
    threads: config.NHANLUC_THREADS,
    backend: expectedBackend(config),
    loadNeural: neural,
    today: todayUtc,
    scenarios: shippedScenarios(join(shippedFolders(config).pack, 'scenarios')),
  }
  return async (request, report, signal) => {
    const { publish } = await import('./jobs/publish/publish.ts')
    return publish(deps, request, report, signal)
  }
}

/** What a worker does, on an open store: publishing, and the track record of what was published. */
export function composeWork(base: Base, store: Store): { publish: Publish; trackRecord: RunTrackRecord } {
  const neural = lazily(() => loadNeural(base.config, base.log))
  // Read once: a process computes with the code it was started with, whatever is written over its files since.
  const version = codeVersion()
  return {
    publish: composePublisher(base, store, neural),
    trackRecord: async (request, report, signal) => {
      const { trackRecord } = await import('./jobs/track-record/track-record.ts')
      const deps = { pool: store.pool, codeVersion: version, loadNeural: neural }
      return trackRecord(deps, request, report, signal)
    },
  }
}

/** Backend that will be tried first; part of a run's identity, so it must be known before anything is loaded. */
function expectedBackend({ NHANLUC_BACKEND }: Config): string {
  if (NHANLUC_BACKEND !== 'auto') return NHANLUC_BACKEND
  return existsSync(join(PACKAGE_ROOT, 'node_modules', 'tfjs-node-native', 'package.json')) ? 'native' : 'wasm'
}

/** The pooled network on the backend of the configuration. */
export async function loadNeural({ NHANLUC_BACKEND }: Config, log: Logger): Promise<NeuralForecaster> {
  const { loadNetwork, SHIPPED_NETWORK } = await import('./jobs/load-network.ts')
  const { decodeArtefact } = await import('./neural/artefact.ts')
  const { loadBackend } = await import('./neural/backend.ts')
  const { createPooledNetwork } = await import('./neural/pooled-network.ts')
  const backend = await loadBackend(NHANLUC_BACKEND)
  if (backend.reasons.length > 0) log.debug({ reasons: backend.reasons }, `TensorFlow.js runs on ${backend.name}`)
  return createPooledNetwork(backend, await loadNetwork(join(PACKAGE_ROOT, SHIPPED_NETWORK), decodeArtefact))
}

export { codeVersion }
