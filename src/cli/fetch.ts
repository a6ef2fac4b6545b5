import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type Base, bodiesFolder, composeBase, openStore, type Store, shippedFolders } from '../compose.ts'
import type { IngestReport } from '../contracts/ingest.ts'
import { AppError } from '../domain/errors.ts'
import type { LoadBodies } from '../ingest/connect/run-due.ts'
import type { FetchDeps, FetchReport } from '../ingest/connect/run-fetch.ts'
import { knownMappings } from '../ingest/figures/known-mappings.ts'
import { readMappingFile } from '../ingest/figures/read-mappings.ts'
import { countsOf } from '../ingest/ingest-report.ts'
import { listFetches } from '../storage/fetch.ts'
import { deleteSchedule, listSchedules } from '../storage/fetch-schedule.ts'
import { integer } from './options.ts'
import { PACKAGE_VERSION } from './package.ts'
import { shutdownSignal } from './shutdown.ts'
import { printTable } from './table.ts'

interface FetchOptions {
  readonly request?: string
  readonly due?: boolean
  readonly every?: string
  readonly name?: string
  readonly unschedule?: string
  readonly schedules?: boolean
  readonly list?: boolean
  readonly body?: number
  readonly output?: string
  readonly connectors?: boolean
  readonly json?: boolean
  readonly ingest?: boolean
  readonly as?: string
  readonly mapping?: string
  readonly vintage?: string
}

const MOST_ROWS = 50

export function registerFetch(program: Command): void {
  program
    .command('fetch')
    .argument('[connector]', 'ilostat, sdmx, pxweb, eurostat, worldbank, bls or url')
    .argument('[address]', 'of the file, for url')
    .option('--request <json>', 'what to ask for, as JSON, or @file; --connectors shows examples')
    .option('--output <folder>', 'also write the bodies there under their names')
    .option('--ingest', 'load what was fetched; with --every: each time')
    .option('--as <source>', 'with --ingest: id of the mapping or source')
    .option('--mapping <file>', 'with --ingest: a mapping document')
    .option('--vintage <day>', 'with --ingest: day of publication, when the file does not state it')
    .option('--every <interval>', 'put it on the schedule instead: 6h, 1d, 2w')
    .option('--name <id>', 'of the schedule')
    .option('--due', 'fetch every schedule that is due')
    .option('--schedules', 'show the schedules')
    .option('--unschedule <id>', 'take a schedule away')
    .option('--list', 'show the newest answers')
    .option('--body <fetch>', 'write one kept body to --output', integer)
    .option('--connectors', 'show the connectors with an example of each')
    .option('--json', 'print as JSON')
    .description(
      'Lấy số liệu từ nguồn và giữ nguyên bản đã công bố.\nFetch from the sources and keep the bytes as published.',
    )
    .action(
      async (connector: string | undefined, address: string | undefined, options: FetchOptions, command: Command) => {
        if (options.connectors) return printConnectors(options)
        const base = composeBase()
        const store = await openStore(base, true)
        try {
          await act({ base, store, options, command }, connector, address)
        } finally {
          await store.close()
        }
      },
    )
}

interface Context {
  readonly base: Base
  readonly store: Store
  readonly options: FetchOptions
  readonly command: Command
}

async function act({ base, store, options, command }: Context, connector?: string, address?: string): Promise<void> {
  const { pool } = store
  if (options.schedules) return print(options, (await listSchedules(pool)).map(describeSchedule))
  if (options.list) return print(options, (await listFetches(pool, MOST_ROWS)).map(describeFetch))
  if (options.unschedule !== undefined) {
    if (await deleteSchedule(pool, options.unschedule)) return
    throw new AppError('NOT_FOUND', `There is no schedule ${options.unschedule}; --schedules shows them.`)
  }
  const deps = await composeFetch(base, store, shutdownSignal())
  if (options.body !== undefined) {
    if (options.output === undefined) command.error('With --body also give --output.')
    const { exportFetchedBody } = await import('../ingest/connect/open-fetched.ts')
    return exportFetchedBody(pool, deps.folder, options.body, options.output!)
  }
  const due = await import('../ingest/connect/run-due.ts')
  if (options.due) {
    const results = await due.runDue(deps, await composeLoad(base, store))
    print(
      options,
      results.map(({ schedule, report, ingests, error }) => ({
        schedule: schedule.id,
        ...counts(report),
        stored: ingests.reduce((sum, { stored }) => sum + stored, 0),
        error,
      })),
    )
    if (results.some(({ error }) => error !== null)) process.exitCode = 1
    return
  }
  if (connector === undefined) command.error('Name a connector, or give --due, --list, --schedules or --connectors.')
  const request = address === undefined ? readRequest(options.request) : { address }
  if (options.every !== undefined) {
    if (options.name === undefined) command.error('With --every also give --name.')
    return due.addSchedule(deps, {
      id: options.name!,
      connector: connector!,
      request,
      every: options.every,
      load: options.ingest ? (options.as ? { as: options.as } : {}) : null,
    })
  }
  const { runFetch } = await import('../ingest/connect/run-fetch.ts')
  const report = await runFetch(deps, connector!, request)
  if (options.output !== undefined) await writeBodies(deps, report, options.output)
  const ingests = options.ingest ? await loadNow(base, store, report, options) : []
  if (options.json)
    process.stdout.write(`${JSON.stringify(options.ingest ? { ...report, ingests } : report, null, 2)}\n`)
  else {
    const { fresh, empty, runId, resumed } = report
    printTable(
      report.bodies.map((b) => ({
        fetch: b.fetchId,
        part: b.part,
        file: b.fileName,
        bytes: b.bytes,
        sha256: b.sha256.slice(0, 12),
        new: b.isNew ? 'new' : 'unchanged',
      })),
    )
    process.stdout.write(`run ${runId}${resumed ? ' (went on)' : ''}: ${fresh} new, ${empty} empty\n`)
    for (const one of ingests) process.stdout.write(`${one.file}: ${countsOf(one)}\n`)
  }
}

/** Loads what a schedule fetched, by the mappings there are. */
export async function composeLoad({ config, log }: Base, { pool }: Store): Promise<LoadBodies> {
  const { loadFetched } = await import('../ingest/connect/load-fetched.ts')
  return async (bodies, as) => {
    const mappings = await knownMappings(pool, shippedFolders(config).pack)
    return loadFetched({ pool, log }, bodies, { mappings, today: today(), ...(as ? { as } : {}) })
  }
}

const today = (): string => new Date().toISOString().slice(0, 10)

async function loadNow(
  { config, log }: Base,
  { pool }: Store,
  { bodies }: FetchReport,
  { as, mapping: file, vintage }: FetchOptions,
): Promise<IngestReport[]> {
  const { loadFetched } = await import('../ingest/connect/load-fetched.ts')
  const mapping = file ? await readMappingFile(file) : undefined
  if (mapping && !('recognise' in mapping))
    throw new AppError(
      'MAPPING_INVALID',
      'What is fetched is loaded by a mapping of dimensions; see `nhanluc inspect`.',
    )
  return loadFetched({ pool, log }, bodies, {
    mappings: await knownMappings(pool, shippedFolders(config).pack),
    today: today(),
    ...(mapping ? { mapping } : {}),
    ...(as ? { as } : {}),
    ...(vintage ? { vintage } : {}),
  })
}

/** What fetching needs, from the configuration. */
export async function composeFetch({ config, log }: Base, { pool }: Store, signal: AbortSignal): Promise<FetchDeps> {
  const { createGuard } = await import('../ingest/connect/address-guard.ts')
  const { SYSTEM_CLOCK } = await import('../ingest/connect/clock.ts')
  const { FETCH_LIMITS } = await import('../ingest/connect/limits.ts')
  const { resolveBySystem } = await import('../ingest/connect/pinned-lookup.ts')
  return {
    pool,
    log,
    clock: SYSTEM_CLOCK,
    random: Math.random,
    guard: createGuard(config.NHANLUC_ALLOW_PRIVATE_FETCH),
    resolve: resolveBySystem,
    limits: FETCH_LIMITS,
    folder: bodiesFolder(config),
    userAgent: `nhanluc/${PACKAGE_VERSION} (labour-market statistics; ${config.NHANLUC_CONTACT ?? 'no contact configured'})`,
    keys: { bls: config.NHANLUC_BLS_KEY ?? null },
    signal,
    onPart: (finished, part) => log.info(`${finished}: ${part}`),
  }
}

/** @throws AppError INVALID_INPUT, FILE_NOT_READABLE */
function readRequest(given: string | undefined): unknown {
  if (given === undefined)
    throw new AppError('INVALID_INPUT', "Say what to fetch: --request '{...}' or --request @file.json.")
  try {
    return JSON.parse(given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given)
  } catch (cause) {
    const code = cause instanceof SyntaxError ? 'INVALID_INPUT' : 'FILE_NOT_READABLE'
    throw new AppError(code, `The request cannot be read: ${(cause as Error).message}.`, {}, { cause })
  }
}

async function writeBodies({ pool, folder }: FetchDeps, { bodies }: FetchReport, target: string): Promise<void> {
  const { exportFetchedBody } = await import('../ingest/connect/open-fetched.ts')
  await mkdir(target, { recursive: true })
  for (const { fetchId, fileName } of bodies) await exportFetchedBody(pool, folder, fetchId, join(target, fileName))
}

type Rows = readonly Readonly<Record<string, string | number | null>>[]
const print = ({ json }: FetchOptions, rows: Rows): void =>
  json ? void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`) : printTable(rows)

async function printConnectors(options: FetchOptions): Promise<void> {
  const { CONNECTORS } = await import('../ingest/connect/registry.ts')
  print(
    options,
    CONNECTORS.map(({ id, describes, example }) => ({
      id,
      vi: describes.vi,
      en: describes.en,
      example: JSON.stringify(example),
    })),
  )
}

const counts = (report: FetchReport | null) => ({
  run: report?.runId ?? null,
  bodies: report?.bodies.length ?? null,
  new: report?.fresh ?? null,
})
const instant = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

const describeSchedule = (s: Awaited<ReturnType<typeof listSchedules>>[number]) => ({
  id: s.id,
  connector: s.connector,
  due: instant(s.nextDue),
  hours: s.everySeconds / 3600,
  failures: s.failures,
  error: s.lastError,
  request: JSON.stringify(s.request),
})
const describeFetch = (f: Awaited<ReturnType<typeof listFetches>>[number]) => ({
  fetch: f.fetchId,
  at: instant(f.fetchedAt),
  outcome: f.outcome,
  status: f.httpStatus,
  bytes: f.bytes,
  file: f.fileName,
  address: f.address,
  licence: f.licence,
  reason: f.reason,
})
