import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { LabelText } from '../../contracts/common.ts'
import {
  type Area,
  AreaList,
  AssumptionList,
  AssumptionQuery,
  LensList,
  ReferenceQuery,
  SectorList,
  SectorQuery,
  SourceList,
} from '../../contracts/reference.ts'
import type { Table } from '../../reports/table.ts'
import {
  areaTable,
  assumptionTable,
  lensMembers,
  lensTable,
  sectorTable,
  sourceTable,
} from '../../reports/tables/reference.ts'
import { readAssumptions } from '../../storage/assumption.ts'
import { type AreaRecord, listAreas } from '../../storage/read-area.ts'
import { listCodes, listLenses } from '../../storage/read-classification.ts'
import { publishedAreas } from '../../storage/read-release.ts'
import { listSources } from '../../storage/read-source.ts'
import { type Context, today } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { licenceSentence } from '../meta.ts'
import { respond } from '../respond.ts'

/** GET /v1/areas, /v1/sectors, /v1/lenses, /v1/sources, /v1/assumptions */
export function referenceRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.get(
    '/v1/areas',
    {
      preValidation: settleFormat,
      schema: dataSchema('reference', 'Territories of every time, and which have gaps', ReferenceQuery, AreaList),
    },
    async (request, reply) => {
      const published = await publishedAreas(pool)
      const rows = (await listAreas(pool)).map((area) => withAvailability(area, published))
      return respondList(context, request, reply, areaTable, rows, { rows })
    },
  )
  api.get(
    '/v1/sectors',
    {
      preValidation: settleFormat,
      schema: dataSchema('reference', 'Codes of one version of the industry classification', SectorQuery, SectorList),
    },
    async (request, reply) => {
      const { scheme, level } = request.query
      const rows = await listCodes(pool, scheme, level)
      return respondList(context, request, reply, sectorTable, rows, { scheme, rows })
    },
  )
  api.get(
    '/v1/lenses',
    {
      preValidation: settleFormat,
      schema: dataSchema('reference', 'Growth-sector lenses and what each takes in', ReferenceQuery, LensList),
    },
    async (request, reply) => {
      const rows = await listLenses(pool)
      return respondList(context, request, reply, lensTable, lensMembers(rows), { rows })
    },
  )
  api.get(
    '/v1/sources',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'reference',
        'Sources, their licences, and what was read from them',
        ReferenceQuery,
        SourceList,
      ),
    },
    async (request, reply) => {
      const rows = await listSources(pool)
      return respondList(context, request, reply, sourceTable, rows, { rows })
    },
  )
  api.get(
    '/v1/assumptions',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'reference',
        'Numbers that are published nowhere and had to be assumed, with their range and where they come from',
        AssumptionQuery,
        AssumptionList,
      ),
    },
    async (request, reply) => {
      const { kind, status } = request.query
      const rows = (await readAssumptions(pool, kind))
        .filter((row) => status === undefined || row.status === status)
        .map(({ assumptionId, ...row }) => ({ id: assumptionId, ...row }))
      return respondList(context, request, reply, assumptionTable, rows, { rows })
    },
  )
}

/** Reference lists are short and change with the code too, so their tag is a hash of what they say. */
export async function respondList<R>(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  table: Table<R>,
  rows: readonly R[],
  body: object,
): Promise<FastifyReply> {
  const state = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 12)
  return respond(context, request, reply, state, async () => ({
    meta: {
      release: null,
      asOf: today(context),
      unit: 'none',
      status: 'none',
      method: 'Danh mục mã kèm phiên bản / Code list with versions',
      licence: await licenceSentence(context.pool),
    },
    table,
    rows,
    body,
  }))
}

const NO_RELEASE: LabelText = {
  vi: 'Chưa có phiên bản nào được công bố.',
  en: 'No release has been published yet.',
}
const NOT_COVERED: LabelText = {
  vi: 'Phiên bản hiện hành chưa tính cho địa bàn này: cơ cấu việc làm theo ngành của địa bàn không được công bố và chưa được ước tính.',
  en: 'The current release does not cover this area: its employment by sector is published nowhere and has not been estimated.',
}
const ended = (area: AreaRecord): LabelText => ({
  vi: `Địa bàn này không còn từ ngày ${area.validTo}; xem địa bàn kế thừa.`,
  en: `This territory ended on ${area.validTo}; see the area that took it in.`,
})

function withAvailability(area: AreaRecord, published: readonly string[] | null): Area {
  const hasGaps = published?.includes(area.id) ?? false
  const reason = published === null ? NO_RELEASE : area.validTo === null ? NOT_COVERED : ended(area)
  return { ...area, hasGaps, unavailableReason: hasGaps ? null : reason }
}
