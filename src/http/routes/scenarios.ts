import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Meta } from '../../contracts/common.ts'
import type { Release } from '../../contracts/releases.ts'
import {
  CompareQuery,
  Comparison,
  ScenarioBody,
  ScenarioList,
  ScenarioListQuery,
  ScenarioParams,
  ScenarioRequest,
} from '../../contracts/scenarios.ts'
import { AppError } from '../../domain/errors.ts'
import { comparisonTable, scenarioTable } from '../../reports/tables/scenarios.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { findScenario, listScenarios, readComparison } from '../../storage/read-scenario.ts'
import { requireKey } from '../authorise.ts'
import type { Context } from '../context.ts'
import { dataSchema, PROBLEM_RESPONSES, settleFormat } from '../data-route.ts'
import { refuseSums, resolveGapFilter } from '../gap-filter.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

/** POST and GET /v1/scenarios, GET /v1/scenarios/{id} and /v1/scenarios/{id}/compare */
export function scenarioRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.post(
    '/v1/scenarios',
    {
      onRequest: requireKey(context.config.NHANLUC_API_KEY),
      schema: {
        tags: ['figures'],
        summary: 'Compute and keep a scenario: a release and what is assumed otherwise; needs the key',
        security: [{ key: [] }],
        body: ScenarioRequest,
        response: {
          200: { description: 'It had been said before', content: { 'application/json': { schema: ScenarioBody } } },
          201: {
            description: 'Computed; Location leads to it',
            content: { 'application/json': { schema: ScenarioBody } },
          },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      if (!context.createScenario) throw new AppError('NOT_READY', 'This process computes no scenarios.')
      const { id, release, created } = await context.createScenario(request.body)
      const meta = await scenarioMeta(context, await resolveRelease(pool, release))
      reply.header('location', `/v1/scenarios/${id}?release=${encodeURIComponent(release)}`)
      return reply.code(created ? 201 : 200).send({ meta, scenario: await findScenario(pool, id, release) })
    },
  )

  api.get(
    '/v1/scenarios',
    {
      preValidation: settleFormat,
      schema: dataSchema('figures', 'Scenarios of a release with what they assume', ScenarioListQuery, ScenarioList),
    },
    async (request, reply) => {
      const release = await resolveRelease(pool, request.query.release)
      // Scenarios are added to a release after it was published, so the list is tagged by what is in it.
      const rows = await listScenarios(pool, release.id)
      return respond(context, request, reply, [release.id, ...rows.map((row) => row.id)].join(' '), async () => {
        const meta = await scenarioMeta(context, release)
        return { meta, table: scenarioTable(meta), rows, body: { meta, rows } }
      })
    },
  )

  api.get(
    '/v1/scenarios/:id',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema('figures', 'A scenario with what it assumes', ScenarioListQuery, ScenarioBody),
        params: ScenarioParams,
      },
    },
    async (request, reply) => {
      const { scenario, release } = await find(context, request.params.id, request.query.release)
      return respond(context, request, reply, release.id, async () => {
        const meta = await scenarioMeta(context, release)
        return { meta, table: scenarioTable(meta), rows: [scenario], body: { meta, scenario } }
      })
    },
  )

  api.get(
    '/v1/scenarios/:id/compare',
    {
      preValidation: [settleFormat, refuseSums],
      schema: {
        ...dataSchema(
          'figures',
          'Scenario less base, draw by draw on the same random numbers',
          CompareQuery,
          Comparison,
        ),
        params: ScenarioParams,
      },
    },
    async (request, reply) => {
      const { scenario, release } = await find(context, request.params.id, request.query.release)
      return respond(context, request, reply, release.id, async () => {
        const filter = await resolveGapFilter(pool, release, request.query)
        const rows = await readComparison(pool, scenario, filter)
        const meta = await scenarioMeta(context, release)
        return { meta, table: comparisonTable(meta, scenario), rows, body: { meta, scenario, rows } }
      })
    },
  )
}

async function find({ pool }: Context, id: string, releaseId: string | undefined) {
  const asked = releaseId === undefined ? undefined : await resolveRelease(pool, releaseId)
  const scenario = await findScenario(pool, id, asked?.id)
  return { scenario, release: asked ?? (await resolveRelease(pool, scenario.release)) }
}

const scenarioMeta = ({ pool }: Context, release: Release): Promise<Meta> =>
  releaseMeta(pool, release, {
    unit: 'PS',
    status: 'F',
    method: `Kịch bản trừ phương án gốc trong từng lần của ${release.manifest.draws} lần mô phỏng, cùng số ngẫu nhiên (hạt giống ${release.manifest.seed}). Kịch bản cho biết hệ quả của giả định; không phải dự báo và không bao giờ thành số liệu. / Scenario less base in each of ${release.manifest.draws} draws with the same random numbers (seed ${release.manifest.seed}). A scenario says what follows from its assumptions; it is no forecast and never becomes data.`,
  })
