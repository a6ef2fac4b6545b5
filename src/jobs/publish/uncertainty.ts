import type { UncertaintyRecord } from '../../contracts/uncertainty.ts'
import { drawIndex } from '../../market/gaps/draw-index.ts'
import { drawGaps, type GapDraws, type MarketInput, WHOLE_ECONOMY } from '../../market/gaps/draws.ts'
import { drawRegionalGaps } from '../../market/gaps/regional-draws.ts'
import { selectBand } from '../../market/gaps/select.ts'
import { type Lens, lensWeights } from '../../market/gaps/simulate.ts'
import { knowing, UNCERTAINTY_COMPONENTS } from '../../market/gaps/uncertainty.ts'
import type { ScenarioInputs } from '../../market/scenario/apply.ts'
import type { SimulationInputs } from '../scenario-cells.ts'
import type { PublishInputs } from './inputs.ts'
import { gapId } from './records.ts'

/** Draws behind it: every run has the same random numbers, so differences need few. */
export const UNCERTAINTY_DRAWS = 300
/** Kinds of assumption whose range is tried, all rows of a kind moved together. */
export const PRIOR_KINDS = [
  'retirement_hazard',
  'insured_share',
  'graduate_inflow',
  'exit_sd',
  'entrant_share_sd',
  'women_supply_sd',
  'demand_supply_correlation',
  'sector_macro_correlation',
  'ipf_log_sd',
  'hanoi_trained_odds_ratio',
] as const

/** The simulation inputs that follow from a kind of assumption at both ends of its registered range, the rest kept. */
export interface MovedPrior {
  readonly item: (typeof PRIOR_KINDS)[number]
  readonly low: ScenarioInputs
  readonly high: ScenarioInputs
}

/** @param build the simulation inputs that follow from other assumptions */
export function movedPriors(inputs: PublishInputs, build: (inputs: PublishInputs) => ScenarioInputs): MovedPrior[] {
  return PRIOR_KINDS.map((item) => ({
    item,
    low: build(movedTo(inputs, item, 'low')),
    high: build(movedTo(inputs, item, 'high')),
  }))
}

interface Spread {
  readonly median: number
  readonly width: number
  readonly variance: number
}

/**
 * Why the bands of the published gaps are as wide as they are, and how far the gaps rest on judgement.
 *
 * Each component of the simulation is known in turn and the variance that goes is its share; shares need not add up, and one
 * is negative where knowing it alone would widen the band, since it errs together with something it offsets.
 */
export function uncertaintyRows(
  { scenario: published, lenses }: SimulationInputs,
  moved: readonly MovedPrior[],
): UncertaintyRecord[] {
  const country = drawGaps(fewDraws(published))
  // What is changed of an area alone leaves the country's draws as they are.
  const run = (changed: ScenarioInputs) =>
    spreads(changed.market === published.market ? country : drawGaps(fewDraws(changed)), changed, lenses)
  const base = run(published)
  const components = UNCERTAINTY_COMPONENTS.flatMap((item) => {
    const changed = run(knowing(published, item))
    return [...base].flatMap(([gap_id, { variance }]): UncertaintyRecord[] => {
      const left = changed.get(gap_id)!
      if (left.variance === variance) return []
      return [{ gap_id, kind: 'component', item, variance_share: 1 - left.variance / variance, width: left.width }]
    })
  })
  const priors = moved.flatMap(({ item, ...inputs }) => {
    const ends = [run(inputs.low), run(inputs.high)]
    return [...base].flatMap(([gap_id, middle]): UncertaintyRecord[] => {
      const [low, high] = ends.map((runs) => runs.get(gap_id)!)
      if ([low!, high!].every((end) => end.median === middle.median && end.width === middle.width)) return []
      const of = (name: 'median' | 'width') => [low![name], middle[name], high![name]] as const
      return [{ gap_id, kind: 'prior', item, gap: of('median'), widths: of('width') }]
    })
  })
  return [...components, ...priors]
}

function movedTo(inputs: PublishInputs, kind: string, end: 'low' | 'high'): PublishInputs {
  const assumptions = inputs.assumptions.map((a) => (a.kind === kind ? { ...a, value: a[end] ?? a.value } : a))
  return { ...inputs, assumptions }
}

const fewDraws = ({ market }: ScenarioInputs): MarketInput => ({ ...market, draws: UNCERTAINTY_DRAWS })

function spreads(country: GapDraws, { area, regions }: ScenarioInputs, lenses: readonly Lens[]): Map<string, Spread> {
  const drawn: [string, GapDraws][] = [
    [area, country],
    ...regions.map((region): [string, GapDraws] => [region.area, drawRegionalGaps(country, region)]),
  ]
  return new Map(drawn.flatMap(([name, draws]) => spreadsOf(name, draws, lenses)))
}

function spreadsOf(area: string, market: GapDraws, lenses: readonly Lens[]): [string, Spread][] {
  const { codes, horizon, baseYear, draws } = market
  const targets: [string, readonly number[]][] = [
    [WHOLE_ECONOMY, codes.map(() => 1)],
    ...codes.map((code): [string, number[]] => [code, codes.map((c) => Number(c === code))]),
    ...lenses.map((lens): [string, number[]] => [lens.id, lensWeights(codes, lens)]),
  ]
  return targets.flatMap(([code, weights]) =>
    Array.from({ length: horizon }, (_, k): [string, Spread] => {
      const gap = new Float64Array(draws)
      weights.forEach((weight, i) => {
        if (weight === 0) return
        for (let d = 0; d < draws; d++) {
          const at = drawIndex(market, d, i, k + 1)
          gap[d] = gap[d]! + weight * (market.demand[at]! - market.supply[at]!)
        }
      })
      const mean = gap.reduce((a, b) => a + b, 0) / draws
      const variance = gap.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws
      const { p10, p50, p90 } = selectBand(gap)
      return [gapId(area, code, baseYear + k + 1, 'T'), { median: p50, width: p90 - p10, variance }]
    }),
  )
}
