import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { AccuracyQuery, AccuracyResponse, ForecastQuery, ForecastResponse } from '../../contracts/forecasts.ts'
import { forecastCube } from '../../reports/cubes/forecasts.ts'
import { createNames } from '../../reports/cubes/names.ts'
import { accuracyTable, forecastLines, forecastTable } from '../../reports/tables/forecasts.ts'
import { readAccuracy, readForecast } from '../../storage/read-forecast.ts'
import { readNames } from '../../storage/read-names.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { dataSchema, settleFormat, settleStatisticalFormat, statisticalSchema } from '../data-route.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

/** GET /v1/forecasts and /v1/accuracy */
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
      return respond(context, request, reply, release.id, async () => {
        const { target, unit, baseStatus, history, rows, method } = await readForecast(pool, release.id, request.query)
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
          body: { meta, target, baseStatus, history, rows, method },
        }
      })
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
}
