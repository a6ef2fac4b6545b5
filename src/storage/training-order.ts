import type { LabelText } from '../contracts/common.ts'
import type { Order, OrderFilter } from '../contracts/orders.ts'
import { AppError } from '../domain/errors.ts'
import type { Db, Transaction } from './database.ts'

/** An order as it is stored for the first time. */
export type NewOrder = Omit<Order, 'id' | 'revision' | 'status' | 'closedOn' | 'closeReason' | 'realisedGap'>

interface Row extends Record<string, unknown> {
  order_no: number
  revision: number
  buyer: string
  reference: string | null
  provider: string
  programme_id: string | null
  isced_f_detailed: string
  release_id: string
  area_id: string
  occupation: string
  label: LabelText
  year: number
  gap: [number, number, number]
  p_shortage: number
  places: number
  women: number | null
  men: number | null
  ordered_on: string
  due_year: number
  status: Order['status']
  closed_on: string | null
  close_reason: string | null
  realised_gap: number | null
  realised_source: string | null
  note: string | null
  data_status: Order['dataStatus']
}

const SELECT = `select o.*, json_build_object('vi', coalesce(c.name_vi, o.occupation), 'en', coalesce(c.name_en, o.occupation)) as label
  from training_order o left join classification_code c
    on c.scheme = split_part(o.occupation, ':', 1) and c.code = split_part(o.occupation, ':', 2)`

const toOrder = (row: Row): Order => ({
  id: `o-${row.order_no}`,
  revision: row.revision,
  buyer: row.buyer,
  reference: row.reference,
  provider: row.provider,
  programme: row.programme_id,
  field: row.isced_f_detailed,
  against: {
    release: row.release_id,
    area: row.area_id,
    occupation: row.occupation,
    label: row.label,
    year: row.year,
    gap: { p10: row.gap[0], p50: row.gap[1], p90: row.gap[2] },
    pShortage: row.p_shortage,
  },
  places: { total: row.places, women: row.women, men: row.men },
  orderedOn: row.ordered_on,
  dueYear: row.due_year,
  status: row.status,
  closedOn: row.closed_on,
  closeReason: row.close_reason,
  realisedGap: row.realised_gap === null ? null : { persons: row.realised_gap, source: row.realised_source! },
  note: row.note,
  dataStatus: row.data_status,
})

/** Orders by their number. */
export async function listOrders(db: Db, filter: OrderFilter = {}): Promise<Order[]> {
  const { rows } = await db.query<Row>(
    `${SELECT} where ($1::text is null or o.area_id = $1) and ($2::text is null or o.occupation = $2)
       and ($3::int is null or o.year = $3) and ($4::text is null or o.provider = $4)
       and ($5::text is null or o.status = $5) order by o.order_no`,
    [
      filter.area ?? null,
      filter.occupation ?? null,
      filter.year ?? null,
      filter.provider ?? null,
      filter.status ?? null,
    ],
  )
  return rows.map(toOrder)
}

/** @throws AppError NOT_FOUND */
export async function findOrder(db: Db, id: string): Promise<Order> {
  const number = /^o-([1-9]\d{0,14})$/.exec(id)?.[1]
  const { rows } = number ? await db.query<Row>(`${SELECT} where o.order_no = $1`, [number]) : { rows: [] }
  if (rows[0]) return toOrder(rows[0])
  throw new AppError('NOT_FOUND', `There is no training order "${id}". GET /v1/orders lists them.`)
}

/** Stores an order; null when the buyer has used the reference before. */
export async function insertOrder(tx: Transaction, order: NewOrder): Promise<string | null> {
  const { against, places } = order
  const { p10, p50, p90 } = against.gap
  const { rows } = await tx.query<{ order_no: number }>(
    `insert into training_order (buyer, reference, provider, programme_id, isced_f_detailed, release_id, area_id, occupation, year,
       gap, p_shortage, places, women, men, ordered_on, due_year, note, data_status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     on conflict (buyer, reference) where reference is not null do nothing returning order_no`,
    [
      order.buyer,
      order.reference,
      order.provider,
      order.programme,
      order.field,
      against.release,
      against.area,
      against.occupation,
      against.year,
      [p10, p50, p90],
      against.pShortage,
      places.total,
      places.women,
      places.men,
      order.orderedOn,
      order.dueYear,
      order.note,
      order.dataStatus,
    ],
  )
  return rows[0] ? `o-${rows[0].order_no}` : null
}

export async function findByReference(db: Db, buyer: string, reference: string): Promise<Order | null> {
  const { rows } = await db.query<Row>(`${SELECT} where o.buyer = $1 and o.reference = $2`, [buyer, reference])
  return rows[0] ? toOrder(rows[0]) : null
}

/** What may change of an order. */
export type ChangedOrder = Pick<
  Order,
  'buyer' | 'places' | 'dueYear' | 'note' | 'status' | 'closedOn' | 'closeReason' | 'realisedGap'
>

/**
 * Replaces an order and keeps what it said before.
 * @returns false when its revision is no longer `before.revision`: somebody else was first
 */
export async function replaceOrder(tx: Transaction, before: Order, now: ChangedOrder): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update training_order set revision = revision + 1, buyer = $3, places = $4, women = $5, men = $6, due_year = $7, note = $8,
       status = $9, closed_on = $10, close_reason = $11, realised_gap = $12, realised_source = $13
     where order_no = $1 and revision = $2`,
    [
      before.id.slice(2),
      before.revision,
      now.buyer,
      now.places.total,
      now.places.women,
      now.places.men,
      now.dueYear,
      now.note,
      now.status,
      now.closedOn,
      now.closeReason,
      now.realisedGap?.persons ?? null,
      now.realisedGap?.source ?? null,
    ],
  )
  if (rowCount === 0) return false
  await tx.query('insert into training_order_revision (order_no, revision, content) values ($1, $2, $3)', [
    before.id.slice(2),
    before.revision,
    JSON.stringify(before),
  ])
  return true
}

/** Names the state of orders and outcomes: equal contents, equal text. */
export async function orderState(db: Db): Promise<string> {
  const { rows } = await db.query<{ state: string }>(
    `select coalesce((select sum(revision)::text || '-' || max(order_no) from training_order), '0') || '.'
         || coalesce((select count(*)::text || '-' || max(reported_at) from graduate_outcome), '0') as state`,
  )
  return rows[0]!.state
}
