import { rename, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Command } from 'commander'
import { type Base, composeApp, composeBase, openStore, type Store } from '../compose.ts'
import type { Problem } from '../contracts/common.ts'
import { AppError } from '../domain/errors.ts'
import { integer } from './options.ts'

interface ReportOptions {
  readonly area: string
  readonly year: number
  readonly release?: string
  readonly lang: 'vi' | 'en'
  readonly output: string
}

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
        const bytes = await askApi(base, store, options, kind)
        await writeFile(`${options.output}.part`, bytes)
        await rename(`${options.output}.part`, options.output)
        process.stdout.write(`${options.output}: ${bytes.length} bytes\n`)
      } finally {
        await store.close()
      }
    })
}

/** The same bytes as the API gives for the same question. */
async function askApi(
  base: Base,
  store: Store,
  { area, year, release, lang }: ReportOptions,
  kind: string,
): Promise<Uint8Array> {
  if (!['.pdf', '.xlsx', '.csv'].includes(kind))
    throw new AppError('INVALID_INPUT', `A report ends in .pdf, .xlsx or .csv, not "${kind}".`)
  const app = await composeApp(base, store)
  try {
    const ask = (language: string) => {
      const query = new URLSearchParams({ area, year: String(year), lang: language, format: kind.slice(1) })
      if (release) query.set('release', release)
      return app.inject(`/v1/gaps?${query}`)
    }
    const answer = await ask(lang)
    if (answer.statusCode !== 200) {
      // What stops a command is said in English first; the terminal adds the Vietnamese.
      const { code, detail } = (await ask('en')).json() as Problem
      throw new AppError(code, detail)
    }
    return answer.rawPayload
  } finally {
    await app.close()
  }
}
