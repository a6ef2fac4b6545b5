import { AppError } from '../../domain/errors.ts'
import { checkOrder, orderedPlaces, type TrainingOrder } from './order.ts'

/** What a provider reports of one year's graduates of a field. Persons. */
export interface GraduateOutcome {
  readonly provider: string
  readonly field: string
  readonly year: number
  readonly graduates: number
  /** Graduates found at work, by occupation; those elsewhere or not found are in none. */
  readonly placed: Readonly<Record<string, number>>
  /** Share of graduates whose work is known, 0 to 1. A placement rate without it is not a rate. */
  readonly responseRate: number
}

/** Graduates and placements of one order in one year. */
export interface OrderDelivery {
  readonly orderId: string
  readonly year: number
  readonly graduates: number
  /** At work in the ordered occupation, as reported. */
  readonly placed: number
  readonly responseRate: number
}

export interface MatchedOrders {
  readonly deliveries: readonly OrderDelivery[]
  /** Graduates of a provider and field beyond all orders, by year. */
  readonly beyondOrders: readonly { readonly outcome: GraduateOutcome; readonly graduates: number }[]
}

/**
 * Matches orders with what was delivered, so that nobody is counted for two orders.
 *
 * Graduates of a provider and field go to its orders by day of order, the oldest first, up to the places still open, from
 * the calendar year after the order on; late graduates still count, in their year. Of a batch, an order is credited with
 * placements in its occupation in proportion to its part of the batch.
 *
 * @throws AppError INVALID_INPUT for a repeated report, more placed than graduated, or an order that is none
 */
export function matchOrders(orders: readonly TrainingOrder[], outcomes: readonly GraduateOutcome[]): MatchedOrders {
  checkOutcomes(outcomes)
  const queue = orders
    .map((order) => ({ order: checkOrder(order), open: orderedPlaces(order) }))
    .sort((a, b) => (a.order.orderedOn < b.order.orderedOn ? -1 : a.order.orderedOn > b.order.orderedOn ? 1 : 0))
  const deliveries: OrderDelivery[] = []
  const beyondOrders: MatchedOrders['beyondOrders'][number][] = []
  for (const outcome of [...outcomes].sort((a, b) => a.year - b.year)) {
    let left = outcome.graduates
    for (const entry of queue) {
      const { order } = entry
      const fits = order.provider === outcome.provider && order.field === outcome.field
      const taken = fits && outcome.year > Number(order.orderedOn.slice(0, 4)) ? Math.min(entry.open, left) : 0
      if (taken === 0) continue
      entry.open -= taken
      left -= taken
      const placed = ((outcome.placed[order.against.occupation] ?? 0) * taken) / outcome.graduates
      const { year, responseRate } = outcome
      deliveries.push({ orderId: order.id, year, graduates: taken, placed, responseRate })
    }
    if (left > 0) beyondOrders.push({ outcome, graduates: left })
  }
  return { deliveries, beyondOrders }
}

function checkOutcomes(outcomes: readonly GraduateOutcome[]): void {
  const seen = new Set<string>()
  for (const { provider, field, year, graduates, placed, responseRate } of outcomes) {
    const name = `${provider}, field ${field}, ${year}`
    if (seen.has(name)) throw new AppError('INVALID_INPUT', `Graduates of ${name} are reported twice; keep one report.`)
    seen.add(name)
    const found = Object.values(placed).reduce((sum, n) => sum + n, 0)
    if (!(graduates >= 0 && found <= graduates * responseRate + 1e-9 && responseRate >= 0 && responseRate <= 1))
      throw new AppError(
        'INVALID_INPUT',
        `${name}: ${found} placed of ${graduates} graduates with a response rate of ${responseRate}; nobody can be placed who was not found.`,
      )
  }
}
