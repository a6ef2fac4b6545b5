import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Manifest } from '../../contracts/releases.ts'
import type { ShippedScenario } from '../../contracts/scenarios.ts'
import { AppError } from '../../domain/errors.ts'
import { forecastPanel } from '../../forecast/engine.ts'
import type { NeuralForecaster } from '../../forecast/neural-forecaster.ts'
import type { PanelForecast } from '../../forecast/types.ts'
import { CLEAR_RATING_FROM, RATING_CUT_OFFS } from '../../market/gaps/rating.ts'
import { type Pool, withTransaction } from '../../storage/database.ts'
import { insertDrivers } from '../../storage/driver.ts'
import { insertRun, runExists } from '../../storage/forecast-run.ts'
import { insertIndicators } from '../../storage/occupation-indicator.ts'
import { insertSectorOpenings } from '../../storage/opening.ts'
import { insertOccupationGaps } from '../../storage/pathway.ts'
import { insertRelease, makeCurrent, readCurrentRelease } from '../../storage/release.ts'
import { insertReleaseInput, insertScenario } from '../../storage/scenario.ts'
import { insertUncertainty } from '../../storage/uncertainty.ts'
import { drawAside } from '../draws-aside.ts'
import type { Report } from '../progress.ts'
import { type CohortSupply, cohortSupply } from './cohort-supply.ts'
import { demographyOf } from './demography.ts'
import { driverRows } from './driver-rows.ts'
import { gapRows } from './gap-rows.ts'
import { hanoiLabourForce, labourForceBreaks } from './hanoi-labour-force.ts'
import { indicatorRows } from './indicator-rows.ts'
import { bridgesBySection, farmingBridge, HANOI, type PublishInputs, readInputs } from './inputs.ts'
import { SHORTAGE_THRESHOLD_PERCENT, simulateMarkets, simulationInputs } from './market.ts'
import { nationalAccounts } from './national.ts'
import { occupationFigureRows } from './occupation-figure-rows.ts'
import { occupationGapRows } from './occupation-gap-rows.ts'
import { openingRows } from './opening-rows.ts'
import { employmentPanel, labourForcePanel, measuresOf, panelSeries, type Target, targetId } from './panel.ts'
import { forecastRows } from './records.ts'
import { hanoiStructure } from './region.ts'
import { sectorOpeningRows } from './sector-opening-rows.ts'
import { type StaffingPattern, staffingPattern } from './staffing.ts'
import { movedPriors } from './uncertainty.ts'

/** Last year published. */
const LAST_YEAR = 2035
export const RUN_QUANTILES = [0.025, ...Array.from({ length: 19 }, (_, i) => (i + 1) / 20), 0.975]
const SUPPLY_METHOD =
  'cohorts: people by age, sex and occupation die, migrate, take part by rates tested on their past and retire, the insured on the statutory path; newcomers turn to sectors as of late and to occupations by their education'

export interface PublishDeps {
  readonly pool: Pool
  readonly log: Logger
  readonly codeVersion: string
  readonly seed: number
  readonly draws: number
  readonly threads: number
  /** Backend the network will run on, known before it is loaded, since it is part of the run's identity. */
  readonly backend: string
  readonly loadNeural: () => Promise<NeuralForecaster | null>
  readonly today: () => string
  /** Scenarios that ship with the program and are computed on every release. */
  readonly scenarios: readonly ShippedScenario[]
}

export interface PublishResult {
  readonly releaseId: string
  /** False when these inputs had been published before and nothing was computed. */
  readonly created: boolean
}

/**
 * Computes and publishes a release: inputs as known on a day, forecasts, gaps, all in one transaction at the end. Equal inputs,
 * code, seed and backend give the same id, and then nothing is computed again.
 *
 * @throws AppError NOT_AVAILABLE, INSUFFICIENT_HISTORY, INTERRUPTED
 */
export async function publish(
  deps: PublishDeps,
  request: { readonly asOf?: string },
  report: Report,
  signal: AbortSignal,
): Promise<PublishResult> {
  report(0, 'đọc số liệu / reading data')
  const inputs = await readInputs(deps.pool, request.asOf ?? deps.today())
  const { manifest, runId, releaseId } = identify(deps, inputs)
  if ((await readCurrentRelease(deps.pool))?.id === releaseId) return { releaseId, created: false }
  if (await withTransaction(deps.pool, (tx) => makeCurrentIfKnown(tx, releaseId))) return { releaseId, created: false }

  const bridge = farmingBridge(inputs)
  const accounts = nationalAccounts(inputs.figures, bridge.ratio)
  const horizon = LAST_YEAR - accounts.baseYear
  const labourForce = hanoiLabourForce(inputs.figures)
  const employment = employmentPanel(accounts, bridgesBySection(inputs.breaks))
  const regional = { area: HANOI, labourForce, breaks: labourForceBreaks(inputs.breaks, HANOI) }
  const targets = [...employment.targets, ...labourForcePanel(accounts, regional, [bridge.id])]
  const forecast = await forecastTargets(
    deps,
    targets,
    employment.hierarchy,
    accounts.baseYear,
    horizon,
    report,
    signal,
  )

  report(0.7, 'mô phỏng thiếu hụt / simulating gaps')
  const byId = new Map(forecast.series.map((s) => [s.id, s]))
  const structure = hanoiStructure(inputs, accounts, labourForce, deps.seed)
  const task = { quantiles: RUN_QUANTILES, horizon, seed: deps.seed }
  const staffing = staffingPattern(inputs.figures, inputs.assumptions, (section) => [
    accounts.sections.get(section)!.get(accounts.baseYear)!.value,
    ...byId.get(targetId('VN', 'employment', section, 'T'))!.mean,
  ])
  const demography = demographyOf(inputs.figures, accounts, horizon)
  const under = (changed: PublishInputs) => {
    const supply = cohortSupply(demography, changed.assumptions, accounts, staffing, RUN_QUANTILES)
    return { inputs: changed, accounts, supply, forecasts: byId, targets, task, draws: deps.draws }
  }
  const context = under(inputs)
  const { supply } = context
  const simulated = simulationInputs(context, structure, labourForce)
  const scenarioInputs = { scenario: simulated, lenses: inputs.lenses }
  const priors = movedPriors(inputs, (changed) =>
    simulationInputs(under(changed), hanoiStructure(changed, accounts, labourForce, deps.seed), labourForce),
  )
  const changes = deps.scenarios.map((shipped) => shipped.changes)
  const aside = drawAside({ inputs: scenarioInputs, scenarios: changes, priors }, signal)
  aside.catch(() => {}) // read below, where it is waited for
  const markets = simulateMarkets(context, structure, simulated)
  stopIf(signal)
  report(0.8, 'kỹ năng / skills')
  const figures = gapRows(inputs, markets)
  const openings = openingRows(markets)
  const sectorOpenings = sectorOpeningRows(inputs, markets)
  const indicators = indicatorRows(inputs, supply, markets)
  const occupationGaps = occupationGapRows(markets)
  const gaps = [...figures.gaps, ...occupationFigureRows(inputs, markets)]
  const drivers = driverRows(inputs, markets, gaps)
  stopIf(signal)
  report(0.9, 'vì sao khoảng rộng, kịch bản / why so wide, scenarios')
  const { cells, uncertainty } = await aside.catch((error: unknown) => {
    stopIf(signal)
    throw error
  })
  const scenarios = deps.scenarios.map((shipped, k) => ({
    scenario: { ...shipped, release: releaseId, isShipped: true },
    cells: cells[k]!,
  }))
  stopIf(signal)

  report(0.95, 'ghi / storing')
  const register = new Map(inputs.breaks.map((b) => [b.breakId, b]))
  const rows = targets.map((target) => forecastRows(target, byId.get(target.id)!, accounts.baseYear, register))
  const full: Manifest = {
    ...manifest,
    baseYear: accounts.baseYear,
    lastYear: LAST_YEAR,
    runId,
    areas: [...new Set(markets.map((m) => m.area))],
    method: methodOf(staffing, supply),
  }
  await withTransaction(deps.pool, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [releaseId])
    if (await makeCurrentIfKnown(tx, releaseId)) return
    if (!(await runExists(tx, runId))) {
      const run = {
        run_id: runId,
        as_of: inputs.asOf,
        code_version: deps.codeVersion,
        seed: deps.seed,
        backend: forecast.backend,
        horizon,
        config: { quantiles: RUN_QUANTILES },
        data_hash: inputs.hash,
      }
      await insertRun(
        tx,
        run,
        rows.map((r) => r.series),
        rows.flatMap((r) => r.values),
        rows.flatMap((r) => r.scores),
      )
    }
    await insertRelease(tx, releaseId, runId, full, gaps, figures.occupations, figures.skills, openings)
    await insertDrivers(tx, releaseId, drivers)
    await insertUncertainty(tx, releaseId, uncertainty)
    await insertOccupationGaps(tx, releaseId, occupationGaps)
    await insertSectorOpenings(tx, releaseId, sectorOpenings)
    await insertIndicators(tx, releaseId, indicators)
    await insertReleaseInput(tx, releaseId, scenarioInputs)
    for (const { scenario, cells } of scenarios) await insertScenario(tx, scenario, cells)
    await makeCurrent(tx, releaseId)
  })
  report(1, 'xong / done')
  return { releaseId, created: true }
}

function methodOf({ backtest, years }: StaffingPattern, supply: CohortSupply): NonNullable<Manifest['method']> {
  const { model, errors, byHorizon } = supply.participation
  return {
    staffing: {
      model: backtest.winner,
      wapeFixed: backtest.wape.fixed,
      wapeTrend: backtest.wape.trend,
      origins: backtest.origins,
      driftSd: backtest.driftSd,
      years: [...years],
    },
    participation: { model, errors: { ...errors }, byHorizon: [...byHorizon] },
    cohorts: {
      exits: [...supply.exits],
      entrants: [...supply.entrants],
      graduateShare: [...supply.graduates],
      overQualification: supply.overQualification,
      migration: [...supply.migration],
      hazardFactors: [...supply.hazardFactors],
      oddsFactors: [...supply.oddsFactors],
    },
  }
}

/** The identity of a run and of a release follow from what determines their numbers, before anything is computed. */
function identify(deps: PublishDeps, inputs: PublishInputs) {
  const run = {
    asOf: inputs.asOf,
    inputs: inputs.hash,
    codeVersion: deps.codeVersion,
    seed: deps.seed,
    backend: deps.backend,
    quantiles: RUN_QUANTILES,
    lastYear: LAST_YEAR,
  }
  const runId = `run-${digest(run)}`
  const manifest = {
    asOf: inputs.asOf,
    seed: deps.seed,
    draws: deps.draws,
    codeVersion: deps.codeVersion,
    backend: deps.backend,
    inputs: [...inputs.files],
    definitionId: 'permanent_exits',
    cutOffVersion: RATING_CUT_OFFS.version,
    shortageThresholdPercent: SHORTAGE_THRESHOLD_PERCENT,
    normalisedGapCutOffs: [RATING_CUT_OFFS.moderatePercentPerYear, RATING_CUT_OFFS.strongPercentPerYear]
      .flatMap((limit) => [-limit, limit])
      .sort((a, b) => a - b),
    clearRatingFrom: CLEAR_RATING_FROM,
    supplyMethod: SUPPLY_METHOD,
  }
  return {
    manifest,
    runId,
    releaseId: `${inputs.asOf}-${digest({ runId, ...manifest, inputs: inputs.hash, scenarios: deps.scenarios })}`,
  }
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 10)

async function makeCurrentIfKnown(tx: Parameters<typeof makeCurrent>[0], releaseId: string): Promise<boolean> {
  const { rowCount } = await tx.query('select from release where release_id = $1', [releaseId])
  return rowCount === 1 && makeCurrent(tx, releaseId)
}

async function forecastTargets(
  deps: PublishDeps,
  targets: readonly Target[],
  hierarchy: ReadonlyMap<string, string>,
  baseYear: number,
  horizon: number,
  report: Report,
  signal: AbortSignal,
): Promise<PanelForecast> {
  report(0.05, 'nạp mạng / loading the network')
  const neural = await deps.loadNeural()
  const panel = targets.map((target) => panelSeries(target, baseYear))
  const progress = (done: number, total: number, stage: string) => report(0.1 + (0.6 * done) / total, stage)
  const forecast = await forecastPanel(
    {
      panel,
      frequency: 'A',
      horizon,
      quantiles: RUN_QUANTILES,
      seed: deps.seed,
      hierarchy,
      measures: measuresOf(targets),
    },
    { neural, progress, signal, threads: deps.threads },
  )
  const withheld = forecast.series.filter((s) => s.intervalsWithheld).map((s) => s.id)
  if (withheld.length > 0) deps.log.warn({ withheld }, 'intervals are withheld for some series')
  stopIf(signal)
  return forecast
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('INTERRUPTED', 'Publishing was stopped; nothing was stored. Start it again to compute it anew.')
}
