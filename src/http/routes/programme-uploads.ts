import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Meta } from '../../contracts/common.ts'
import {
  ProgrammeSetReport,
  ProgrammeSetRequest,
  UploadDetail,
  UploadList,
  UploadParams,
  UploadQuery,
} from '../../contracts/programme-uploads.ts'
import { AppError } from '../../domain/errors.ts'
import { refusedProgrammeTable, uploadTable } from '../../reports/tables/programme-uploads.ts'
import { XLSX_TYPE } from '../../reports/xlsx.ts'
import { listUploads, readUpload } from '../../storage/programme-upload.ts'
import { requireKey } from '../authorise.ts'
import { type Context, today } from '../context.ts'
import { dataSchema, PROBLEM_RESPONSES, settleFormat } from '../data-route.ts'
import { licenceSentence } from '../meta.ts'
import { respond } from '../respond.ts'

/** Seven tables of a country's programmes fit; a workbook is unpacked within its own limits. */
const SET_BYTES = 32 * 1024 ** 2
const MOST_UPLOADS = 500

/** POST /v1/programme-sets; GET /v1/programme-uploads and /v1/programme-uploads/{id}; all with the key */
export function programmeUploadRoutes(app: FastifyInstance, context: Context): void {
  const { pool, config } = context
  const onRequest = requireKey(config.NHANLUC_API_KEY)
  const metaOf = async (): Promise<Meta> => ({
    release: null,
    asOf: today(context),
    unit: 'none',
    status: 'none',
    method:
      'Bộ số liệu được nạp trọn vẹn hoặc không gì cả; mỗi dòng bị từ chối giữ nguyên văn và lý do. / A set is taken in whole or not at all; every refused row is kept as it was read, with the reason.',
    licence: await licenceSentence(pool, new Set()),
  })

  // A parser for workbooks, for this route alone: nothing else here takes bytes.
  app.register(async (scope) => {
    scope.addContentTypeParser(XLSX_TYPE, { parseAs: 'buffer', bodyLimit: SET_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/v1/programme-sets',
      {
        onRequest,
        bodyLimit: SET_BYTES,
        schema: {
          tags: ['figures'],
          summary:
            'Take in institutions and programmes: seven tables as JSON, or a workbook with a sheet each; needs the key',
          security: [{ key: [] }],
          consumes: ['application/json', XLSX_TYPE],
          body: z.union([z.instanceof(Uint8Array), ProgrammeSetRequest]).meta({ description: 'Tables, or a workbook' }),
          response: {
            200: { description: 'What was taken in', content: { 'application/json': { schema: ProgrammeSetReport } } },
            ...PROBLEM_RESPONSES,
          },
        },
      },
      async (request, reply) => {
        if (!context.loadProgrammeSet) throw new AppError('NOT_READY', 'This process takes in no programmes.')
        const report = await context.loadProgrammeSet(request.body)
        return reply.header('location', `/v1/programme-uploads/${report.upload}`).send(report)
      },
    )
  })

  const api = app.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/v1/programme-uploads',
    {
      onRequest,
      preValidation: settleFormat,
      schema: {
        ...dataSchema('reference', 'Sets that were brought, newest first; needs the key', UploadQuery, UploadList),
        security: [{ key: [] }],
      },
    },
    async (request, reply) => {
      const rows = await listUploads(pool, MOST_UPLOADS)
      return respond(context, request, reply, `uploads ${rows[0]?.id ?? 0}`, async () => {
        const meta = await metaOf()
        return { meta, table: uploadTable, rows, body: { meta, rows } }
      })
    },
  )
  api.get(
    '/v1/programme-uploads/:id',
    {
      onRequest,
      preValidation: settleFormat,
      schema: {
        ...dataSchema(
          'reference',
          'A set with every row of it that was refused; needs the key',
          UploadQuery,
          UploadDetail,
        ),
        params: UploadParams,
        security: [{ key: [] }],
      },
    },
    async (request, reply) => {
      const found = await readUpload(pool, request.params.id)
      return respond(context, request, reply, `upload ${found.upload.id}`, async () => {
        const meta = await metaOf()
        return { meta, table: refusedProgrammeTable, rows: found.rows, body: { meta, ...found } }
      })
    },
  )
}
