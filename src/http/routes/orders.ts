import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { LabelText, Meta } from '../../contracts/common.ts'
import {
  Memo,
  MemoQuery,
  Order,
  OrderAnswer,
  OrderChange,
  OrderClosing,
  type OrderFilter,
  OrderList,
  OrderOneQuery,
  OrderParams,
  OrderQuery,
  OrderRequest,
  OrderScoreList,
  OrderScoreQuery,
  OutcomeReport,
  OutcomeRequest,
} from '../../contracts/orders.ts'
import { AppError } from '../../domain/errors.ts'
import { buildOrderMemo, memoSummary } from '../../reports/order-memo.ts'
import { memoTable, orderScoreTable, orderTable } from '../../reports/tables/orders.ts'
import { programmeState } from '../../storage/programme.ts'
import { findArea } from '../../storage/read-area.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { findOrder, listOrders, orderState } from '../../storage/training-order.ts'
import { requireKey } from '../authorise.ts'
import { type Context, type OrderService, today } from '../context.ts'
import { dataSchema, PROBLEM_RESPONSES, settleDocumentFormat, settleFormat } from '../data-route.ts'
import { resolveGapFilter } from '../gap-filter.ts'
import { licenceSentence, releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

const SYNTHETIC: LabelText = {
  vi: 'GIẢ LẬP: có đơn đặt với chương trình do máy bịa ra để thử; không dùng để ra quyết định.',
  en: 'SYNTHETIC: an order here is placed with a programme made up for trying things out; not for decisions.',
}
const METHODS = {
  orders:
    'Như bên đặt hàng ghi; thiếu hụt giữ nguyên như ngày đặt. / As the buyer recorded it; the gap is kept as it was known on the day of the order.',
  scores:
    'Người tốt nghiệp tính cho đơn cũ nhất trước, không ai được tính hai lần; số ít người bị che. / Graduates go to the oldest order first, nobody is counted twice; counts of few people are suppressed.',
  memo: 'Chênh lệch nhóm nghề của phiên bản, chỗ đã đặt, năng lực và người đang học của chương trình. / Gaps by occupation group of the release, places ordered, capacity and enrolment of the programmes.',
}
const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
})

/** GET /v1/orders, /v1/orders/{id}, /v1/orders/scores and /v1/orders/memo; POST, PATCH and close with the key */
export function orderRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context
  const writing = <B extends z.ZodType>(summary: string, body: B) => ({
    tags: ['figures'],
    summary,
    security: [{ key: [] }],
    body,
  })
  const onRequest = requireKey(context.config.NHANLUC_API_KEY)
  const listMeta = async (method: string): Promise<Meta> => ({
    release: null,
    asOf: today(context),
    unit: 'PS',
    status: 'A',
    method,
    licence: await licenceSentence(pool, new Set()),
  })
  const list = async (filter: OrderFilter) => {
    const rows = await listOrders(pool, filter)
    const meta = await listMeta(METHODS.orders)
    return { meta, table: orderTable, rows, ...attributionOf(rows), body: { meta, notice: noticeOf(rows), rows } }
  }

  api.post(
    '/v1/orders',
    {
      onRequest,
      schema: {
        ...writing('Place a training order against a forecast gap; needs the key', OrderRequest),
        response: {
          200: json('It had been placed before', Order),
          201: json('Placed; Location leads to it', Order),
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      const { order, created } = await deskOf(context).place(pool, request.body, today(context))
      return reply
        .code(created ? 201 : 200)
        .header('location', `/v1/orders/${order.id}`)
        .send(order)
    },
  )
  api.patch(
    '/v1/orders/:id',
    {
      onRequest,
      schema: {
        ...writing('Change an open order; what it said before is kept; needs the key', OrderChange),
        params: OrderParams,
        response: { 200: json('As it stands now', Order), ...PROBLEM_RESPONSES },
      },
    },
    async (request) => deskOf(context).change(pool, request.params.id, request.body),
  )
  api.post(
    '/v1/orders/:id/close',
    {
      onRequest,
      schema: {
        ...writing('Close or cancel an order, with the reason; needs the key', OrderClosing),
        params: OrderParams,
        response: { 200: json('As it stands now', Order), ...PROBLEM_RESPONSES },
      },
    },
    async (request) => deskOf(context).close(pool, request.params.id, request.body, today(context)),
  )
  api.post(
    '/v1/graduate-outcomes',
    {
      onRequest,
      schema: {
        ...writing('Report graduates and where they work; needs the key', OutcomeRequest),
        response: { 200: json('What was stored', OutcomeReport), ...PROBLEM_RESPONSES },
      },
    },
    async (request) => deskOf(context).report(pool, request.body),
  )

  api.get(
    '/v1/orders',
    {
      preValidation: settleFormat,
      schema: dataSchema('figures', 'Training orders', OrderQuery, OrderList),
    },
    async (request, reply) => respond(context, request, reply, await orderState(pool), () => list(request.query)),
  )
  api.get(
    '/v1/orders/scores',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'What came of the orders: graduates, placements, the gap',
        OrderScoreQuery,
        OrderScoreList,
      ),
    },
    async (request, reply) => {
      const { asOfYear = Number(today(context).slice(0, 4)), ...filter } = request.query
      return respond(context, request, reply, `${await orderState(pool)} ${asOfYear}`, async () => {
        const orders = await listOrders(pool, filter)
        const scores = await deskOf(context).score(pool, filter, asOfYear)
        const meta = { ...(await listMeta(METHODS.scores)), status: 'A, Q' }
        return {
          meta,
          table: orderScoreTable,
          rows: scores.rows,
          ...attributionOf(orders),
          body: { meta, notice: noticeOf(orders), ...scores },
        }
      })
    },
  )
  api.get(
    '/v1/orders/memo',
    {
      preValidation: settleDocumentFormat,
      schema: dataSchema(
        'figures',
        'Decision memo: proposed places against gap, capacity and enrolled',
        MemoQuery,
        Memo,
      ),
    },
    async (request, reply) => {
      const { area: areaId, year, lang } = request.query
      const release = await resolveRelease(pool, request.query.release)
      await resolveGapFilter(pool, release, { area: areaId, year })
      const state = `${release.id} ${await orderState(pool)} ${await programmeState(pool)}`
      return respond(context, request, reply, state, async () => {
        const rows = await deskOf(context).memo(pool, release, areaId, year)
        const area = { id: areaId, name: (await findArea(pool, areaId)).name }
        const meta = await releaseMeta(pool, release, { unit: 'PS', status: 'F (base E)', method: METHODS.memo })
        const notice = noticeOf(rows)
        return {
          meta,
          table: memoTable(meta, areaId, year),
          rows,
          ...attributionOf(rows),
          body: {
            meta,
            notice,
            area,
            year,
            summary: { vi: memoSummary(rows, 'vi'), en: memoSummary(rows, 'en') },
            rows,
          },
          pdf: (provenance) => buildOrderMemo({ area: area.name, year, rows, notice, provenance, lang }),
        }
      })
    },
  )
  api.get(
    '/v1/orders/:id',
    {
      preValidation: settleFormat,
      schema: { ...dataSchema('figures', 'One training order', OrderOneQuery, OrderAnswer), params: OrderParams },
    },
    async (request, reply) => {
      const order = await findOrder(pool, request.params.id)
      return respond(context, request, reply, `${order.id} ${order.revision}`, async () => {
        const meta = await listMeta(METHODS.orders)
        return {
          meta,
          table: orderTable,
          rows: [order],
          ...attributionOf([order]),
          body: { meta, notice: noticeOf([order]), order },
        }
      })
    },
  )
}

function deskOf({ orders }: Context): OrderService {
  if (orders) return orders
  throw new AppError(
    'NOT_AVAILABLE',
    'This process keeps no training orders; ask the service that `nhanluc start` or `serve` runs.',
  )
}

type Flagged = { readonly dataStatus: string | null }
const noticeOf = (rows: readonly Flagged[]): LabelText | null =>
  rows.some((row) => row.dataStatus === 'synthetic') ? SYNTHETIC : null
const attributionOf = (rows: readonly Flagged[]) => {
  const text = noticeOf(rows)
  return text ? { attribution: `${text.vi} / ${text.en}` } : {}
}
