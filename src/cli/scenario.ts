import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { findScenario, listScenarios, readComparison } from '../storage/read-scenario.ts'
import { integer } from './options.ts'
import { printTable } from './table.ts'

interface ScenarioOptions {
  readonly area: string
  readonly year: number
  readonly release?: string
  readonly lang: string
  readonly json?: boolean
}

export function registerScenario(program: Command): void {
  program
    .command('scenario')
    .argument('[id]', 'a scenario; without it the list is printed')
    .description(
      'Liệt kê kịch bản, hoặc so sánh một kịch bản với cơ sở.\nList scenarios, or compare one with its base.',
    )
    .option('--area <id>', 'VN or VN-HN', 'VN-HN')
    .option('--year <year>', 'a year up to the horizon of the release', integer, 2030)
    .option('--release <id>', 'a release other than the current one')
    .option('--lang <vi|en>', 'language of the names', 'vi')
    .option('--json', 'print as JSON')
    .action(async (id: string | undefined, options: ScenarioOptions) => {
      const store = await openStore(composeBase(), true)
      const lang = options.lang === 'en' ? 'en' : 'vi'
      const print = (body: object, title: string, rows: Record<string, string | number>[]) => {
        if (options.json) process.stdout.write(`${JSON.stringify(body, null, 2)}\n`)
        else {
          process.stdout.write(`${title}\n`)
          printTable(rows)
        }
      }
      try {
        if (id === undefined) {
          const release = await resolveRelease(store.pool, options.release)
          const rows = await listScenarios(store.pool, release.id)
          const table = rows.map((s) => ({ id: s.id, name: s.name[lang], owner: s.owner, date: s.createdOn }))
          print({ release: release.id, rows }, release.id, table)
          return
        }
        const scenario = await findScenario(store.pool, id, options.release)
        const { area, year } = options
        const rows = await readComparison(store.pool, scenario, { area, from: year, to: year })
        const title = `${scenario.name[lang]}  ${scenario.release}  ${area}  ${year}  (difference of the gap, P10 / P50 / P90)`
        const table = rows.map((r) => ({
          sector: r.sector,
          name: r.label[lang],
          base: Math.round(r.gap.base),
          scenario: Math.round(r.gap.scenario),
          P10: Math.round(r.gap.difference.p10),
          difference: Math.round(r.gap.difference.p50),
          P90: Math.round(r.gap.difference.p90),
          'P(higher)': r.gap.pHigher,
        }))
        print({ scenario, rows }, title, table)
      } finally {
        await store.close()
      }
    })
}
