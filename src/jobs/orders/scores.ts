import type { Order, OrderScoreRow } from '../../contracts/orders.ts'
import { publishableSteps } from '../../market/disclosure/steps.ts'
import { matchOrders, type OrderDelivery } from '../../market/orders/match.ts'
import { scoreOrder, scoreOrderedGap } from '../../market/orders/score.ts'
import type { StoredOutcome } from '../../storage/graduate-outcome.ts'
import { marketOrder } from './against.ts'

/**
 * Orders scored on the graduates and placements reported up to a year. Orders are matched all together, so that nobody is
 * counted for two; those asked for are picked afterwards. Counts of few people are null, and so is every share and difference
 * they could be worked out from, also between two years asked for.
 *
 * @param all     every order that was not cancelled
 * @param wanted  ids to report on
 */
export function scoreOrders(
  all: readonly Order[],
  wanted: ReadonlySet<string>,
  outcomes: readonly StoredOutcome[],
  asOfYear: number,
): OrderScoreRow[] {
  const { deliveries } = matchOrders(all.map(marketOrder), outcomes)
  return all.flatMap((order) =>
    wanted.has(order.id)
      ? [
          scoreRow(
            order,
            deliveries.filter((d) => d.orderId === order.id),
            asOfYear,
            placedAgainst(order, all, deliveries, asOfYear),
          ),
        ]
      : [],
  )
}

/** People whom all orders against the same gap placed, and whether each of those orders may show its own. */
function placedAgainst(order: Order, all: readonly Order[], deliveries: readonly OrderDelivery[], asOfYear: number) {
  const { area, occupation, year } = order.against
  const same = all.filter(
    ({ against }) => against.area === area && against.occupation === occupation && against.year === year,
  )
  const ids = new Set(same.map(({ id }) => id))
  const until = Math.min(asOfYear, year)
  const placed = deliveries.reduce((sum, d) => (ids.has(d.orderId) && d.year <= until ? sum + d.placed : sum), 0)
  const isOpen = same.every(({ id }) =>
    stateAt(
      deliveries.filter((d) => d.orderId === id),
      until,
    ),
  )
  return { placed, isOpen }
}

/** Whether the counts of an order up to a year may be published. */
function stateAt(deliveries: readonly OrderDelivery[], year: number): boolean {
  const years = [...new Set(deliveries.map((d) => d.year))].sort((a, b) => a - b)
  const upTo = (y: number) => {
    const past = deliveries.filter((d) => d.year <= y)
    const graduates = past.reduce((sum, d) => sum + d.graduates, 0)
    const placed = past.reduce((sum, d) => sum + d.placed, 0)
    return [placed, graduates - placed]
  }
  const last = years.findLastIndex((y) => y <= year)
  return last < 0 || publishableSteps(years.map(upTo))[last]!
}

function scoreRow(
  order: Order,
  deliveries: readonly OrderDelivery[],
  asOfYear: number,
  against: { readonly placed: number; readonly isOpen: boolean },
): OrderScoreRow {
  const training = marketOrder(order)
  const score = scoreOrder(training, deliveries, asOfYear)
  const isOpen = stateAt(deliveries, asOfYear)
  const isDueOpen = stateAt(deliveries, Math.min(asOfYear, order.dueYear))
  const shown = <T>(value: T): T | null => (isOpen ? value : null)
  const measured = order.realisedGap
  const gap = measured && against.isOpen ? scoreOrderedGap(training, measured.persons, against.placed) : null
  const { area, occupation, label, year, gap: gapForecast } = order.against
  return {
    order: order.id,
    buyer: order.buyer,
    provider: order.provider,
    field: order.field,
    area,
    occupation,
    label,
    year,
    dueYear: order.dueYear,
    asOfYear,
    places: score.places,
    graduates: shown(score.graduates),
    placed: shown(score.effect * score.places),
    delivered: shown(score.delivered),
    onTime: isOpen && isDueOpen ? score.onTime : null,
    placementLow: shown(score.placementLow),
    placementOfFound: shown(score.placementOfFound),
    effect: shown(score.effect),
    outcome: score.status,
    gapForecast,
    gapRealised: measured?.persons ?? null,
    gapWithoutOrders: gap?.withoutOrders ?? null,
    gapError: gap?.error ?? null,
    gapInBand: gap?.inBand ?? null,
    gapClosed: gap?.closed ?? null,
    obsStatus: isOpen ? 'A' : 'Q',
    confStatus: isOpen ? 'F' : 'C',
  }
}
