import { rename, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Command } from 'commander'
import { type Base, composeApp, composeBase, openStore, type Store } from '../compose.ts'
import { AppError } from '../domain/errors.ts'
import { findArea } from '../storage/read-area.ts'
import { readGaps } from '../storage/read-gap.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { listCitations } from '../storage/read-source.ts'
import { readTrackScores } from '../storage/read-track-record.ts'
import { integer } from './options.ts'

interface ReportOptions {
  readonly area: string
  readonly year: number
  readonly release?: string
  readonly lang: 'vi' | 'en'
  readonly output: string
}
const MOST_ROWS = 5000

export function registerReport(program: Command): void {
  program
    .command('report')
    .description(
      'Báo cáo thiếu hụt của một địa bàn: PDF, XLSX hoặc CSV.\nReport on the gaps of an area: PDF, XLSX or CSV.',
    )
    .requiredOption('--output <file>', 'ends in .pdf, .xlsx or .csv')
    .option('--area <id>', 'VN or VN-HN', 'VN-HN')
    .option('--year <year>', 'a year up to the horizon of the release', integer, 2030)
    .option('--release <id>', 'a release other than the current one')
    .option('--lang <vi|en>', 'language', 'vi')
    .action(async (options: ReportOptions) => {
      const base = composeBase()
      const store = await openStore(base, true)
      try {
        const kind = extname(options.output)
        const bytes = kind === '.pdf' ? await pdf(store, options) : await table(base, store, options, kind)
        await writeFile(`${options.output}.part`, bytes)
        await rename(`${options.output}.part`, options.output)
        process.stdout.write(`${options.output}: ${bytes.length} bytes\n`)
      } finally {
        await store.close()
      }
    })
}

async function pdf({ pool }: Store, { area, year, release: wanted, lang }: ReportOptions): Promise<Uint8Array> {
  const { buildGapReport } = await import('../reports/gap-report.ts')
  const release = await resolveRelease(pool, wanted)
  const [place, gaps, citations, record] = await Promise.all([
    findArea(pool, area),
    readGaps(pool, release, { area, from: year, to: year }, MOST_ROWS),
    listCitations(pool),
    Promise.all(
      ['published', 'naive'].map((contender) =>
        readTrackScores(pool, release.id, { area: 'VN', contender }, MOST_ROWS),
      ),
    ),
  ])
  return buildGapReport({
    release,
    area: place,
    year,
    gaps,
    sources: citations.map((c) => c.citation),
    lang,
    generatedAt: new Date(),
    record: record.flat(),
  })
}

/** The same bytes as the API gives for the same question. */
async function table(
  base: Base,
  store: Store,
  { area, year, release, lang }: ReportOptions,
  kind: string,
): Promise<Uint8Array> {
  if (kind !== '.xlsx' && kind !== '.csv')
    throw new AppError('INVALID_INPUT', `A report ends in .pdf, .xlsx or .csv, not "${kind}".`)
  const app = await composeApp(base, store)
  try {
    const query = new URLSearchParams({
      area,
      year: String(year),
      lang,
      format: kind.slice(1),
      ...(release ? { release } : {}),
    })
    const answer = await app.inject(`/v1/gaps?${query}`)
    if (answer.statusCode !== 200) throw new AppError('NOT_AVAILABLE', (answer.json() as { detail: string }).detail)
    return answer.rawPayload
  } finally {
    await app.close()
  }
}
