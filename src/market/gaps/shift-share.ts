import { AppError } from '../../domain/errors.ts'

/** Yearly growth of an area beyond what its mix of sectors explains (the competitive effect of shift-share analysis). */
export interface RegionalDrift {
  /** Mean a year, log points: 0.01 is about 1 % a year. */
  readonly mean: number
  /** Standard deviation between years, log points. */
  readonly sd: number
  /** n, number of yearly changes it was measured on. */
  readonly years: number
}

/**
 * Measures the competitive effect of an area year by year.
 *
 *     expected_t = ln sum_i r_i N[i,t] - ln sum_i r_i N[i,t-1]          effect_t = ln(A_t / A_{t-1}) - expected_t
 *
 * r_i are the area's parts of the country's sectors in one year: had it kept them, it would have grown as its sectors did
 * in the country. Its mix of sectors in other years follows from them, so a sector that was once larger weighs as it did.
 *
 * @param areaTotals         [T] employment (or labour force) of the area, consecutive years; NaN where missing
 * @param nationalBySection  [T][I] employment of the country by sector, same years, on one concept; NaN where missing
 * @param areaParts          [I] area / country by sector in the year its structure is known for, >= 0
 * @param excluded           positions t of changes (from t-1 to t) to leave out: breaks of territory or definition
 * @throws AppError INSUFFICIENT_HISTORY when fewer than two changes are known
 * @see Dunn (1960), Papers of the Regional Science Association 6, 97-112
 */
export function shiftShareDrift(
  areaTotals: readonly number[],
  nationalBySection: readonly (readonly number[])[],
  areaParts: readonly number[],
  excluded: readonly number[] = [],
): RegionalDrift {
  const effects: number[] = []
  for (let t = 1; t < areaTotals.length; t++) {
    const before = nationalBySection[t - 1]!
    const now = nationalBySection[t]!
    const kept = (national: readonly number[]) => areaParts.reduce((sum, part, i) => sum + part * national[i]!, 0)
    const effect = Math.log(areaTotals[t]! / areaTotals[t - 1]!) - Math.log(kept(now) / kept(before))
    if (Number.isFinite(effect) && !excluded.includes(t)) effects.push(effect)
  }
  const years = effects.length
  if (years < 2)
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `The competitive effect needs two yearly changes at least; ${years} of ${areaTotals.length - 1} are known and not across a break.`,
    )
  const mean = effects.reduce((a, b) => a + b, 0) / years
  const sd = Math.sqrt(effects.reduce((sum, effect) => sum + (effect - mean) ** 2, 0) / (years - 1))
  return { mean, sd, years }
}
