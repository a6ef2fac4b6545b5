import { AppError } from '../../domain/errors.ts'
import type { Sex } from '../../domain/series.ts'
import type { Band } from '../gaps/band.ts'

/** The forecast gap an order was placed against, as it was known that day; kept with the order, never updated. */
export interface OrderedGap {
  readonly releaseId: string
  readonly area: string
  readonly occupation: string
  readonly year: number
  /** Persons; positive is a shortage. */
  readonly gap: Band
  readonly pShortage: number
}

/** Training ordered by the city from a provider. */
export interface TrainingOrder {
  readonly id: string
  readonly against: OrderedGap
  readonly provider: string
  /** ISCED-F code of the field. */
  readonly field: string
  /** Places by sex; `T` alone where the order leaves the sex open. */
  readonly places: Readonly<Partial<Record<Sex, number>>>
  /** Day of the order, `YYYY-MM-DD`. */
  readonly orderedOn: string
  /** Year in which the trained should be at work. */
  readonly dueYear: number
}

/** Places of an order, of both sexes. */
export function orderedPlaces({ places }: Pick<TrainingOrder, 'places'>): number {
  return places.T ?? (places.F ?? 0) + (places.M ?? 0)
}

/**
 * @throws AppError INVALID_INPUT for an order without places, with both a total and sexes that do not add up to it, with a
 *         malformed day, or due before it was placed
 */
export function checkOrder(order: TrainingOrder): TrainingOrder {
  const { id, places, orderedOn, dueYear } = order
  const { T, F, M } = places
  const fail = (what: string): never => {
    throw new AppError('INVALID_INPUT', `Training order ${id}: ${what}`, { order: id })
  }
  if (!(orderedPlaces(order) > 0) || [T, F, M].some((n) => n !== undefined && !(n >= 0)))
    fail(`places must be above 0; got ${JSON.stringify(places)}.`)
  if (T !== undefined && (F !== undefined || M !== undefined) && (F ?? 0) + (M ?? 0) !== T)
    fail(`${F ?? 0} women and ${M ?? 0} men are not ${T}.`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(orderedOn)) fail(`the day ${orderedOn} must be written YYYY-MM-DD.`)
  if (!(Number.isInteger(dueYear) && dueYear >= Number(orderedOn.slice(0, 4))))
    fail(`due in ${dueYear}, but ordered on ${orderedOn}.`)
  return order
}

export interface OrderCoverage {
  readonly area: string
  readonly occupation: string
  readonly year: number
  /** P10, P50, P90 of the gap the newest order was placed against. */
  readonly gap: Band
  readonly places: number
  readonly women: number | null
  /** Places over the median gap; null where no shortage is expected. */
  readonly coverage: number | null
  /** More places than even the P90 of the gap: ordered against a shortage hardly anybody expects. */
  readonly exceedsGap: boolean
}

/** Orders added up per gap they were placed against, set against it; of several releases the newest order's gap counts. */
export function orderCoverage(orders: readonly TrainingOrder[]): OrderCoverage[] {
  const groups = new Map<string, TrainingOrder[]>()
  for (const order of orders.map(checkOrder)) {
    const { area, occupation, year } = order.against
    const key = `${area} ${occupation} ${year}`
    groups.set(key, [...(groups.get(key) ?? []), order])
  }
  return [...groups.values()].map((group) => {
    const newest = group.reduce((a, b) => (b.orderedOn > a.orderedOn ? b : a))
    const { area, occupation, year, gap } = newest.against
    const places = group.reduce((sum, order) => sum + orderedPlaces(order), 0)
    const bySex = group.every((order) => order.places.F !== undefined)
    return {
      area,
      occupation,
      year,
      gap,
      places,
      women: bySex ? group.reduce((sum, order) => sum + order.places.F!, 0) : null,
      coverage: gap.p50 > 0 ? places / gap.p50 : null,
      exceedsGap: places > Math.max(0, gap.p90),
    }
  })
}
