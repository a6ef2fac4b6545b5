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
  /** Default 3 and 10. Years looked back over: a short window sees what has changed, a long one is not led by one odd year. */
  readonly windows?: readonly number[]
  /** Default 0.1. Weight of the last stock's shares, so that a sector that shrank throughout still gets entrants. */
  readonly shrinkage?: number
}

/**
 * Shares of sectors in net entrants, from how employment changed, the mean over a short and a long window of years.
 *
 *     inflow_i(d) = max(0, E_i(T) - E_i(T-d) (1 - x_i)^d)
 *     a_i = (1 - w) mean_d( inflow_i(d) / sum_i inflow(d) ) + w E[i,T] / sum_i E[i,T]
 *
 * d is the distance to the earliest known year of a window. Summing the positive parts of single years would count the noise of
 * small sectors as entrants: they would look over-supplied for ever after. The two windows were chosen on past choices of
 * the United States and Canada and checked on Viet Nam (docs/supply.md).
 *
 * @param history    [T][I] employment, persons, consecutive years; a year with a NaN is left out
 * @param exitRates  [I] yearly shares
 * @returns [I] positive where the last stock is, sum 1
 * @throws AppError INSUFFICIENT_HISTORY when the last year is not complete or no earlier one is known
 */
export function entrantShares(
  history: readonly (readonly number[])[],
  exitRates: readonly number[],
  options: EntrantShareOptions = {},
): number[] {
  const { windows = [3, 10], shrinkage = 0.1 } = options
  const now = history.length - 1
  const last = history[now]
  if (!last?.every(Number.isFinite))
    throw new AppError('INSUFFICIENT_HISTORY', 'Entrant shares need a complete last year of employment by sector.')
  const known = history.flatMap((row, t) => (t < now && row.every(Number.isFinite) ? [t] : []))
  if (known.length === 0)
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Employment by sector is known in the last of ${history.length} years alone; entrants are counted between two. Load more years.`,
      { years: history.length },
    )
  const totalStock = last.reduce((a, b) => a + b, 0)
  const stockShares = last.map((people) => people / totalStock)
  const ofWindow = (window: number): number[] => {
    const from = known.find((t) => now - t <= window) ?? known.at(-1)!
    const inflows = last.map((people, i) =>
      Math.max(0, people - history[from]![i]! * (1 - exitRates[i]!) ** (now - from)),
    )
    const total = inflows.reduce((a, b) => a + b, 0)
    return total > 0 ? inflows.map((inflow) => inflow / total) : stockShares
  }
  const shares = windows.map(ofWindow)
  return stockShares.map((stock, i) => {
    const mean = shares.reduce((sum, own) => sum + own[i]!, 0) / shares.length
    return (1 - shrinkage) * mean + shrinkage * stock
  })
}
