import type { FastifyRequest, preValidationAsyncHookHandler } from 'fastify'
import { z } from 'zod'
import { MetadataPlace, Problem, ReportFormat, SdmxLabels, StatisticalFormat } from '../contracts/common.ts'
import { CSV_TYPE } from '../reports/csv.ts'
import { JSON_STAT_TYPE } from '../reports/json-stat.ts'
import { PDF_TYPE } from '../reports/pdf.ts'
import { SDMX_CSV_TYPE } from '../reports/sdmx-csv.ts'
import { XLSX_TYPE } from '../reports/xlsx.ts'
import {
  type DataFormat,
  DOCUMENT_FORMATS,
  FORMATS,
  negotiateFormat,
  REPORT_FORMATS,
  STATISTICAL_FORMATS,
} from './negotiate.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Format of the answer, settled before the query is looked at. */
    dataFormat: DataFormat
  }
}

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

/** Failures every route can answer with. */
export const PROBLEM_RESPONSES = {
  '4xx': problem('The request cannot be answered; `code` says why'),
  '5xx': problem('The service cannot answer now; `code` says why'),
}

/** Response of a route that answers in JSON only. */
export const jsonResponse = <B extends z.ZodType>(body: B, description: string) => ({
  200: { description, content: { 'application/json': { schema: body } } },
  ...PROBLEM_RESPONSES,
})

type Query<S extends z.core.$ZodLooseShape> = z.ZodObject<S, z.core.$strict>
const PLACE = { metadata: MetadataPlace }
const FORMS = { format: StatisticalFormat, labels: SdmxLabels }
const bareType = (type: string): string => type.split(';')[0]!

/** Schema of a route whose answer comes as JSON, CSV or XLSX. */
export function dataSchema<S extends z.core.$ZodLooseShape, B extends z.ZodType>(
  tag: 'figures' | 'reference',
  summary: string,
  querystring: Query<S>,
  body: B,
) {
  return {
    tags: [tag],
    summary,
    querystring: querystring.extend(PLACE) as unknown as Query<S & typeof PLACE>,
    response: {
      200: {
        description: summary,
        content: {
          'application/json': { schema: body },
          [bareType(CSV_TYPE)]: { schema: z.string().describe('RFC 4180, UTF-8') },
          [XLSX_TYPE]: { schema: z.string().meta({ format: 'binary' }) },
        },
      },
      ...PROBLEM_RESPONSES,
    },
  }
}

/** Schema of a route whose rows are figures: it also answers in JSON-stat 2.0 and SDMX-CSV 2.0. */
export function statisticalSchema<S extends z.core.$ZodLooseShape, B extends z.ZodType>(
  summary: string,
  querystring: Query<S>,
  body: B,
) {
  const wider = querystring.extend(FORMS) as unknown as Query<Omit<S, 'format'> & typeof FORMS>
  const schema = dataSchema('figures', summary, wider, body)
  const { content } = schema.response[200]
  const more = {
    [bareType(JSON_STAT_TYPE)]: { schema: z.looseObject({}).describe('JSON-stat 2.0 data set') },
    [bareType(SDMX_CSV_TYPE)]: { schema: z.string().describe('SDMX-CSV 2.0, UTF-8') },
  }
  return {
    ...schema,
    response: { ...schema.response, 200: { description: summary, content: { ...content, ...more } } },
  }
}

/** Schema of a route whose figures also come as a report to read. */
export function reportSchema<S extends z.core.$ZodLooseShape, B extends z.ZodType>(
  summary: string,
  querystring: Query<S>,
  body: B,
) {
  const schema = statisticalSchema(summary, querystring, body)
  const { content } = schema.response[200]
  const pdf = { [PDF_TYPE]: { schema: z.string().meta({ format: 'binary' }) } }
  return {
    ...schema,
    querystring: schema.querystring.extend({ format: ReportFormat }) as unknown as typeof schema.querystring,
    response: { ...schema.response, 200: { description: summary, content: { ...content, ...pdf } } },
  }
}

const settleAmong =
  (offered: readonly DataFormat[]): preValidationAsyncHookHandler =>
  async (request, reply) => {
    reply.header('vary', 'Accept')
    request.dataFormat = negotiateFormat(
      request.headers.accept,
      (request.query as { format?: unknown }).format,
      offered,
    )
  }
/** Settles the format of the answer; a caller who wants none of ours hears so before anything is read. */
export const settleFormat = settleAmong(FORMATS)
/** The same for what is also a PDF. */
export const settleDocumentFormat = settleAmong(DOCUMENT_FORMATS)
/** The same for figures. */
export const settleStatisticalFormat = settleAmong(STATISTICAL_FORMATS)
/** The same for figures that are a report too. */
export const settleReportFormat = settleAmong(REPORT_FORMATS)

/** Address of a request as the caller wrote it, for provenance. */
export const addressOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}${request.url}`
