import type { Command } from 'commander'
import { codeVersion, composeBase, composePublisher, loadNeural, openStore } from '../compose.ts'
import type { SeasonalFrequency } from '../domain/period.ts'
import { forecastFile } from '../jobs/forecast-file.ts'
import { showProgress } from '../jobs/progress.ts'
import { enqueueTrackRecord } from '../storage/job.ts'
import { frequency, integer, listOf } from './options.ts'
import { shutdownSignal } from './shutdown.ts'

interface ForecastOptions {
  readonly input?: string
  readonly output?: string
  readonly frequency?: SeasonalFrequency
  readonly horizon?: number
  readonly quantiles: string[]
  readonly seed?: number
  readonly hierarchy?: string
  readonly resume?: boolean
  readonly asOf?: string
}

export function registerForecast(program: Command): void {
  program
    .command('forecast')
    .description(
      'Không có --input: dự báo từ kho số liệu và công bố. Có --input: dự báo một tệp CSV bất kỳ.\nWithout --input: forecast from the store and publish a release. With it: forecast any panel of series in a CSV.',
    )
    .option('--input <csv>', 'panel with series_id,period,value (or unique_id,ds,y; or series_id,date,value), also .gz')
    .option('--output <csv>', 'where the forecast goes: series_id,period,mean,q0.1,...')
    .option('--frequency <A|Q|M>', 'annual, quarterly or monthly', frequency)
    .option('--horizon <h>', 'periods ahead', integer)
    .option('--quantiles <list>', 'between 0 and 1', listOf, ['0.1', '0.5', '0.9'])
    .option('--seed <n>', 'seed of every random draw; default NHANLUC_SEED', integer)
    .option('--hierarchy <csv>', 'series_id,parent: forecasts of parents equal the sums of their children')
    .option('--resume', 'go on with an interrupted forecast of a large panel: same input, same options')
    .option('--as-of <day>', 'without --input: use only what had been published by this day, YYYY-MM-DD')
    .action(async (options: ForecastOptions, command: Command) => {
      const signal = shutdownSignal()
      if (options.input === undefined) return publishFromStore(options.asOf, signal)
      const { input, output, horizon } = options
      if (!output || !options.frequency || horizon === undefined) {
        command.error('With --input also give --output, --frequency and --horizon.')
      }
      const { config, log } = composeBase()
      const line = showProgress('Dự báo / Forecasting', log)
      const neural = await loadNeural(config, log)
      await forecastFile(
        {
          input,
          output: output!,
          frequency: options.frequency!,
          horizon: horizon!,
          quantiles: options.quantiles,
          seed: options.seed ?? config.NHANLUC_SEED,
          resume: options.resume ?? false,
          ...(options.hierarchy ? { hierarchy: options.hierarchy } : {}),
        },
        { neural, signal, threads: config.NHANLUC_THREADS, version: codeVersion(), report: line.report },
      )
      line.finish()
    })
}

async function publishFromStore(asOf: string | undefined, signal: AbortSignal): Promise<void> {
  const base = composeBase()
  const store = await openStore(base, true)
  try {
    const line = showProgress('Dự báo / Forecasting', base.log)
    const { releaseId, created } = await composePublisher(base, store)(asOf ? { asOf } : {}, line.report, signal)
    line.finish()
    // A worker runs its historical rounds when there is one.
    if (created) await enqueueTrackRecord(store.pool, releaseId)
    process.stdout.write(`${releaseId}${created ? '' : ' (unchanged: these inputs had been published)'}\n`)
  } finally {
    await store.close()
  }
}
