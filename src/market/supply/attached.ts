import { AppError } from '../../domain/errors.ts'

export interface AttachedSupplyInput {
  /** [I] people attached to each sector in the base year, taken as its employment. */
  readonly base: ArrayLike<number>
  /** [I] x_i: share of the attached people who leave the labour force in a year. */
  readonly exitRates: ArrayLike<number>
  /** [I] a_i: share of all net entrants who turn to each sector; sums to 1. */
  readonly entrantShares: ArrayLike<number>
  /** [T+1] people there will be for all sectors together, L_t (1 - u0); its first value is the sum of `base`. */
  readonly total: ArrayLike<number>
}

export interface AttachedSupply {
  /** [I][T+1] row-major: people attached to each sector. */
  readonly supply: Float64Array
  /** [I][T+1] row-major: people who left in the year, 0 in the base year. */
  readonly exits: Float64Array
  /** [I][T+1] row-major: net entrants of the year; negative when the labour force shrinks faster than exits. */
  readonly entrants: Float64Array
}

/**
 * Labour supply attached to sectors, by the share method: those who are there stay until they leave the labour force,
 * and everybody new is shared out as entrants were of late.
 *
 *     S[i,t] = S[i,t-1] (1 - x_i) + a_i N_t
 *     N_t    = L_t (1 - u0) - sum_i S[i,t-1] (1 - x_i)          S[i,0] = E[i,0]
 *
 * u0 is the base year's unemployment rate, so that demand equals supply in the base year and an economy that keeps that
 * rate has no gap in total. When N_t is negative the loss is shared in proportion to the stocks. People are conserved:
 * sum_i S[i,t] = L_t (1 - u0) in every year.
 */
export function attachSupply(input: AttachedSupplyInput): AttachedSupply {
  const { base, exitRates, entrantShares: shares, total } = input
  const sectors = base.length
  const years = total.length
  const supply = new Float64Array(sectors * years)
  const exits = new Float64Array(sectors * years)
  const entrants = new Float64Array(sectors * years)
  for (let i = 0; i < sectors; i++) supply[i * years] = base[i]!
  for (let t = 1; t < years; t++) {
    let staying = 0
    for (let i = 0; i < sectors; i++) staying += supply[i * years + t - 1]! * (1 - exitRates[i]!)
    const newcomers = total[t]! - staying
    for (let i = 0; i < sectors; i++) {
      const cell = i * years + t
      const before = supply[cell - 1]!
      exits[cell] = before * exitRates[i]!
      const stay = before - exits[cell]!
      entrants[cell] = newcomers >= 0 ? shares[i]! * newcomers : (stay / staying) * newcomers
      supply[cell] = stay + entrants[cell]!
    }
  }
  return { supply, exits, entrants }
}

export interface EntrantShareOptions {
  /** Default 5. Number of latest year-on-year changes to pool. */
  readonly window?: number
  /** Default 0.1. Weight of the last stock's shares, so that a sector that shrank throughout still gets entrants. */
  readonly shrinkage?: number
}

/**
 * Shares of sectors in net entrants, from past changes of employment.
 *
 *     inflow[i,t] = max(0, E[i,t] - E[i,t-1] (1 - x_i))
 *     a_i = (1 - w) sum_t inflow[i,t] / sum_it inflow + w E[i,T] / sum_i E[i,T]
 *
 * @param history    [T][I] employment, persons, consecutive years; a year with a NaN, or a change across a break the
 *                   caller blanks with NaN, is left out
 * @param exitRates  [I] yearly shares
 * @returns [I] positive where the last stock is, sum 1
 * @throws AppError INSUFFICIENT_HISTORY when no change in the window is known
 */
export function entrantShares(
  history: readonly (readonly number[])[],
  exitRates: readonly number[],
  options: EntrantShareOptions = {},
): number[] {
  const { window = 5, shrinkage = 0.1 } = options
  const last = history.at(-1)
  if (!last?.every(Number.isFinite))
    throw new AppError('INSUFFICIENT_HISTORY', 'Entrant shares need a complete last year of employment by sector.')
  const inflows = new Array<number>(last.length).fill(0)
  let known = 0
  for (let t = Math.max(1, history.length - window); t < history.length; t++) {
    const now = history[t]!
    const before = history[t - 1]!
    if (!now.every(Number.isFinite) || !before.every(Number.isFinite)) continue
    known++
    for (let i = 0; i < inflows.length; i++)
      inflows[i] = inflows[i]! + Math.max(0, now[i]! - before[i]! * (1 - exitRates[i]!))
  }
  if (known === 0)
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `None of the last ${window} yearly changes of employment by sector is known; load more years or widen the window.`,
      { window, years: history.length },
    )
  const totalInflow = inflows.reduce((a, b) => a + b, 0)
  const totalStock = last.reduce((a, b) => a + b, 0)
  return inflows.map((inflow, i) => {
    const stockShare = last[i]! / totalStock
    return totalInflow > 0 ? (1 - shrinkage) * (inflow / totalInflow) + shrinkage * stockShare : stockShare
  })
}
