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
  /** [C] parts of the weight while there is no evidence, >= 0, not all 0. */
  readonly prior: Float64Array
  readonly count: number
}

/** Evidence worth as much as the prior: origins times the square root of the number of series, since series err together. */
const PRIOR_EVIDENCE = 30
/**
 * A contender whose pooled loss is this much above the best loses its share of the prior too, so that weight 0 is reachable;
 * thin evidence tolerates more, by this over the evidence.
 */
const TOLERATED_LOSS = 1.1
const TOLERATED_WHILE_THIN = 10
/** Losses count as at least this, in units of the series' scale: an exact forecast of a still series is no proof. */
const SMALLEST_LOSS = 1e-6
/** Weights below this are set to 0. */
const NEGLIGIBLE = 0.01
/** Power of a series' own relative losses in its weights, and the number of origins at which half of it applies. */
const OWN_POWER = 1
const OWN_HALF = 8
/** A series' unit of error is at least this share of its scale, so that one that stood still does not rule the panel. */
const SMALLEST_UNIT = 1e-3

/**
 * Weights [bands][C] earned by the rows given: stacking on the simplex, shrunk to the prior's tolerable contenders.
 * Errors are taken relative to the mean error of the series' own prior combination: in scaled errors the few series that
 * broke their trend outweigh the hundreds that kept it, and the weights fit the breaks.
 */
export function panelWeights(rows: readonly ErrorRow[], plan: WeightPlan): Float64Array[] {
  const { bands, horizon, count } = plan
  const units = seriesUnits(rows, plan.prior)
  const out: Float64Array[] = []
  for (let band = 0; band < bands; band++) {
    const own = rows.filter((r) => Math.floor((r.step * bands) / horizon) === band)
    if (own.length === 0) {
      out.push(out.at(-1)?.slice() ?? normalised(plan.prior))
      continue
    }
    const gram = new Float64Array(count * count)
    const loss = new Float64Array(count)
    for (const { series, errors } of own) {
      const unit = units.get(series)!
      const e = neutral(errors).map((v) => v / unit)
      // reweighting by the size of the prior combination's error turns squares into absolute errors, the loss that is scored
      const w = 1 / Math.max(0.1, Math.abs(meanOver(e, plan.prior)))
      for (let i = 0; i < count; i++) {
        loss[i]! += Math.abs(e[i]!)
        for (let j = 0; j < count; j++) gram[i * count + j]! += w * e[i]! * e[j]!
      }
    }
    const stacked = simplexWeights(gram, count)
    const best = Math.min(...loss)
    const evidence = distinct(own.map((r) => r.origin)) * Math.sqrt(distinct(own.map((r) => r.series)))
    const most = (TOLERATED_LOSS + TOLERATED_WHILE_THIN / evidence) * best
    const tolerable = plan.prior.map((w, c) => (loss[c]! <= most ? w : 0))
    const prior = tolerable.some((w) => w > 0) ? normalised(tolerable) : loss.map((l) => (l === best ? 1 : 0))
    const shrink = PRIOR_EVIDENCE / (PRIOR_EVIDENCE + evidence)
    out.push(prune(stacked.map((w, c) => (1 - shrink) * w + shrink * prior[c]!)))
  }
  return out
}

/** Mean |error| of the prior combination, by series. */
function seriesUnits(rows: readonly ErrorRow[], prior: Float64Array): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; n: number }>()
  for (const { series, errors } of rows) {
    const entry = sums.get(series) ?? { sum: 0, n: 0 }
    entry.sum += Math.abs(meanOver(neutral(errors), prior))
    entry.n++
    sums.set(series, entry)
  }
  return new Map([...sums].map(([series, { sum, n }]) => [series, Math.max(SMALLEST_UNIT, sum / n)]))
}

/**
 * Bends the panel's weights to one series by its own losses relative to the panel's:
 *
 *     w_c * exp(-s * (log L_c - mean log L  -  P_c)),  s = n / (n + 8)
 *
 * @param own    [C] log of the series' mean absolute errors less their mean, NaN where a contender never ran
 * @param pooled [C] the mean of that over the panel's series
 * @param origins n, the series' own origins with an outcome
 */
export function seriesWeights(
  panel: Float64Array,
  own: Float64Array,
  pooled: Float64Array,
  origins: number,
): Float64Array {
  if (origins === 0) return panel
  const strength = (OWN_POWER * origins) / (origins + OWN_HALF)
  const bent = panel.map((w, c) => {
    const relative = own[c]! - pooled[c]!
    return Number.isNaN(relative) ? w : w * Math.exp(-strength * relative)
  })
  const sum = bent.reduce((s, w) => s + w, 0)
  return sum > 0 ? bent.map((w) => w / sum) : panel
}

/** Takes away weights too small to be told from noise. */
function prune(weights: Float64Array): Float64Array {
  const kept = weights.map((w) => (w < NEGLIGIBLE ? 0 : w))
  const sum = kept.reduce((total, w) => total + w, 0)
  return kept.map((w) => w / sum)
}

/** Log of each contender's mean absolute error over one series' rows, less the mean of these logs; NaN where it never ran. */
export function logLosses(rows: readonly ErrorRow[], count: number): Float64Array {
  const sum = new Float64Array(count)
  const n = new Float64Array(count)
  for (const { errors } of rows) {
    for (let c = 0; c < count; c++) {
      if (Number.isNaN(errors[c]!)) continue
      sum[c]! += Math.abs(errors[c]!)
      n[c]!++
    }
  }
  const logs = sum.map((s, c) => (n[c]! > 0 ? Math.log(Math.max(s / n[c]!, SMALLEST_LOSS)) : Number.NaN))
  const ran = logs.filter((v) => !Number.isNaN(v))
  const centre = ran.reduce((s, v) => s + v, 0) / Math.max(1, ran.length)
  return logs.map((v) => v - centre)
}

/** Mean of `logLosses` over series, 0 for a contender that ran on none. */
export function pooledLosses(losses: readonly Float64Array[], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, c) => {
    const ran = losses.map((l) => l[c]!).filter((v) => !Number.isNaN(v))
    return ran.length > 0 ? ran.reduce((s, v) => s + v, 0) / ran.length : 0
  })
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

function normalised(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, w) => total + w, 0)
  return weights.map((w) => w / sum)
}

function distinct(values: readonly number[]): number {
  return new Set(values).size
}

function meanOver(values: Float64Array, weights: Float64Array): number {
  let sum = 0
  let total = 0
  for (let c = 0; c < weights.length; c++) {
    sum += weights[c]! * values[c]!
    total += weights[c]!
  }
  return sum / total
}
