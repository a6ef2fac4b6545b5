import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { composeBase, openStore, type Store, shippedFolders } from '../compose.ts'
import { AppError } from '../domain/errors.ts'
import { knownMappings } from '../ingest/figures/known-mappings.ts'
import { readMappingFile } from '../ingest/figures/read-mappings.ts'
import { type AnyRequest, ingestAny } from '../ingest/ingest-any.ts'
import type { IngestDeps, IngestReport } from '../ingest/ingest-file.ts'
import { countsOf } from '../ingest/ingest-report.ts'
import { ensureReference } from '../ingest/load-reference.ts'
import { ingestPack } from '../ingest/pack.ts'
import { listQuarantine, retryQuarantine } from '../ingest/quarantine.ts'
import { refuseFile } from '../ingest/refused-file.ts'
import { retryRefusedFile } from '../ingest/retry-refused-file.ts'
import { showProgress } from '../jobs/progress.ts'
import { listRefusedFiles } from '../storage/refused-file.ts'
import { FILE_BOUNDS, ingestFolder } from './ingest-folder.ts'
import { integer } from './options.ts'
import { shutdownSignal } from './shutdown.ts'

interface IngestOptions {
  readonly mapping?: string
  readonly as?: string
  readonly vintage?: string
  readonly defaultVintage?: string
  readonly period?: string
  readonly format?: string
  readonly quarantine?: boolean
  readonly retry?: number
  readonly retryFile?: number
  readonly json?: boolean
  readonly timeout: number
  readonly memory: number
}

export function registerIngest(program: Command): void {
  program
    .command('ingest')
    .argument('[files...]', 'files of any format (see inspect), or folders of them; none: the shipped data pack')
    .option('--mapping <file>', 'JSON that says what columns or dimensions mean (README, "Your own data")')
    .option('--as <source>', 'id of the mapping or source the figures belong to')
    .option('--vintage <day>', 'day of publication, whatever the file states')
    .option('--default-vintage <day>', 'day of publication of files that do not state it')
    .option('--period <period>', 'period of the figures of a file without a dimension of time: 2024, 2024-Q3')
    .option('--format <id>', 'the format, when a file looks like several')
    .option('--quarantine', 'list the files and rows that were refused and are still open')
    .option('--retry <ingest>', 'read the open refused rows of one ingest again', integer)
    .option('--retry-file <number>', 'read a file that was refused whole again, with --period or --vintage', integer)
    .option('--json', 'print the reports as JSON')
    .option('--timeout <seconds>', 'of a folder: time a file may take', integer, FILE_BOUNDS.timeoutSeconds)
    .option('--memory <megabytes>', 'of a folder: memory a file may take', integer, FILE_BOUNDS.heapMegabytes)
    .description('Nạp số liệu và báo cáo chất lượng.\nLoad data and report its quality.')
    .action(async (files: string[], options: IngestOptions) => {
      const signal = shutdownSignal()
      const mapping = options.mapping ? await readMappingFile(options.mapping) : undefined
      const base = composeBase()
      const store = await openStore(base, true)
      const deps = { pool: store.pool, log: base.log }
      try {
        if (options.quarantine) {
          printRefusedFiles(await listRefusedFiles(store.pool))
          return printQuarantine(await listQuarantine(store.pool))
        }
        await ensureReference(deps, shippedFolders(base.config).pack)
        const folders = await foldersAmong(files)
        if (folders.length > 0) return await loadFolders(store, folders, files, options, signal)
        const mappings = await knownMappings(store.pool, shippedFolders(base.config).pack)
        const reports =
          options.retry !== undefined
            ? [await retryQuarantine(deps, options.retry)]
            : options.retryFile !== undefined
              ? [await retryRefusedFile(deps, options.retryFile, mappings, options)]
              : files.length > 0
                ? await ingestEach(deps, files, {
                    ...options,
                    mapping,
                    mappings,
                    signal,
                  })
                : await loadShipped(deps, shippedFolders(base.config).pack, base.log, signal)
        if (options.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
        else for (const report of reports) process.stdout.write(`${describe(report)}\n`)
      } finally {
        await store.close()
      }
    })
}

/** Folders are read file by file, each in a process of its own; files named beside them likewise. */
async function loadFolders(
  { url, pool }: Store,
  folders: readonly string[],
  paths: readonly string[],
  options: IngestOptions,
  signal: AbortSignal,
): Promise<void> {
  if (folders.length < paths.length) {
    throw new AppError('INVALID_INPUT', 'Name files or folders, not both at once.', { paths })
  }
  const passed = (
    [
      ['--mapping', options.mapping],
      ['--as', options.as],
      ['--vintage', options.vintage],
      ['--default-vintage', options.defaultVintage],
      ['--period', options.period],
      ['--format', options.format],
    ] as const
  ).flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  const bounds = { timeoutSeconds: options.timeout, heapMegabytes: options.memory }
  const print = (line: string) => (options.json ? process.stderr : process.stdout).write(`${line}\n`)
  const all: IngestReport[] = []
  let refused = 0
  for (const folder of folders) {
    const ended = (file: string, refusal: string) =>
      refuseFile(
        pool,
        { file, name: basename(file), request: {} },
        new AppError('TOO_LARGE', refusal.replace(/^\w+: /, '')),
      )
    const done = await ingestFolder(folder, { options: passed, url, bounds, print, signal, ended })
    all.push(...done.reports)
    refused += done.refused
  }
  print(`${all.length} tệp đã nạp / files loaded, ${refused} không nạp / not loaded`)
  if (options.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
  if (refused > 0) process.exitCode = 1
}

async function foldersAmong(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => null))?.isDirectory()))
  return paths.filter((_, i) => found[i])
}

type Deps = IngestDeps & { readonly log: Parameters<typeof showProgress>[1] }

async function ingestEach(
  deps: Deps,
  files: readonly string[],
  how: Omit<AnyRequest, 'file'>,
): Promise<IngestReport[]> {
  const reports: IngestReport[] = []
  for (const file of files) {
    const line = showProgress(`Nạp / Loading ${basename(file)}`, deps.log)
    const start = performance.now()
    const onProgress = (share: number, rows: number) => {
      const rate = Math.round(rows / Math.max(0.001, (performance.now() - start) / 1000))
      // Elsewhere each new stage is a line of the log.
      line.report(share, process.stderr.isTTY ? `${rows} dòng / rows, ${rate}/s` : 'dòng / rows')
    }
    reports.push(await ingestAny(deps, { ...how, file, onProgress }))
    line.finish()
  }
  return reports
}

async function loadShipped(
  deps: Deps,
  pack: string,
  log: Parameters<typeof showProgress>[1],
  signal: AbortSignal,
): Promise<IngestReport[]> {
  const line = showProgress('Nạp số liệu / Loading data', log)
  const reports = await ingestPack(deps, pack, line.report, signal)
  line.finish()
  return [...reports]
}

const describe = (report: IngestReport): string => `${report.file}: ${countsOf(report)}`

function printRefusedFiles(files: Awaited<ReturnType<typeof listRefusedFiles>>): void {
  for (const { id, file, at, times, code, reason } of files)
    process.stdout.write(`refused file ${id}  ${file}  ${at}, ${times} x  ${code}: ${reason}\n`)
}

function printQuarantine(rows: Awaited<ReturnType<typeof listQuarantine>>): void {
  if (rows.length === 0) process.stdout.write('No refused row is open.\n')
  for (const r of rows) {
    process.stdout.write(`ingest ${r.ingestId}  ${r.file}:${r.line}  ${r.column ?? '-'}: ${r.reason}\n    ${r.raw}\n`)
  }
}
