import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'
import { readGaps } from '../storage/read-gap.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { integer } from './options.ts'
import { printTable } from './table.ts'

interface GapsOptions {
  readonly area: string
  readonly year: number
  readonly kind?: 'total' | 'section' | 'lens' | 'occupation'
  readonly release?: string
  readonly lang: string
  readonly json?: boolean
}

const MOST_ROWS = 5000

export function registerGaps(program: Command): void {
  program
    .command('gaps')
    .description('In mức thiếu hụt đã công bố.\nPrint published gaps.')
    .option('--area <id>', 'VN or VN-HN', 'VN-HN')
    .option('--year <year>', 'a year up to the horizon of the release', integer, 2030)
    .option('--kind <total|section|lens|occupation>', 'only these rows')
    .option('--release <id>', 'a release other than the current one')
    .option('--lang <vi|en>', 'language of the names', 'vi')
    .option('--json', 'print as JSON')
    .action(async (options: GapsOptions) => {
      const store = await openStore(composeBase(), true)
      try {
        const release = await resolveRelease(store.pool, options.release)
        const filter = {
          area: options.area,
          from: options.year,
          to: options.year,
          ...(options.kind ? { kind: options.kind } : {}),
        }
        const rows = await readGaps(store.pool, release, filter, MOST_ROWS)
        if (options.json) process.stdout.write(`${JSON.stringify({ release: release.id, rows }, null, 2)}\n`)
        else {
          process.stdout.write(`${release.id}  ${options.area}  ${options.year}  (P10 / P50 / P90)\n`)
          printTable(
            rows.map((r) => ({
              sector: r.kind === 'occupation' ? r.occupation : r.sector,
              name: options.lang === 'en' ? r.label.en : r.label.vi,
              sex: r.sex,
              demand: Math.round(r.demand.p50),
              supply: Math.round(r.supply.p50),
              P10: Math.round(r.gap.p10),
              gap: Math.round(r.gap.p50),
              P90: Math.round(r.gap.p90),
              'P(shortage)': r.pShortage,
              rating: r.ratingIsClear ? r.rating : `unclear (${r.rating})`,
              'P(rating)': Number(r.ratingProbability.toFixed(2)),
              base: r.base.obsStatus,
            })),
          )
        }
      } finally {
        await store.close()
      }
    })
}
