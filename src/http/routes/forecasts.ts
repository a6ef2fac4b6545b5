import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  AccuracyQuery,
  AccuracyResponse,
  CoverageQuery,
  ForecastQuery,
  ForecastResponse,
} from '../../contracts/forecasts.ts'
import { coverageSvg } from '../../reports/coverage-svg.ts'
import { forecastCube } from '../../reports/cubes/forecasts.ts'
import { createNames } from '../../reports/cubes/names.ts'
import { accuracyTable, forecastLines, forecastTable } from '../../reports/tables/forecasts.ts'
import { activeOverrides, overrideState } from '../../storage/override.ts'
import { PUBLISHED, readAccuracy, readForecast } from '../../storage/read-forecast.ts'
import { readNames } from '../../storage/read-names.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { summarise } from '../../storage/score-summary.ts'
import { type Context, today } from '../context.ts'
import {
  dataSchema,
  PROBLEM_RESPONSES,
  settleFormat,
  settleStatisticalFormat,
  statisticalSchema,
} from '../data-route.ts'
import { releaseMeta } from '../meta.ts'
import { respond, tagOf } from '../respond.ts'

/** GET /v1/forecasts, /v1/accuracy and /v1/accuracy/coverage.svg */
export function forecastRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.get(
    '/v1/forecasts',
    {
      preValidation: settleStatisticalFormat,
      schema: statisticalSchema(
        'History and forecast of one quantity, with quantiles',
        ForecastQuery,
        ForecastResponse,
      ),
    },
    async (request, reply) => {
      const release = await resolveRelease(pool, request.query.release)
      const day = today(context)
      const state = await overrideState(pool, day)
      return respond(
        context,
        request,
        reply,
        tagOf(release.id, state),
        async () => {
          const { target, unit, baseStatus, history, rows, method } = await readForecast(
            pool,
            release.id,
            request.query,
          )
          const meta = await releaseMeta(pool, release, {
            unit,
            status: `F (base ${baseStatus})`,
            method: `tổ hợp có trọng số theo kiểm định lùi / ${method.name}`,
          })
          return {
            meta,
            table: forecastTable(meta, target, Object.keys(rows[0]?.quantiles ?? {}).sort()),
            rows: forecastLines(history, rows),
            cube: async () => forecastCube(release.id, request.query, unit, createNames(await readNames(pool))),
            body: {
              meta,
              target,
              baseStatus,
              history,
              rows,
              overrides: await activeOverrides(pool, 'forecast', day, [target]),
              method,
            },
          }
        },
        state === '',
      )
    },
  )

  api.get(
    '/v1/accuracy',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'Backtest scores of every contender beside the published forecast',
        AccuracyQuery,
        AccuracyResponse,
      ),
    },
    async (request, reply) => {
      const release = await resolveRelease(pool, request.query.release)
      return respond(context, request, reply, release.id, async () => {
        const rows = await readAccuracy(pool, release.id, request.query)
        const meta = await releaseMeta(pool, release, {
          unit: 'mae in the unit of the target; mase, wape and sCRPS without unit; coverage 0..1',
          status: 'A',
          method:
            'Kiểm định lùi: mỗi phương pháp dự báo từ từng mốc, chỉ với những gì đã biết. / Rolling-origin backtest: each contender forecasts from every origin with what was known then.',
        })
        return { meta, table: accuracyTable(meta), rows, body: { meta, rows } }
      })
    },
  )

  api.get(
    '/v1/accuracy/coverage.svg',
    {
      schema: {
        tags: ['figures'],
        summary: 'Chart: share of outcomes inside the bands by horizon, beside the nominal levels',
        querystring: CoverageQuery,
        response: {
          200: {
            description: 'SVG image',
            content: { 'image/svg+xml': { schema: z.string().describe('SVG with title and description') } },
          },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      const { lang, contender = PUBLISHED, ...filter } = request.query
      const release = await resolveRelease(pool, filter.release)
      const rows = await readAccuracy(pool, release.id, { ...filter, contender })
      const pooled = summarise(rows.map(({ sCRPS, ...row }) => ({ ...row, scrps: sCRPS })))
      const what = [release.id, contender, filter.area, filter.measure, filter.industry, filter.sex]
      reply.type('image/svg+xml; charset=utf-8')
      return coverageSvg(pooled, what.filter(Boolean).join(' · '), lang)
    },
  )
}
