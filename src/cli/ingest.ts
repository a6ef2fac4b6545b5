import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { composeBase, openStore, shippedFolders } from '../compose.ts'
import { Mapping } from '../contracts/tidy.ts'
import { AppError } from '../domain/errors.ts'
import { type IngestReport, ingestFile } from '../ingest/ingest-file.ts'
import { ingestPack } from '../ingest/pack.ts'
import { listQuarantine, retryQuarantine } from '../ingest/quarantine.ts'
import { showProgress } from '../jobs/progress.ts'
import { integer } from './options.ts'
import { shutdownSignal } from './shutdown.ts'

interface IngestOptions {
  readonly mapping?: string
  readonly quarantine?: boolean
  readonly retry?: number
  readonly json?: boolean
}

export function registerIngest(program: Command): void {
  program
    .command('ingest')
    .argument('[files...]', 'tidy CSV files; none: the shipped data pack')
    .option('--mapping <file>', 'JSON that says which column is which (README, "Your own data")')
    .option('--quarantine', 'list the rows that were refused and are still open')
    .option('--retry <ingest>', 'read the open refused rows of one ingest again', integer)
    .option('--json', 'print the reports as JSON')
    .description('Nạp số liệu và báo cáo chất lượng.\nLoad data and report its quality.')
    .action(async (files: string[], options: IngestOptions) => {
      const signal = shutdownSignal()
      const mapping = options.mapping ? readMapping(options.mapping) : undefined
      const base = composeBase()
      const store = await openStore(base, true)
      const deps = { pool: store.pool, log: base.log }
      try {
        if (options.quarantine) return printQuarantine(await listQuarantine(store.pool))
        const reports =
          options.retry !== undefined
            ? [await retryQuarantine(deps, options.retry)]
            : files.length > 0
              ? await ingestEach(deps, files, mapping)
              : await loadShipped(deps, shippedFolders(base.config).pack, base.log, signal)
        if (options.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
        else for (const report of reports) process.stdout.write(`${describe(report)}\n`)
      } finally {
        await store.close()
      }
    })
}

type Deps = Parameters<typeof ingestFile>[0]

async function ingestEach(deps: Deps, files: readonly string[], mapping: Mapping | undefined): Promise<IngestReport[]> {
  const reports: IngestReport[] = []
  for (const file of files) reports.push(await ingestFile(deps, { file, ...(mapping ? { mapping } : {}) }))
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

/** @throws AppError MAPPING_INVALID naming the wrong fields */
function readMapping(file: string): Mapping {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new AppError(
      'FILE_NOT_READABLE',
      `The mapping ${file} cannot be read: ${(cause as Error).message}.`,
      { file },
      { cause },
    )
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AppError(
      'MAPPING_INVALID',
      `The mapping ${file} is not JSON: ${(cause as Error).message}.`,
      { file },
      { cause },
    )
  }
  const parsed = Mapping.safeParse(json)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`)
  throw new AppError('MAPPING_INVALID', `The mapping ${file} is wrong. ${wrong.join('; ')}.`, { file, wrong })
}

const describe = (r: IngestReport): string =>
  `${r.file}: read ${r.read} = stored ${r.stored} + unchanged ${r.unchanged} + quarantined ${r.quarantined}`

function printQuarantine(rows: Awaited<ReturnType<typeof listQuarantine>>): void {
  if (rows.length === 0) process.stdout.write('No refused row is open.\n')
  for (const r of rows) {
    process.stdout.write(`ingest ${r.ingestId}  ${r.file}:${r.line}  ${r.column ?? '-'}: ${r.reason}\n    ${r.raw}\n`)
  }
}
