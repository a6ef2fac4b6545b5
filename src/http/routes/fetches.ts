import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { type AnswerRow, FetchList, FetchQuery, type ScheduleRow } from '../../contracts/quality.ts'
import { answerTable } from '../../reports/tables/fetches.ts'
import { listFetches } from '../../storage/fetch.ts'
import { listSchedules, type Schedule } from '../../storage/fetch-schedule.ts'
import { type Context, today } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { inVietnamese } from '../refusals.ts'
import { respond } from '../respond.ts'

const MOST_ANSWERS = 100
const METHOD =
  'Lịch lấy số liệu và câu trả lời của từng nguồn, như kho ghi lại. / Schedules and the answers of the sources, as they were recorded'

const instant = (ms: number): string => new Date(ms).toISOString()

/** GET /v1/fetches */
export function fetchRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context
  api.get(
    '/v1/fetches',
    {
      preValidation: settleFormat,
      schema: dataSchema('reference', 'Sources fetched by schedule, and their newest answers', FetchQuery, FetchList),
    },
    async (request, reply) => {
      const schedules = (await listSchedules(pool)).map(toRow)
      const rows = (await listFetches(pool, MOST_ANSWERS)).map(
        (f): AnswerRow => ({
          id: f.fetchId,
          at: instant(f.fetchedAt),
          source: f.source,
          file: f.fileName,
          outcome: f.outcome,
          status: f.httpStatus,
          bytes: f.bytes,
          reason: f.reason,
          address: f.address,
          licence: f.licence,
        }),
      )
      const state = JSON.stringify([rows[0]?.id, schedules])
      return respond(context, request, reply, state, async () => {
        const licence = [...new Set(rows.map((row) => `${row.source}: ${row.licence}`))].join('; ') || 'none'
        const meta = { release: null, asOf: today(context), unit: 'none', status: 'none', method: METHOD, licence }
        return { meta, table: answerTable, rows, body: { meta, schedules, rows } }
      })
    },
  )
}

function toRow(schedule: Schedule): ScheduleRow {
  const { id, connector, everySeconds, load, nextDue, lastAt, failures, lastError, lastResult } = schedule
  return {
    id,
    connector,
    everyHours: everySeconds / 3600,
    loads: load !== null,
    nextDue: instant(nextDue),
    lastAt: lastAt === null ? null : instant(lastAt),
    failures,
    lastError,
    lastErrorText: lastError === null ? null : { vi: inVietnamese(lastError) ?? lastError, en: lastError },
    lastResult: lastResult && { ...lastResult, ingests: [...lastResult.ingests] },
  }
}
