import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { FigureMapping, Writing } from '../../contracts/figure-mapping.ts'
import {
  FileInspection,
  FileList,
  FileParams,
  InspectionQuery,
  KeptFile,
  KeptMapping,
  MAX_UPLOAD_BYTES,
  MappingList,
  MappingParams,
  NewSource,
  Preview,
  PreviewRequest,
  SavedMapping,
  UploadQuery,
} from '../../contracts/files.ts'
import { IngestReport } from '../../contracts/ingest.ts'
import { AppError } from '../../domain/errors.ts'
import { refusalText } from '../../reports/refusal-text.ts'
import { insertSource } from '../../storage/source.ts'
import { listUploadedFiles } from '../../storage/uploaded-file.ts'
import { requireKey } from '../authorise.ts'
import { type Context, desk, type Given } from '../context.ts'
import { jsonResponse, PROBLEM_RESPONSES } from '../data-route.ts'

/** A mapping of a workbook with hundreds of labels. */
const MAPPING_BYTES = 1024 ** 2
const BYTES = 'application/octet-stream'
const MOST_FILES = 100

/** /v1/files, /v1/mappings and POST /v1/sources: a file nobody has seen, from its bytes to figures in the store. */
export function fileRoutes(app: FastifyInstance, context: Context): void {
  // The bytes go to the disk as they come; nothing here holds a file.
  app.addContentTypeParser(BYTES, (_request, payload, done) => done(null, payload))
  keepRoutes(app, context)
  readRoutes(app, context)
  mappingRoutes(app, context)
}

function keepRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool, config } = context
  const guard = { onRequest: requireKey(config.NHANLUC_API_KEY) }
  const security = [{ key: [] }]

  api.post(
    '/v1/files',
    {
      ...guard,
      bodyLimit: MAX_UPLOAD_BYTES,
      schema: {
        tags: ['files'],
        summary: 'Bring a file: its bytes as the body; kept as it is, nothing is loaded; needs the key',
        security,
        consumes: [BYTES],
        querystring: UploadQuery,
        response: {
          201: { description: 'Kept', content: { 'application/json': { schema: KeptFile } } },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      const { id, isNew } = await desk(context).keep(request.query.name, bytesOf(request))
      const [file] = await listUploadedFiles(pool, 1, id)
      return reply.code(201).header('location', `/v1/files/${id}/inspection`).send({ file: file!, isNew })
    },
  )
  api.get(
    '/v1/files',
    {
      ...guard,
      schema: {
        tags: ['files'],
        summary: 'Files people brought, the newest first; needs the key',
        security,
        response: jsonResponse(FileList, 'The files'),
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { rows: await listUploadedFiles(pool, MOST_FILES) }
    },
  )
  api.post(
    '/v1/sources',
    {
      ...guard,
      schema: {
        tags: ['files'],
        summary: 'Add a source, with its licence; needs the key',
        security,
        body: NewSource,
        response: {
          201: { description: 'Added', content: { 'application/json': { schema: NewSource } } },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      if (await insertSource(pool, request.body)) return reply.code(201).send(request.body)
      throw new AppError('INVALID_INPUT', `There is a source ${request.body.id} already. Use it, or choose another id.`)
    },
  )
}

function readRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const guard = { onRequest: requireKey(context.config.NHANLUC_API_KEY), bodyLimit: MAPPING_BYTES }
  const common = { tags: ['files'], security: [{ key: [] }], params: FileParams }

  api.get(
    '/v1/files/:id/inspection',
    {
      ...guard,
      schema: {
        ...common,
        summary: 'What a file is: format, dimensions, periods, units, a draft of a mapping; needs the key',
        querystring: InspectionQuery,
        response: jsonResponse(FileInspection, 'What the file is'),
      },
    },
    async (request, reply) => {
      const { format, numbers, delimiter, encoding } = request.query
      const given = { numbers, delimiter, encoding }
      const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''))
      const writing = Writing.safeParse(said)
      if (!writing.success) throw new AppError('INVALID_INPUT', writing.error.issues.map((i) => i.message).join('; '))
      const isGiven = Object.keys(said).length > 0
      const found = await desk(context).inspect(request.params.id, {
        ...(format ? { format } : {}),
        ...(isGiven ? { writing: writing.data } : {}),
      })
      reply.header('cache-control', 'no-store')
      return sent<z.infer<typeof FileInspection>>({
        ...found,
        faults: found.faults.map((fault) => ({ ...fault, text: refusalText(fault.reason) })),
      })
    },
  )
  api.post(
    '/v1/files/:id/preview',
    {
      ...guard,
      schema: {
        ...common,
        summary: 'What would become of a file by a mapping; nothing is stored; needs the key',
        body: PreviewRequest,
        response: jsonResponse(Preview, 'Tidy rows, refusals, and what each value means'),
      },
    },
    async (request, reply) => {
      const found = await desk(context).preview(request.params.id, request.body)
      reply.header('cache-control', 'no-store')
      const refusals = found.refusals.map((one) => ({ ...one, text: refusalText(one.reason) }))
      return sent<z.infer<typeof Preview>>({ ...found, refusals })
    },
  )
  api.post(
    '/v1/files/:id/ingest',
    {
      ...guard,
      schema: {
        ...common,
        summary: 'Load a file by a mapping, which is kept with its source; needs the key',
        body: PreviewRequest,
        response: jsonResponse(IngestReport, 'What became of every row'),
      },
    },
    async (request) => desk(context).ingest(request.params.id, request.body),
  )
}

function mappingRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/v1/mappings',
    {
      schema: {
        tags: ['files'],
        summary: 'Mappings: how the figures of files become tidy rows',
        response: jsonResponse(MappingList, 'The mappings'),
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-cache')
      return { rows: await desk(context).mappings() }
    },
  )
  api.get(
    '/v1/mappings/:id',
    {
      schema: {
        tags: ['files'],
        summary: 'One mapping, its newest version',
        params: MappingParams,
        response: jsonResponse(KeptMapping, 'The mapping'),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-cache')
      return desk(context).mapping(request.params.id)
    },
  )
  api.put(
    '/v1/mappings/:id',
    {
      onRequest: requireKey(context.config.NHANLUC_API_KEY),
      bodyLimit: MAPPING_BYTES,
      schema: {
        tags: ['files'],
        summary: 'Keep a mapping as its newest version; needs the key',
        security: [{ key: [] }],
        params: MappingParams,
        body: FigureMapping,
        response: jsonResponse(SavedMapping, 'Kept'),
      },
    },
    async (request) => {
      const { id } = request.params
      if (request.body.id !== id) {
        const message = `The mapping says it is ${request.body.id}, the address says ${id}. Make them agree.`
        throw new AppError('INVALID_INPUT', message)
      }
      return { id, version: await desk(context).saveMapping(request.body) }
    },
  )
}

/** The answer as the type of the route wants it: nobody changes it on the way. */
const sent = <T>(given: Given<T>): T => given as T

function bytesOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const { body } = request
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
    return body as AsyncIterable<Uint8Array>
  throw new AppError('INVALID_INPUT', `Send the bytes of the file as the body, with Content-Type: ${BYTES}.`)
}
