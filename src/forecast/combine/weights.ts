import { simplexWeights } from './simplex.ts'

/** One outcome all contenders are judged on: errors divided by the series' scale. */
export interface ErrorRow {
  readonly series: number
  /** Which origin, 0 the oldest. */
  readonly origin: number
  /** 0-based step. */
  readonly step: number
  /** Periods before the end of the history at which the outcome became known; a row may serve only origins at or after it. */
  readonly knownBack: number
  /** [C] forecast minus outcome over scale; NaN where the contender was not defined. */
  readonly errors: Float64Array
}

export interface WeightPlan {
  /** Bands of steps that share weights. */
  readonly bands: number
  readonly horizon: number
  /** Contenders that share the weight equally while there is no evidence. */
  readonly prior: readonly number[]
  readonly count: number
}

/** Evidence worth as much as the prior: origins times the square root of the number of series, since series err together. */
const PRIOR_EVIDENCE = 20
/** A contender whose pooled loss is this much above the best loses its share of the prior too, so that weight 0 is reachable. */
const TOLERATED_LOSS = 1.6
/** Weights below this are set to 0. */
const NEGLIGIBLE = 0.01
/** How strongly a series' own errors bend the panel's weights, and the number of origins at which half of it applies. */
const OWN_STRENGTH = 3
const OWN_HALF = 8

/** Weights [bands][C] earned by the rows given: stacking on the simplex, shrunk to equal weights of the tolerable contenders. */
export function panelWeights(rows: readonly ErrorRow[], plan: WeightPlan): Float64Array[] {
  const { bands, horizon, count } = plan
  const out: Float64Array[] = []
  for (let band = 0; band < bands; band++) {
    const own = rows.filter((r) => Math.floor((r.step * bands) / horizon) === band)
    if (own.length === 0) {
      out.push(out.at(-1)?.slice() ?? equalOver(plan.prior, count))
      continue
    }
    const gram = new Float64Array(count * count)
    const loss = new Float64Array(count)
    for (const { errors } of own) {
      const e = neutral(errors)
      let centre = 0
      for (const c of plan.prior) centre += e[c]! / plan.prior.length
      // reweighting by the size of the equal combination's error turns squares into absolute errors, the loss that is scored
      const w = 1 / Math.max(0.1, Math.abs(centre))
      for (let i = 0; i < count; i++) {
        loss[i]! += Math.abs(e[i]!)
        for (let j = 0; j < count; j++) gram[i * count + j]! += w * e[i]! * e[j]!
      }
    }
    const stacked = simplexWeights(gram, count)
    const best = Math.min(...loss)
    const tolerable = plan.prior.filter((c) => loss[c]! <= TOLERATED_LOSS * best)
    const equal = equalOver(tolerable.length > 0 ? tolerable : [loss.indexOf(best)], count)
    const evidence = distinct(own.map((r) => r.origin)) * Math.sqrt(distinct(own.map((r) => r.series)))
    const shrink = PRIOR_EVIDENCE / (PRIOR_EVIDENCE + evidence)
    out.push(prune(stacked.map((w, c) => (1 - shrink) * w + shrink * equal[c]!)))
  }
  return out
}

/**
 * Bends the panel's weights to one series: w_c * exp(-s * (L_c / mean L - P_c / mean P)), L the series' and P the
 * panel's mean absolute errors, s growing with the number of the series' own origins.
 */
export function seriesWeights(
  panel: Float64Array,
  own: Float64Array,
  pooled: Float64Array,
  origins: number,
): Float64Array {
  if (origins === 0) return panel
  const strength = (OWN_STRENGTH * origins) / (origins + OWN_HALF)
  const meanOwn = average(own)
  const meanPooled = average(pooled)
  if (!(meanOwn > 0) || !(meanPooled > 0)) return panel
  const bent = panel.map((w, c) => {
    const relative = own[c]! / meanOwn - pooled[c]! / meanPooled
    return Number.isNaN(relative) ? w : w * Math.exp(-strength * Math.max(-1, Math.min(1, relative)))
  })
  const sum = bent.reduce((s, w) => s + w, 0)
  return bent.map((w) => w / sum)
}

/** Takes away weights too small to be told from noise. */
function prune(weights: Float64Array): Float64Array {
  const kept = weights.map((w) => (w < NEGLIGIBLE ? 0 : w))
  const sum = kept.reduce((total, w) => total + w, 0)
  return kept.map((w) => w / sum)
}

/** Mean absolute error of each contender over rows, NaN where it never ran. */
export function meanAbsoluteErrors(rows: readonly ErrorRow[], count: number): Float64Array {
  const sum = new Float64Array(count)
  for (const { errors } of rows) {
    const e = neutral(errors)
    for (let c = 0; c < count; c++) sum[c]! += Math.abs(e[c]!) / rows.length
  }
  return sum
}

/** Weights at each step: the bands' weights, linear between the centres of the bands. */
export function weightsAtStep(bands: readonly Float64Array[], step: number, horizon: number): Float64Array {
  const width = horizon / bands.length
  const position = Math.max(0, Math.min(bands.length - 1, (step + 0.5) / width - 0.5))
  const low = Math.floor(position)
  const high = Math.min(bands.length - 1, low + 1)
  const share = position - low
  return bands[low]!.map((w, c) => (1 - share) * w + share * bands[high]![c]!)
}

/** A contender that was not defined is given the others' mean error: it neither gains nor loses by its absence. */
function neutral(errors: Float64Array): Float64Array {
  let sum = 0
  let n = 0
  for (const e of errors) {
    if (Number.isNaN(e)) continue
    sum += e
    n++
  }
  return n === errors.length ? errors : errors.map((e) => (Number.isNaN(e) ? sum / Math.max(1, n) : e))
}

function equalOver(members: readonly number[], count: number): Float64Array {
  const w = new Float64Array(count)
  for (const c of members) w[c] = 1 / members.length
  return w
}

function distinct(values: readonly number[]): number {
  return new Set(values).size
}

function average(values: Float64Array): number {
  let sum = 0
  for (const v of values) sum += v / values.length
  return sum
}
