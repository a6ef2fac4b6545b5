import type { OrderDelivery } from './match.ts'
import { orderedPlaces, type TrainingOrder } from './order.ts'

/** An order, scored on what came of it. */
export interface OrderScore {
  readonly orderId: string
  readonly places: number
  readonly graduates: number
  /** Graduates over places. */
  readonly delivered: number
  /** Graduates who came by the year they were due, over places. */
  readonly onTime: number
  /** At work in the occupation, over graduates: as reported (everybody not found is not placed), and of those found. */
  readonly placementLow: number | null
  readonly placementOfFound: number | null
  /** Placed over places: of each place, who works where it was meant for. */
  readonly effect: number
  readonly status: 'open' | 'fulfilled' | 'late' | 'short'
}

export interface OrderedGapScore {
  /** Realised gap, persons, with what the orders brought. */
  readonly realised: number
  /** Realised gap plus those placed by the orders: what the forecast, made without them, is to be judged on. */
  readonly withoutOrders: number
  /** Forecast median less `withoutOrders`. */
  readonly error: number
  /** Whether the forecast's 80 % band holds `withoutOrders`. */
  readonly inBand: boolean
  /** Part of the gap without orders that they closed; null where there would have been none. */
  readonly closed: number | null
}

/**
 * Scores one order as of a year.
 * status: `fulfilled` when all places have graduated; until the due year `open`; afterwards `late` while at least half have
 * come, else `short`.
 */
export function scoreOrder(order: TrainingOrder, deliveries: readonly OrderDelivery[], asOfYear: number): OrderScore {
  const own = deliveries.filter((d) => d.orderId === order.id && d.year <= asOfYear)
  const sum = (value: (d: OrderDelivery) => number): number => own.reduce((total, d) => total + value(d), 0)
  const places = orderedPlaces(order)
  const graduates = sum((d) => d.graduates)
  const placed = sum((d) => d.placed)
  const found = sum((d) => d.graduates * d.responseRate)
  const inTime = sum((d) => (d.year <= order.dueYear ? d.graduates : 0))
  const status =
    graduates >= places ? 'fulfilled' : asOfYear < order.dueYear ? 'open' : graduates >= places / 2 ? 'late' : 'short'
  return {
    orderId: order.id,
    places,
    graduates,
    delivered: graduates / places,
    onTime: inTime / places,
    placementLow: graduates > 0 ? placed / graduates : null,
    placementOfFound: found > 0 ? placed / found : null,
    effect: placed / places,
    status,
  }
}

/**
 * Scores the forecast an order was placed against. A warning that was heeded looks wrong: the gap is smaller because people
 * were trained for it. So the forecast is compared with the gap there would have been without the orders.
 *
 * @param realisedGap persons, in the year of the forecast
 * @param placed      people the orders against this gap had placed by then, persons
 */
export function scoreOrderedGap(order: TrainingOrder, realisedGap: number, placed: number): OrderedGapScore {
  const { gap } = order.against
  const withoutOrders = realisedGap + placed
  return {
    realised: realisedGap,
    withoutOrders,
    error: gap.p50 - withoutOrders,
    inBand: withoutOrders >= gap.p10 && withoutOrders <= gap.p90,
    closed: withoutOrders > 0 ? Math.min(1, placed / withoutOrders) : null,
  }
}
