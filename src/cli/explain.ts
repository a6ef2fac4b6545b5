import type { Command } from 'commander'
import { composeBase, loadNeural, openStore } from '../compose.ts'
import type { Explanation } from '../contracts/explanation.ts'
import type { SeasonalFrequency } from '../domain/period.ts'
import { forecastPanel } from '../forecast/engine.ts'
import { explainSeries } from '../jobs/explain.ts'
import { explainPublished } from '../jobs/explain-release.ts'
import { readPanel } from '../jobs/panel-file/open-panel.ts'
import { readHierarchy } from '../jobs/panel-file/read-hierarchy.ts'
import { showProgress } from '../jobs/progress.ts'
import { explanationText } from '../reports/explanation.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { frequency, integer } from './options.ts'
import { shutdownSignal } from './shutdown.ts'

interface ExplainOptions {
  readonly input?: string
  readonly series?: string
  readonly frequency?: SeasonalFrequency
  readonly horizon?: number
  readonly hierarchy?: string
  readonly release?: string
  readonly area: string
  readonly measure: 'employment' | 'labourForce'
  readonly industry: string
  readonly sex: 'T' | 'F' | 'M'
  readonly lang: 'vi' | 'en'
  readonly json?: boolean
}

export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description(
      'Một dự báo được làm từ gì và vì sao: trọng số, kiểm định lùi, gián đoạn, hệ số của dải.\nWhat a forecast was made of, and why: weights, backtest, breaks, factors on its bands.',
    )
    .option('--input <csv>', 'a panel of your own; without it: a published forecast')
    .option('--series <id>', 'with --input: the series')
    .option('--frequency <A|Q|M>', 'with --input', frequency)
    .option('--horizon <h>', 'with --input: periods ahead', integer)
    .option('--hierarchy <csv>', 'with --input: series_id,parent')
    .option('--area <id>', 'published: the area', 'VN')
    .option('--measure <employment|labourForce>', 'published: the measure', 'employment')
    .option('--industry <id>', 'published: the section, or _T', '_T')
    .option('--sex <T|F|M>', 'published: both, women or men', 'T')
    .option('--release <id>', 'published: a release other than the current one')
    .option('--lang <vi|en>', 'language', 'vi')
    .option('--json', 'print as JSON')
    .action(async (options: ExplainOptions, command: Command) => {
      const explanation = options.input === undefined ? await published(options) : await ofFile(options, command)
      process.stdout.write(
        options.json
          ? `${JSON.stringify(explanation, null, 2)}\n`
          : explanationText(explanation, options.lang === 'en' ? 'en' : 'vi'),
      )
    })
}

async function published({ release: id, area, measure, industry, sex }: ExplainOptions): Promise<Explanation> {
  const store = await openStore(composeBase(), true)
  try {
    const release = await resolveRelease(store.pool, id)
    return await explainPublished(store.pool, release.id, { area, measure, industry, sex })
  } finally {
    await store.close()
  }
}

async function ofFile(options: ExplainOptions, command: Command): Promise<Explanation> {
  const { input, series } = options
  if (series === undefined || !options.frequency || options.horizon === undefined)
    command.error('With --input also give --series, --frequency and --horizon.')
  const { config, log } = composeBase()
  const signal = shutdownSignal()
  const panel = await readPanel(input!, options.frequency!, { signal })
  const line = showProgress('Dự báo / Forecasting', log)
  const forecast = await forecastPanel(
    {
      panel,
      frequency: options.frequency!,
      horizon: options.horizon!,
      quantiles: [0.1, 0.5, 0.9],
      seed: config.NHANLUC_SEED,
      ...(options.hierarchy ? { hierarchy: await readHierarchy(options.hierarchy) } : {}),
    },
    {
      neural: await loadNeural(config, log),
      threads: config.NHANLUC_THREADS,
      signal,
      progress: (done, total, stage) => line.report(done / Math.max(1, total), stage),
    },
  )
  line.finish()
  return explainSeries(forecast, series!, options.frequency!)
}
