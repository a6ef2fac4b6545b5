import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { TrackCaseList, TrackCaseQuery, TrackRecordList, TrackRecordQuery } from '../../contracts/track-record.ts'
import { AppError } from '../../domain/errors.ts'
import { trackCaseTable, trackRecordTable } from '../../reports/tables/track-record.ts'
import { findArea } from '../../storage/read-area.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import {
  ALL_UNITS,
  type CaseKey,
  caseKey,
  readTrackCases,
  readTrackScores,
  readVerdicts,
  type ScoreKey,
  scoreKey,
  type TrackFilter,
} from '../../storage/read-track-record.ts'
import { hasTrackRecord } from '../../storage/track-record.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { releaseMeta } from '../meta.ts'
import { allRows, onePage, PAGE_ROWS, type ReadPage } from '../pages.ts'
import { respond } from '../respond.ts'

const ScorePosition: z.ZodType<ScoreKey> = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.number(),
  z.string(),
])
const CasePosition: z.ZodType<CaseKey> = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.number(),
  z.number(),
])
const WHAT = {
  unit: 'PS for levels, winkler and crps; per cent for wape, mape, expansionWape and dissimilarity; shares 0..1',
  status: 'A',
  method:
    'Các vòng dự báo cũ chạy lại với số liệu biết đến khi đó (nơi chỉ lưu lần công bố mới nhất: số mới nhất, cắt tại năm gốc), đối chiếu với thực tế và các phương pháp chuẩn. / Historical rounds run again with the data known then (where only the newest vintage is stored: latest vintage, cut at the origin), against outcomes and the ladder of benchmarks.',
}

/** GET /v1/track-record and /v1/track-record/cases */
export function trackRecordRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.get(
    '/v1/track-record',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'How past forecasts did: historical rounds against outcomes and benchmarks',
        TrackRecordQuery,
        TrackRecordList,
      ),
    },
    async (request, reply) => {
      const { query, dataFormat } = request
      const position = decodeCursor(query, ScorePosition)
      const release = await resolveRelease(pool, position?.state ?? query.release)
      const filter = await resolveFilter(context, query)
      const state = (await hasTrackRecord(pool, release.id)) ? 'complete' : 'computing'
      return respond(
        context,
        request,
        reply,
        `${release.id} ${state}`,
        async () => {
          const meta = await releaseMeta(pool, release, WHAT)
          const read: ReadPage<Parameters<typeof scoreKey>[0], ScoreKey> = async (limit, after) => {
            const rows = await readTrackScores(
              pool,
              release.id,
              { ...filter, contender: query.contender },
              limit,
              after,
            )
            const last = rows.at(-1)
            return { rows, last: last && scoreKey(last) }
          }
          const table = trackRecordTable(meta)
          if (dataFormat !== 'json' && query.limit === undefined)
            return { meta, table, rows: allRows(read, position?.after), body: {} }
          const { rows, next: after } = await onePage(read, query.limit ?? PAGE_ROWS, position?.after)
          const next = after && encodeCursor(query, { state: release.id, after })
          const verdicts = await readVerdicts(pool, release.id, filter)
          return { meta, table, rows, next, body: { meta, state, verdicts, rows, next } }
        },
        state === 'complete',
      )
    },
  )

  api.get(
    '/v1/track-record/cases',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'Past forecasts one by one, with what became of them',
        TrackCaseQuery,
        TrackCaseList,
      ),
    },
    async (request, reply) => {
      const { query, dataFormat } = request
      const position = decodeCursor(query, CasePosition)
      const release = await resolveRelease(pool, position?.state ?? query.release)
      const filter = await resolveFilter(context, query)
      const isComplete = await hasTrackRecord(pool, release.id)
      return respond(
        context,
        request,
        reply,
        `${release.id} ${isComplete}`,
        async () => {
          const meta = await releaseMeta(pool, release, { ...WHAT, unit: 'PS' })
          const read: ReadPage<Parameters<typeof caseKey>[0], CaseKey> = async (limit, after) => {
            const rows = await readTrackCases(pool, release.id, filter, limit, after)
            const last = rows.at(-1)
            return { rows, last: last && caseKey(last) }
          }
          const table = trackCaseTable(meta)
          if (dataFormat !== 'json' && query.limit === undefined)
            return { meta, table, rows: allRows(read, position?.after), body: {} }
          const { rows, next: after } = await onePage(read, query.limit ?? PAGE_ROWS, position?.after)
          const next = after && encodeCursor(query, { state: release.id, after })
          return { meta, table, rows, next, body: { meta, rows, next } }
        },
        isComplete,
      )
    },
  )
}

const COUNTRY_ONLY = ['sector', 'total', 'sex', 'occupation', 'province', 'replacement']

/** @throws AppError INVALID_INPUT when two units are named; NOT_FOUND (area); NOT_AVAILABLE where outcomes are not observed */
async function resolveFilter({ pool }: Context, query: z.infer<typeof TrackCaseQuery>): Promise<TrackFilter> {
  const { area, measure, horizon, sector, occupation } = query
  const named = [query.unit, sector, occupation].filter((unit) => unit !== undefined)
  if (named.length > 1)
    throw new AppError('INVALID_INPUT', 'Ask for a sector, an occupation or a unit, not for several at once.', {
      parameter: 'unit',
    })
  const coded = (scheme: string, code: string) => (code.includes(':') || code === '_T' ? code : `${scheme}:${code}`)
  const unit =
    sector !== undefined
      ? coded('VSIC2018', sector)
      : occupation !== undefined
        ? coded('VSCO2020', occupation)
        : query.unit === ALL_UNITS
          ? ''
          : query.unit
  const kind = query.kind ?? (sector === '_T' ? 'total' : sector ? 'sector' : occupation ? 'occupation' : undefined)
  if (area !== undefined && area !== 'VN') {
    await findArea(pool, area)
    if (kind !== undefined && COUNTRY_ONLY.includes(kind))
      throw new AppError(
        'NOT_AVAILABLE',
        `Outcomes by ${kind} are published for the country only, so forecasts for ${area} cannot be scored. Ask with area=VN, which they rest on${kind === 'province' ? `, and unit=${area}` : ''}; area=${area} has kind=labourSupply where its labour force is published.`,
        { parameter: 'area' },
      )
  }
  return { area, kind, measure, unit, horizon }
}
