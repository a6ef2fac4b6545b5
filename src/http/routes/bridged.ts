import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { BridgedList, BridgedQuery } from '../../contracts/bridged.ts'
import { bridgedTable } from '../../reports/tables/bridged.ts'
import { readBridgedCounts } from '../../storage/bridged-count.ts'
import { disclosureState } from '../../storage/disclosure.ts'
import { newestIngest } from '../../storage/read-observation.ts'
import { type Context, today } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { licenceSentence, statusesOf } from '../meta.ts'
import { periodRange } from '../period-range.ts'
import { respond } from '../respond.ts'

const METHOD =
  'Số người theo mã cũ nhân với trọng số của cầu nối rồi cộng theo mã mới; tổng không đổi. Trọng số được coi là biết chắc; cách xác định ghi ở từng phần. / Counts by old code times the weights of the bridge, added by new code; the total stays. Weights are taken as known; how each was set stands with each part'

/** GET /v1/bridged-counts */
export function bridgedRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/bridged-counts',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'Counts of one classification in the codes of another version of it',
        BridgedQuery,
        BridgedList,
      ),
    },
    async (request, reply) => {
      const { asOf = today(context), period, ...query } = request.query
      const lastIngest = await newestIngest(pool)
      const state = `${lastIngest}_${asOf} ${await disclosureState(pool)}`
      return respond(context, request, reply, state, async () => {
        const wanted = { ...query, ...periodRange(period, period) }
        const rows = await readBridgedCounts(pool, wanted, asOf, lastIngest)
        const licence = await licenceSentence(pool, new Set(rows.map(({ source }) => source)))
        const meta = { release: null, asOf, unit: 'PS', status: statusesOf(rows) || 'none', method: METHOD, licence }
        return { meta, table: bridgedTable(meta), rows, body: { meta, rows } }
      })
    },
  )
}
