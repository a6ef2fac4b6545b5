import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Lang } from '../../contracts/common.ts'
import {
  ObservationList,
  ObservationQuery,
  type ObservationRow,
  PublishedCodeList,
  PublishedCodesQuery,
  PublishedDatasetList,
  SeriesList,
  SeriesQuery,
  type SeriesRow,
} from '../../contracts/observations.ts'
import { createNames } from '../../reports/cubes/names.ts'
import { observationCube } from '../../reports/cubes/observations.ts'
import { observationTable, seriesTable } from '../../reports/tables/observations.ts'
import { disclosureState } from '../../storage/disclosure.ts'
import { readPublishedCodes, readPublishedDatasets } from '../../storage/published.ts'
import { readNames } from '../../storage/read-names.ts'
import {
  newestIngest,
  type ObservationFilter,
  type ObservationKey,
  readObservations,
} from '../../storage/read-observation.ts'
import { readSeries } from '../../storage/read-series.ts'
import { type Context, today } from '../context.ts'
import { decodeCursor } from '../cursor.ts'
import { dataSchema, jsonResponse, settleFormat, settleStatisticalFormat, statisticalSchema } from '../data-route.ts'
import { licenceSentence, statusesOf } from '../meta.ts'
import type { ReadPage } from '../pages.ts'
import { walk } from '../paging.ts'
import { periodRange } from '../period-range.ts'
import { respond } from '../respond.ts'

const ObservationPosition: z.ZodType<ObservationKey> = z.tuple([z.string(), z.iso.date(), z.iso.date()])
const SeriesPosition: z.ZodType<readonly [string]> = z.tuple([z.string()])
const AS_PUBLISHED =
  'Như nguồn công bố, không sửa gì; mỗi dòng nêu tệp và dòng đã đọc. / As published by the source; nothing is repaired, and every row names the file and line it was read from'

const KEPT =
  'Mã và nhãn của chính nguồn, không nối với bảng phân loại nào ở đây. / Codes and labels of the source itself, joined with no classification here'

/** GET /v1/series and /v1/observations */
export function observationRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.get(
    '/v1/observations',
    {
      preValidation: settleStatisticalFormat,
      schema: statisticalSchema('Published figures as known on a day', ObservationQuery, ObservationList),
    },
    async (request, reply) => {
      const { query } = request
      const position = decodeCursor(query, ObservationPosition)
      const { asOf, ingest } = readState(position?.state) ?? {
        asOf: query.asOf ?? today(context),
        ingest: await newestIngest(pool),
      }
      const state = `${ingest}_${asOf}`
      const { series, includeHistory } = query
      const filter: ObservationFilter = {
        ...query,
        ...periodRange(query.from, query.to),
        series,
        includeHistory,
        asOf,
        lastIngest: ingest,
      }
      const read: ReadPage<ObservationRow, ObservationKey> = (limit, after) =>
        readObservations(pool, filter, limit, after)
      return respond(context, request, reply, `${state} ${await disclosureState(pool)}`, async () => {
        const meta = {
          release: null,
          asOf,
          unit: 'as each row says',
          status: 'as each row says',
          method: AS_PUBLISHED,
          licence: await licenceSentence(pool),
        }
        const licenceOf = (rows: readonly ObservationRow[]) => licenceSentence(pool, new Set(rows.map((r) => r.source)))
        const walked = await walk(request, { state, after: position?.after, read }, (rows, next) => ({ rows, next }))
        const { rows } = walked.body as { rows?: ObservationRow[] }
        const unit = rows && [...new Set(rows.map((r) => r.unit))].sort().join(', ')
        return {
          meta,
          table: observationTable(meta),
          ...walked,
          body: rows
            ? {
                ...walked.body,
                meta: { ...meta, unit: unit || meta.unit, licence: await licenceOf(rows), status: statusesOf(rows) },
              }
            : {},
          cube: async () => observationCube(createNames(await readNames(pool)), includeHistory),
          pin: { asOf },
        }
      })
    },
  )

  api.get(
    '/v1/series',
    {
      preValidation: settleFormat,
      schema: dataSchema('figures', 'What is stored, series by series', SeriesQuery, SeriesList),
    },
    async (request, reply) => {
      const { query } = request
      const position = decodeCursor(query, SeriesPosition)
      const state = String(await newestIngest(pool))
      const read: ReadPage<SeriesRow, readonly [string]> = async (limit, after) => {
        const rows = await readSeries(pool, query, limit, after?.[0])
        const last = rows.at(-1)
        return { rows, last: last && [last.id] }
      }
      return respond(context, request, reply, state, async () => {
        const meta = {
          release: null,
          asOf: today(context),
          unit: 'as each row says',
          status: 'as each row says',
          method: AS_PUBLISHED,
          licence: await licenceSentence(pool),
        }
        const walked = await walk(request, { state, after: position?.after, read }, (rows, next) => ({
          meta,
          rows,
          next,
        }))
        return { meta, table: seriesTable, ...walked }
      })
    },
  )
  publishedRoutes(app, context)
}

/** GET /v1/published-datasets and the codes of one of them. */
function publishedRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context
  const meta = async () => ({
    release: null,
    asOf: today(context),
    unit: 'none',
    status: 'as published',
    method: KEPT,
    licence: await licenceSentence(pool),
  })
  api.get(
    '/v1/published-datasets',
    {
      schema: {
        tags: ['figures'],
        summary: 'Datasets kept as published, with the codes of their source; forecasts do not use them',
        querystring: z.strictObject({ lang: Lang }),
        response: jsonResponse(PublishedDatasetList, 'The datasets'),
      },
    },
    async () => {
      const rows = await readPublishedDatasets(pool)
      return {
        meta: await meta(),
        rows: rows.map((row) => ({ ...row, usedByForecasts: false as const, dimensions: [...row.dimensions] })),
      }
    },
  )
  api.get(
    '/v1/published-codes',
    {
      schema: {
        tags: ['figures'],
        summary: 'Codes and labels of a dataset kept as published, dimension by dimension',
        querystring: PublishedCodesQuery,
        response: jsonResponse(PublishedCodeList, 'The codes'),
      },
    },
    async (request) => ({ meta: await meta(), rows: await readPublishedCodes(pool, request.query.dataset) }),
  )
}

/** The state a walk over pages began with: later ingests and midnight do not change it. */
export function readState(state: string | undefined): { asOf: string; ingest: number } | null {
  const match = /^(\d+)_(\d{4}-\d{2}-\d{2})$/.exec(state ?? '')
  return match ? { ingest: Number(match[1]), asOf: match[2]! } : null
}
