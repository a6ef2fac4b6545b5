import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Meta } from '../../contracts/common.ts'
import { IngestReport } from '../../contracts/ingest.ts'
import {
  CorrectionList,
  CorrectionQuery,
  IngestDetail,
  IngestList,
  IngestParams,
  IngestQuery,
  IngestReportQuery,
  type IngestRow,
  MendableRow,
  MendRequest,
  QuarantineList,
  QuarantineQuery,
  RefusedFileList,
  RefusedFileParams,
  RefusedFileQuery,
  type RefusedFileRow,
  RefusedFileSaid,
  type RefusedRow,
  RefusedRowParams,
  RevisionList,
  RevisionQuery,
  type RevisionRow,
} from '../../contracts/quality.ts'
import { refusalText } from '../../reports/refusal-text.ts'
import {
  correctionTable,
  findings,
  ingestTable,
  qualityTable,
  quarantineTable,
  refusedFileTable,
  revisionTable,
} from '../../reports/tables/quality.ts'
import { listCorrections } from '../../storage/correction.ts'
import { disclosureState } from '../../storage/disclosure.ts'
import { readOpenQuarantine } from '../../storage/quarantine.ts'
import { newestIngest } from '../../storage/read-observation.ts'
import { listIngests, quarantineState, readIngest } from '../../storage/read-quality.ts'
import { listRefusedFiles, refusedFileState } from '../../storage/refused-file.ts'
import { type PairFilter, type PairKey, readVintagePairs } from '../../storage/vintage-pair.ts'
import { requireKey } from '../authorise.ts'
import { type Context, desk, today } from '../context.ts'
import { decodeCursor } from '../cursor.ts'
import { dataSchema, jsonResponse, settleFormat } from '../data-route.ts'
import { licenceSentence, statusesOf } from '../meta.ts'
import type { ReadPage } from '../pages.ts'
import { walk } from '../paging.ts'
import { periodRange } from '../period-range.ts'
import { inVietnamese } from '../refusals.ts'
import { respond } from '../respond.ts'
import { readState } from './observations.ts'

type RowKey = readonly [number]
const RowPosition: z.ZodType<RowKey> = z.tuple([z.number().int().min(1)])
const RevisionPosition: z.ZodType<PairKey> = z.tuple([z.string(), z.iso.date(), z.iso.date()])

const METHODS = {
  ingests:
    'Như kho ghi khi đọc từng tệp: đọc = ghi mới + không đổi + rút lại + bị từ chối + không có số. / As the store recorded each file: read = stored + unchanged + withdrawn + quarantined + nil',
  report:
    'Báo cáo chất lượng lưu cùng lần đọc; bước nhảy đối chiếu với sổ điểm gãy hiện hành. / The quality report kept with the ingest; jumps are held against the break register of today',
  quarantine:
    'Các dòng bị từ chối mà chưa lần đọc nào nhận; nguyên văn như trong tệp. / Refused rows that nothing has taken in since, as they stand in the file',
  refusedFiles:
    'Các tệp bị từ chối nguyên tệp mà chưa lần đọc nào nhận, với mã băm và lý do. / Files refused whole that no ingest has taken in since, with hash and reason',
  corrections:
    'Sổ đính chính: lỗi đã biết của nguồn, số lưu thay thế và lý do. / The register of corrections: known errors of a source, what is stored instead, and why',
  revisions:
    'Hai lần công bố liền nhau của cùng một kỳ; chênh lệch = sau − trước. / Two neighbouring vintages of one period; difference = later - earlier',
}

/** GET /v1/ingests, /v1/ingests/{id}, /v1/quarantine, /v1/corrections and /v1/revisions */
export function qualityRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context
  const metaOf = async (method: string, unit = 'none', asOf = today(context)): Promise<Meta> => ({
    release: null,
    asOf,
    unit,
    status: 'none',
    method,
    licence: await licenceSentence(pool),
  })

  api.get(
    '/v1/ingests',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'reference',
        'Files read, newest first, with what became of their rows',
        IngestQuery,
        IngestList,
      ),
    },
    async (request, reply) => {
      const { query } = request
      const position = decodeCursor(query, RowPosition)
      const state = String(await newestIngest(pool))
      const read: ReadPage<IngestRow, RowKey> = async (limit, after) => {
        const rows = await listIngests(pool, limit, after?.[0])
        const last = rows.at(-1)
        return { rows, last: last && [last.id] }
      }
      return respond(context, request, reply, state, async () => {
        const common = { meta: await metaOf(METHODS.ingests), table: ingestTable }
        const walked = await walk(request, { state, after: position?.after, read }, (rows, next) => ({ rows, next }))
        return { ...common, ...walked }
      })
    },
  )
  api.get(
    '/v1/ingests/:id',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema('reference', 'Quality report of one file', IngestReportQuery, IngestDetail),
        params: IngestParams,
      },
    },
    async (request, reply) => {
      const found = await readIngest(pool, request.params.id)
      return respond(context, request, reply, String(await newestIngest(pool)), async () => {
        const meta = await metaOf(METHODS.report)
        const reasons = found.quality?.reasons.map((one) => ({ ...one, text: refusalText(one.reason) })) ?? []
        const quality = found.quality && { ...found.quality, reasons }
        const rows = findings(found.ingest, quality)
        return { meta, table: qualityTable, rows, body: { meta, ingest: found.ingest, quality } }
      })
    },
  )
  api.get(
    '/v1/quarantine',
    {
      preValidation: settleFormat,
      schema: dataSchema('reference', 'Refused rows nothing has taken in since', QuarantineQuery, QuarantineList),
    },
    async (request, reply) => {
      const { query } = request
      const position = decodeCursor(query, RowPosition)
      const state = await quarantineState(pool)
      const read: ReadPage<RefusedRow, RowKey> = async (limit, after) => {
        const open = await readOpenQuarantine(pool, {
          ingestId: query.ingest,
          after: after?.[0],
          limit,
          hideProtected: true,
        })
        const rows = open.map((row) => ({ ...row, text: refusalText(row.reason) }))
        const last = rows.at(-1)
        return { rows, last: last && [last.id] }
      }
      return respond(context, request, reply, state, async () => {
        const common = { meta: await metaOf(METHODS.quarantine), table: quarantineTable }
        const walked = await walk(request, { state, after: position?.after, read }, (rows, next) => ({ rows, next }))
        return { ...common, ...walked }
      })
    },
  )
  api.get(
    '/v1/quarantine/:id',
    {
      onRequest: requireKey(context.config.NHANLUC_API_KEY),
      schema: {
        tags: ['files'],
        summary: 'One refused row with the fields it consists of; needs the key',
        security: [{ key: [] }],
        params: RefusedRowParams,
        response: jsonResponse(MendableRow, 'The row'),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { row, fields } = await desk(context).mendable(request.params.id)
      return { row: { ...row, text: refusalText(row.reason) }, fields: [...fields] }
    },
  )
  api.post(
    '/v1/quarantine/:id/mend',
    {
      onRequest: requireKey(context.config.NHANLUC_API_KEY),
      schema: {
        tags: ['files'],
        summary: 'Take a refused row in as a person writes it; its own text and the reason are kept; needs the key',
        security: [{ key: [] }],
        params: RefusedRowParams,
        body: MendRequest,
        response: jsonResponse(IngestReport, 'What became of it'),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return desk(context).mend(request.params.id, request.body)
    },
  )
  api.get(
    '/v1/refused-files',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'reference',
        'Files refused whole that nothing has taken in since',
        RefusedFileQuery,
        RefusedFileList,
      ),
    },
    async (request, reply) => {
      const position = decodeCursor(request.query, RowPosition)
      const state = await refusedFileState(pool)
      const read: ReadPage<RefusedFileRow, RowKey> = async (limit, after) => {
        const files = await listRefusedFiles(pool, { before: after?.[0], limit })
        const rows = files.map(({ path: _, request: __, ...row }) => ({
          ...row,
          text: { en: row.reason, vi: inVietnamese(row.reason) ?? row.reason },
        }))
        const last = rows.at(-1)
        return { rows, last: last && [last.id] }
      }
      return respond(context, request, reply, state, async () => {
        const common = { meta: await metaOf(METHODS.refusedFiles), table: refusedFileTable }
        const walked = await walk(request, { state, after: position?.after, read }, (rows, next) => ({ rows, next }))
        return { ...common, ...walked }
      })
    },
  )
  api.post(
    '/v1/refused-files/:id/retry',
    {
      onRequest: requireKey(context.config.NHANLUC_API_KEY),
      schema: {
        tags: ['files'],
        summary: 'Read a file that was refused whole again, with what it does not say itself; needs the key',
        security: [{ key: [] }],
        params: RefusedFileParams,
        body: RefusedFileSaid,
        response: jsonResponse(IngestReport, 'What became of its rows'),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return desk(context).retryFile(request.params.id, request.body)
    },
  )
  api.post(
    '/v1/ingests/:id/retry',
    {
      onRequest: requireKey(context.config.NHANLUC_API_KEY),
      schema: {
        tags: ['files'],
        summary: 'Read the open refused rows of an ingest again, with the codes known by now; needs the key',
        security: [{ key: [] }],
        params: IngestParams,
        response: jsonResponse(IngestReport, 'What became of them'),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return desk(context).retry(request.params.id)
    },
  )
  api.get(
    '/v1/corrections',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'reference',
        'Known errors of sources, corrected by register',
        CorrectionQuery,
        CorrectionList,
      ),
    },
    async (request, reply) =>
      respond(context, request, reply, String(await newestIngest(pool)), async () => {
        const meta = await metaOf(METHODS.corrections, 'as each series says')
        const rows = await listCorrections(pool)
        return { meta, table: correctionTable, rows, body: { meta, rows } }
      }),
  )
  api.get(
    '/v1/revisions',
    {
      preValidation: settleFormat,
      schema: dataSchema('figures', 'What was revised from one vintage to the next', RevisionQuery, RevisionList),
    },
    async (request, reply) => {
      const { query } = request
      const position = decodeCursor(query, RevisionPosition)
      const { asOf, ingest } = readState(position?.state) ?? {
        asOf: query.asOf ?? today(context),
        ingest: await newestIngest(pool),
      }
      const state = `${ingest}_${asOf}`
      const filter: PairFilter = { ...query, ...periodRange(query.from, query.to), asOf, lastIngest: ingest }
      const read: ReadPage<RevisionRow, PairKey> = (limit, after) => readVintagePairs(pool, filter, limit, after)
      return respond(context, request, reply, `${state} ${await disclosureState(pool)}`, async () => {
        const meta = await metaOf(METHODS.revisions, 'as each row says', asOf)
        const common = { meta, table: revisionTable }
        const walked = await walk(request, { state, after: position?.after, read }, (rows, next) => {
          const unit = [...new Set(rows.map((r) => r.unit))].sort().join(', ') || meta.unit
          return { meta: { ...meta, unit, status: statusesOf(rows.map((r) => r.later)) }, rows, next }
        })
        return { ...common, ...walked, pin: { asOf } }
      })
    },
  )
}
