import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { IngestReport } from '../contracts/ingest.ts'
import type { Inspection } from '../ingest/figures/inspect.ts'
import { countsOf } from '../ingest/ingest-report.ts'

/** What one file of a folder may take. */
export interface FileBounds {
  /** Seconds after which its process is ended; nothing of the file is stored then. */
  readonly timeoutSeconds: number
  /** Megabytes of JavaScript heap of its process. */
  readonly heapMegabytes: number
}
export const FILE_BOUNDS: FileBounds = { timeoutSeconds: 600, heapMegabytes: 1024 }

export interface FolderRun {
  /** Arguments after the file: --as, --vintage, ... */
  readonly options: readonly string[]
  /** Database the processes write to. */
  readonly url: string
  readonly bounds: FileBounds
  readonly print: (line: string) => void
  readonly signal: AbortSignal
  /** Told of a file whose process was ended at a bound, with the sentence that says so. */
  readonly ended?: (file: string, refusal: string) => Promise<void>
  /** The program each file is given to; default: this one. */
  readonly program?: string
}

/**
 * Loads every file of a folder, each in a process of its own with a bound on time and memory, so that no file keeps the next
 * from being read; prints a line a file.
 *
 * @returns the reports of the files that were loaded, and how many were not
 */
export async function ingestFolder(
  folder: string,
  run: FolderRun,
): Promise<{ readonly reports: IngestReport[]; readonly refused: number }> {
  const reports: IngestReport[] = []
  let refused = 0
  for (const file of await filesOf(folder)) {
    if (run.signal.aborted) break
    const start = performance.now()
    const { report, said } = await ingestBounded(file, run)
    if (report) reports.push(report)
    else refused += 1
    run.print(`${relative(folder, file)} | ${said} | ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
  return { reports, refused }
}

/** Loads one file in a process of its own; `said` is what became of it, in a line; the report is null when it was not loaded. */
export async function ingestBounded(
  file: string,
  run: Omit<FolderRun, 'print'>,
): Promise<{ readonly report: IngestReport | null; readonly said: string }> {
  const ended = await runBounded(['ingest', file, '--json', ...run.options], run)
  if (ended.refusal !== null) {
    if (ended.isEnded) await run.ended?.(file, ended.refusal)
    return { report: null, said: await describeRefused(file, ended.refusal, run) }
  }
  const report = (JSON.parse(ended.stdout) as IngestReport[])[0]!
  return { report, said: describeLoaded(report) }
}

/** Every file of a folder and its folders, hidden ones apart, in the order of their paths. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function describeLoaded(report: IngestReport): string {
  const { quality, format } = report
  const sums = quality?.additivity
  const largest = sums?.largest[0]
  const totals =
    sums === undefined || sums.checked === 0
      ? 'tổng: không có / no totals'
      : `tổng khớp / totals that add up: ${sums.checked - sums.off}/${sums.checked}${largest ? `, lệch nhất / largest residual ${largest.residual}` : ''}`
  const [reason] = quality?.reasons ?? []
  const why = reason ? ` (${reason.rows} x ${reason.reason.slice(0, 160)})` : ''
  return `${format} | ${countsOf(report)}${why} | ${totals}`
}

/** What a file without a mapping holds is said too: it may only want one. */
async function describeRefused(file: string, refusal: string, run: Omit<FolderRun, 'print'>): Promise<string> {
  const short = shortOf(refusal)
  if (!refusal.includes('MAPPING_INVALID')) return short
  const { refusal: again, stdout } = await runBounded(['inspect', file, '--json'], run)
  if (again !== null) return short
  const { format, figures, missing, faultCount } = JSON.parse(stdout) as Inspection
  return `${format} | ${figures} số liệu / figures, ${missing} không giá trị / without value, ${faultCount} không đọc được / unreadable, 0 nạp / stored | ${short}`
}

/** The sentence that stopped it, in both languages on one line; where it is not ours, the last line. */
function shortOf(refusal: string): string {
  const lines = refusal.split('\n')
  const first = lines.findLastIndex((line) => /^[A-Z_]{3,}: /.test(line))
  return lines.slice(first).join(' / ').slice(0, 480)
}

interface Ended {
  readonly stdout: string
  /** The last line of what it said; null when it ended well. */
  readonly refusal: string | null
  /** Ended at a bound, so it could say nothing itself. */
  readonly isEnded?: boolean
}

function runBounded(
  args: readonly string[],
  { url, bounds, signal, program = process.argv[1]! }: Omit<FolderRun, 'print'>,
): Promise<Ended> {
  const { timeoutSeconds, heapMegabytes } = bounds
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMegabytes}`, program, ...args], {
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutSeconds * 1000,
    killSignal: 'SIGKILL',
    signal,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr = (said.stderr + text).slice(-MOST_SAID)
  })
  child.on('error', () => {}) // a stop is told by the end
  return new Promise((resolve) => {
    child.once('close', (code, killedBy) => {
      if (code === 0) return resolve({ stdout: said.stdout, refusal: null })
      const bound =
        killedBy === 'SIGKILL'
          ? `TOO_LARGE: reading took more than ${timeoutSeconds} s; nothing was stored.`
          : /heap out of memory/.test(said.stderr)
            ? `TOO_LARGE: reading took more than ${heapMegabytes} MB of memory; nothing was stored.`
            : null
      const refusal = bound ?? (said.stderr.trim() || `ended with ${code ?? killedBy}`)
      resolve({ stdout: '', refusal, isEnded: bound !== null })
    })
  })
}
const MOST_SAID = 20_000
