import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { composeBase, loadNeural, openStore } from '../compose.ts'
import { AppError } from '../domain/errors.ts'
import type { SeasonalFrequency } from '../domain/period.ts'
import { forecastPanel } from '../forecast/engine.ts'
import { readPanel } from '../jobs/panel-file/open-panel.ts'
import { showProgress } from '../jobs/progress.ts'
import { coverageSvg } from '../reports/coverage-svg.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { ALL_UNITS, readTrackScores } from '../storage/read-track-record.ts'
import { readScoreSummary, type ScoreSummary, summarise } from '../storage/score-summary.ts'
import { frequency, integer } from './options.ts'
import { shutdownSignal } from './shutdown.ts'
import { printTable } from './table.ts'

const MOST_ROWS = 5000

interface BacktestOptions {
  readonly input?: string
  readonly frequency?: SeasonalFrequency
  readonly horizon?: number
  readonly json?: boolean
  readonly save?: string
  readonly plots?: string
  readonly rounds?: boolean
  readonly unit?: string
}

export function registerBacktest(program: Command): void {
  program
    .command('backtest')
    .description(
      'Kết quả kiểm định lùi: mỗi phương pháp đã sai bao nhiêu.\nTrack record: how far each contender was off at rolling origins.',
    )
    .option('--input <csv>', 'a panel of your own; without it: the scorecards of the current release')
    .option('--frequency <A|Q|M>', 'of the panel', frequency)
    .option('--horizon <h>', 'periods ahead', integer)
    .option(
      '--rounds',
      'without --input: the re-run historical rounds instead, at --horizon (0, the default: all together)',
    )
    .option('--unit <id>', 'with --rounds: one sector, occupation or province, e.g. VSIC2018:C')
    .option('--save <json>', 'with --input: keep the scorecards, series by series')
    .option('--plots <folder>', 'draw the coverage of each contender by horizon, as SVG')
    .option('--json', 'print as JSON')
    .action(async (options: BacktestOptions, command: Command) => {
      if (options.rounds) return printRounds(options)
      const rows = options.input === undefined ? await storedScores() : await scoresOf(options, command)
      if (options.plots) await drawCoverage(rows, options.plots, options.input ? path.basename(options.input) : 'VN')
      if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
      else
        printTable(
          rows.map((r) => ({
            contender: r.contender,
            h: r.horizon,
            n: r.n,
            MASE: r.mase,
            WAPE: r.wape,
            sCRPS: r.scrps,
            cov80: r.cov80,
            cov95: r.cov95,
          })),
        )
    })
}

/** The stored track record of the current release. */
async function printRounds({ horizon = 0, unit = ALL_UNITS, json }: BacktestOptions): Promise<void> {
  const store = await openStore(composeBase(), true)
  try {
    const release = await resolveRelease(store.pool)
    const filter = { horizon, ...(unit === ALL_UNITS ? {} : { unit }) }
    const rows = (await readTrackScores(store.pool, release.id, filter, MOST_ROWS)).filter(
      (row) => unit !== ALL_UNITS || row.unit === ALL_UNITS || row.unit === '_T',
    )
    if (rows.length === 0)
      throw new AppError(
        'NOT_READY',
        `Release ${release.id} has no track record of that yet; a worker runs it after publishing.`,
      )
    if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
    else
      printTable(
        rows.map((row) => ({
          what: `${row.kind} ${row.area} ${row.measure}`,
          contender: row.contender,
          n: row.cases,
          WAPE: row.wape,
          MASE: row.mase,
          skill: row.skill,
          direction: row.directionHits,
          relative: row.relativeGrowthHits,
          cov80: row.coverage80,
        })),
      )
  } finally {
    await store.close()
  }
}

async function storedScores(): Promise<ScoreSummary[]> {
  const store = await openStore(composeBase(), true)
  try {
    const rows = await readScoreSummary(store.pool)
    if (rows.length === 0)
      throw new AppError('NOT_READY', 'Nothing has been published yet. Run `nhanluc forecast` first.')
    return rows
  } finally {
    await store.close()
  }
}

async function scoresOf(options: BacktestOptions, command: Command): Promise<ScoreSummary[]> {
  const signal = shutdownSignal()
  if (!options.frequency || options.horizon === undefined)
    command.error('With --input also give --frequency and --horizon.')
  const { config, log } = composeBase()
  const panel = await readPanel(options.input!, options.frequency!)
  const neural = await loadNeural(config, log)
  const line = showProgress('Kiểm định lùi / Backtest', log)
  const { series } = await forecastPanel(
    {
      panel,
      frequency: options.frequency!,
      horizon: options.horizon!,
      quantiles: [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975],
      seed: config.NHANLUC_SEED,
    },
    {
      neural,
      threads: config.NHANLUC_THREADS,
      signal,
      progress: (done, total, stage) => line.report(done / Math.max(1, total), stage),
    },
  )
  line.finish()
  if (options.save) {
    const cards = series.flatMap((s) => s.scores.map((score) => ({ series: s.id, ...score })))
    const made = { input: path.basename(options.input!), frequency: options.frequency, horizon: options.horizon }
    const madeWith = { seed: config.NHANLUC_SEED, network: neural.version, backend: neural.backend }
    await writeFile(options.save, `${JSON.stringify({ ...made, ...madeWith, scores: cards })}\n`)
  }
  return summarise(series.flatMap((s) => s.scores))
}

async function drawCoverage(rows: readonly ScoreSummary[], folder: string, what: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const contender of new Set(rows.map((r) => r.contender))) {
    const own = rows.filter((r) => r.contender === contender)
    for (const lang of ['vi', 'en'] as const)
      await writeFile(
        path.join(folder, `coverage-${contender}.${lang}.svg`),
        coverageSvg(own, `${what} · ${contender}`, lang),
      )
  }
}
