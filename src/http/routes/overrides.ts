import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { OverrideList, OverrideQuery, OverrideRequest, OverrideRow } from '../../contracts/overrides.ts'
import { AppError } from '../../domain/errors.ts'
import { overrideTable } from '../../reports/tables/overrides.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { requireKey } from '../authorise.ts'
import { type Context, today } from '../context.ts'
import { dataSchema, PROBLEM_RESPONSES, settleFormat } from '../data-route.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

/** POST and GET /v1/overrides */
export function overrideRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.post(
    '/v1/overrides',
    {
      onRequest: requireKey(context.config.NHANLUC_API_KEY),
      schema: {
        tags: ['figures'],
        summary: "Put an expert's figure beside the model's, with reason, owner and expiry; needs the key",
        security: [{ key: [] }],
        body: OverrideRequest,
        response: {
          201: {
            description: 'Stored; it is shown while it counts',
            content: { 'application/json': { schema: OverrideRow } },
          },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      if (!context.overrides) throw new AppError('NOT_READY', 'This process keeps no overrides.')
      return reply.code(201).send(await context.overrides.add(request.body, today(context)))
    },
  )

  api.get(
    '/v1/overrides',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'Expert overrides with reason, owner, expiry, and their score once the outcome is known',
        OverrideQuery,
        OverrideList,
      ),
    },
    async (request, reply) => {
      const release = await resolveRelease(pool)
      const day = today(context)
      const { figure, active } = request.query
      const rows = (await context.overrides?.list(day, { figure, active })) ?? []
      return respond(context, request, reply, [release.id, day, ...rows.map((row) => row.id)].join(' '), async () => {
        const meta = await releaseMeta(pool, release, {
          unit: 'PS',
          status: 'E',
          method:
            'Số của chuyên gia đặt cạnh số của mô hình, không dùng để huấn luyện; chấm điểm khi có thực tế. / A figure of an expert beside that of the model, never training data; scored when the outcome is known.',
        })
        return { meta, table: overrideTable(meta), rows, body: { meta, rows } }
      })
    },
  )
}
