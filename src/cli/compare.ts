import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'
import type { SeasonalFrequency } from '../domain/period.ts'
import { type Comparison, compareForecasts, type ForecastSet } from '../jobs/compare.ts'
import { readPanel } from '../jobs/panel-file/open-panel.ts'
import { readForecastFile } from '../jobs/panel-file/read-forecast.ts'
import { readForecastSet } from '../storage/read-forecast-set.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { frequency } from './options.ts'
import { printTable } from './table.ts'

interface CompareOptions {
  readonly frequency?: SeasonalFrequency
  readonly actuals?: string
  readonly releases?: boolean
  readonly lang: 'vi' | 'en'
  readonly json?: boolean
}

const MOST_DIFFERENCES = 20

export function registerCompare(program: Command): void {
  program
    .command('compare')
    .description(
      'So hai dự báo: chênh nhau ở đâu, và nếu có số thực thì bên nào đúng hơn.\nTwo forecasts side by side: where they differ and, with outcomes, which was closer.',
    )
    .argument('<a>', 'forecast CSV, or with --releases a release id')
    .argument('<b>', 'the other')
    .option('--frequency <A|Q|M>', 'of the files', frequency)
    .option('--actuals <csv>', 'panel with the outcomes; with the history before them MASE is given too')
    .option('--releases', 'a and b are release ids of the store')
    .option('--lang <vi|en>', 'language', 'vi')
    .option('--json', 'print as JSON, every series and period')
    .action(async (a: string, b: string, options: CompareOptions, command: Command) => {
      const { config } = composeBase()
      const period = options.releases ? 'A' : options.frequency
      if (!period) command.error('Also give --frequency, or --releases for two releases.')
      const [first, second] = options.releases ? await ofReleases(a, b) : await ofFiles(a, b, period!)
      const actuals = options.actuals ? await readPanel(options.actuals, period!) : null
      const comparison = compareForecasts(first, second, period!, actuals, config.NHANLUC_SEED)
      if (options.json) process.stdout.write(`${JSON.stringify(comparison, null, 2)}\n`)
      else print(comparison, options.lang === 'en' ? 'en' : 'vi')
    })
}

const ofFiles = async (a: string, b: string, period: SeasonalFrequency): Promise<[ForecastSet, ForecastSet]> => [
  await readForecastFile(a, period),
  await readForecastFile(b, period),
]

async function ofReleases(a: string, b: string): Promise<[ForecastSet, ForecastSet]> {
  const store = await openStore(composeBase(), true)
  try {
    const read = async (id: string): Promise<ForecastSet> => {
      const release = await resolveRelease(store.pool, id)
      return { name: release.id, series: await readForecastSet(store.pool, release.id) }
    }
    return [await read(a), await read(b)]
  } finally {
    await store.close()
  }
}

const WORDS = {
  common: { vi: 'chuỗi chung', en: 'series in common' },
  only: { vi: 'chỉ có trong', en: 'only in' },
  apart: { vi: 'chênh %', en: 'apart %' },
  largest: { vi: 'Chênh lệch lớn nhất', en: 'Largest differences' },
  closer: { vi: 'sai số của B so với A', en: 'error of B against A' },
  interval: { vi: 'khoảng bootstrap theo chuỗi', en: 'bootstrap over series' },
  few: { vi: 'quá ít chuỗi để có khoảng', en: 'too few series for an interval' },
} as const

function print(c: Comparison, lang: 'vi' | 'en'): void {
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang]
  const write = (text: string) => process.stdout.write(`${text}\n`)
  write(`A ${c.a}, B ${c.b}: ${c.series} ${say('common')}`)
  if (c.onlyInA.length > 0) write(`${say('only')} A: ${c.onlyInA.length}`)
  if (c.onlyInB.length > 0) write(`${say('only')} B: ${c.onlyInB.length}`)
  const hasActuals = c.scores !== null
  printTable(
    c.horizons.map((h) => ({
      h: h.horizon,
      n: h.n,
      [say('apart')]: 100 * h.apart,
      ...(hasActuals ? { 'MAE A': h.maeA, 'MAE B': h.maeB } : {}),
    })),
  )
  write(`\n${say('largest')}`)
  const relative = (r: Comparison['rows'][number]): number => Math.abs(r.difference) / Math.max(Math.abs(r.a), 1e-12)
  printTable(
    [...c.rows]
      .sort((x, y) => relative(y) - relative(x))
      .slice(0, MOST_DIFFERENCES)
      .map((r) => ({ series: r.series, period: r.period, A: r.a, B: r.b, '%': 100 * (r.difference / r.a) })),
  )
  if (!c.scores) return
  const { a, b, difference, n } = c.scores
  write('')
  printTable([
    { '': 'A', n, MAE: a.mae, MASE: a.mase, wQL: a.wql },
    { '': 'B', n, MAE: b.mae, MASE: b.mase, wQL: b.wql },
  ])
  const percent = (v: number): string => `${v >= 0 ? '+' : ''}${(100 * v).toFixed(1)} %`
  const { low, high, level } = difference
  const range =
    low === null || high === null
      ? say('few')
      : `${say('interval')}, ${100 * level} %: ${percent(low)} .. ${percent(high)}`
  write(`${say('closer')}: ${percent(difference.relative)} (${range})`)
}
