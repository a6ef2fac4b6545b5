import type {
  MemoRow,
  Order,
  OrderChange,
  OrderClosing,
  OrderFilter,
  OrderRequest,
  OrderScores,
  OutcomeReport,
  OutcomeRequest,
} from '../contracts/orders.ts'
import type { Release } from '../contracts/releases.ts'
import { AppError } from '../domain/errors.ts'
import { DISCLOSURE_LIMITS } from '../market/disclosure/thresholds.ts'
import { matchOrders } from '../market/orders/match.ts'
import { checkOrder, orderedPlaces } from '../market/orders/order.ts'
import { type Db, type Pool, withTransaction } from '../storage/database.ts'
import { insertOutcomes, readOutcomes } from '../storage/graduate-outcome.ts'
import { resolveRelease } from '../storage/read-release.ts'
import {
  type ChangedOrder,
  findByReference,
  findOrder,
  insertOrder,
  listOrders,
  replaceOrder,
} from '../storage/training-order.ts'
import { gapOf, marketOrder, trainingOf } from './orders/against.ts'
import { orderMemo } from './orders/memo.ts'
import { scoreOrders } from './orders/scores.ts'

/** Training orders: placed against forecast gaps, changed, closed, and scored on what came of them. */
export interface OrderDesk {
  /**
   * @returns the order, and whether it is new: the same reference of the same buyer is the same order
   * @throws AppError INVALID_INPUT, NOT_AVAILABLE (no such gap), NOT_FOUND (programme), CONFLICT (reference used otherwise)
   */
  place(pool: Pool, request: OrderRequest, day: string): Promise<{ readonly order: Order; readonly created: boolean }>
  /** @throws AppError NOT_FOUND, INVALID_INPUT, CONFLICT when it is closed or was changed since */
  change(pool: Pool, id: string, change: OrderChange): Promise<Order>
  close(pool: Pool, id: string, closing: OrderClosing, day: string): Promise<Order>
  /** @throws AppError INVALID_INPUT for a report that contradicts itself; nothing is stored then */
  report(pool: Pool, request: OutcomeRequest): Promise<OutcomeReport>
  score(db: Db, filter: OrderFilter, asOfYear: number): Promise<OrderScores>
  memo(db: Db, release: Release, area: string, year: number): Promise<MemoRow[]>
}

export const orderDesk: OrderDesk = {
  async place(pool, request, day) {
    const release = await resolveRelease(pool, request.release)
    const { occupation, ...training } = await trainingOf(pool, request)
    const against = await gapOf(pool, release, request.area, occupation, request.year)
    const order = {
      ...training,
      buyer: request.buyer,
      reference: request.reference ?? null,
      against,
      places: placesOf(request.places),
      orderedOn: request.orderedOn ?? day,
      dueYear: request.dueYear ?? request.year,
      note: request.note ?? null,
    }
    checkOrder(marketOrder({ ...order, id: request.reference ?? '(new)' }))
    return withTransaction(pool, async (tx) => {
      const id = await insertOrder(tx, order)
      if (id !== null) return { order: await findOrder(tx, id), created: true }
      const known = (await findByReference(tx, order.buyer, order.reference!))!
      const isSame = JSON.stringify(question(known)) === JSON.stringify(question(order))
      if (isSame) return { order: known, created: false }
      throw new AppError(
        'CONFLICT',
        `${order.buyer} has used the reference ${order.reference} for order ${known.id}, which says something else. Change that one, or give another reference.`,
      )
    })
  },

  async change(pool, id, { revision, places, ...change }) {
    const before = await findOrder(pool, id)
    const now = { ...before, ...change, places: places ? placesOf(places) : before.places }
    checkOrder(marketOrder(now))
    return replaced(pool, before, revision, now)
  },

  async close(pool, id, { revision, status, reason, closedOn, realisedGap }, day) {
    const before = await findOrder(pool, id)
    const now = { ...before, status, closeReason: reason, closedOn: closedOn ?? day, realisedGap: realisedGap ?? null }
    if (now.closedOn < before.orderedOn)
      throw new AppError(
        'INVALID_INPUT',
        `Order ${id} was placed on ${before.orderedOn} and cannot be closed on ${now.closedOn}.`,
      )
    return replaced(pool, before, revision, now)
  },

  async report(pool, { outcomes }) {
    matchOrders([], outcomes)
    return withTransaction(pool, async (tx) => {
      const known = new Map(
        (await readOutcomes(tx)).map((outcome) => [keyOf(outcome), JSON.stringify(content(outcome))]),
      )
      const news = outcomes.filter((outcome) => known.get(keyOf(outcome)) !== JSON.stringify(content(outcome)))
      await insertOutcomes(tx, news)
      return { stored: news.length, unchanged: outcomes.length - news.length }
    })
  },

  async score(db, filter, asOfYear) {
    const all = (await listOrders(db)).filter(({ status }) => status !== 'cancelled')
    const wanted = new Set((await listOrders(db, filter)).map(({ id }) => id))
    const rows = scoreOrders(all, wanted, await readOutcomes(db), asOfYear)
    return { minPersons: DISCLOSURE_LIMITS.minRespondents, rows }
  },

  memo: orderMemo,
}

function placesOf({ total, women, men }: OrderRequest['places']): Order['places'] {
  const sum = (women ?? 0) + (men ?? 0)
  if (total !== undefined && women !== undefined && men === undefined)
    return placesOf({ total, women, men: total - women })
  if (total !== undefined && men !== undefined && women === undefined)
    return placesOf({ total, men, women: total - men })
  return { total: total ?? sum, women: women ?? null, men: men ?? null }
}

/** What an order says, apart from what became of it. */
const question = ({
  buyer,
  provider,
  programme,
  field,
  against,
  places,
  orderedOn,
  dueYear,
}: Omit<Order, 'id' | 'revision' | 'status' | 'closedOn' | 'closeReason' | 'realisedGap'>) => ({
  buyer,
  provider,
  programme,
  field,
  gap: [against.area, against.occupation, against.year, against.release],
  places: orderedPlaces({ places: { T: places.total } }),
  women: places.women,
  orderedOn,
  dueYear,
})

async function replaced(pool: Pool, before: Order, revision: number, now: ChangedOrder): Promise<Order> {
  if (before.status !== 'open')
    throw new AppError(
      'CONFLICT',
      `Order ${before.id} was ${before.status} on ${before.closedOn}; it is not changed any more.`,
    )
  if (before.revision !== revision) throw changedSince(before.id, revision)
  return withTransaction(pool, async (tx) => {
    if (!(await replaceOrder(tx, before, now))) throw changedSince(before.id, revision)
    return findOrder(tx, before.id)
  })
}
const changedSince = (id: string, revision: number): AppError =>
  new AppError(
    'CONFLICT',
    `Order ${id} was changed since revision ${revision} was read. Read it again and decide anew.`,
  )

type Outcome = OutcomeRequest['outcomes'][number]
const keyOf = ({ provider, field, year }: Outcome): string => JSON.stringify([provider, field, year])
const content = ({ graduates, placed, responseRate, source, status }: Outcome) => [
  graduates,
  Object.entries(placed).sort(),
  responseRate,
  source,
  status,
]
