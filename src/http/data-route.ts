import type { FastifyRequest, preValidationAsyncHookHandler } from 'fastify'
import { z } from 'zod'
import { Problem } from '../contracts/common.ts'
import { CSV_TYPE } from '../reports/csv.ts'
import { XLSX_TYPE } from '../reports/xlsx.ts'
import { type DataFormat, negotiateFormat } from './negotiate.ts'

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

/** Schema of a route whose answer comes as JSON, CSV or XLSX. */
export function dataSchema<Q extends z.ZodType, B extends z.ZodType>(
  tag: 'figures' | 'reference',
  summary: string,
  querystring: Q,
  body: B,
) {
  return {
    tags: [tag],
    summary,
    querystring,
    response: {
      200: {
        description: summary,
        content: {
          'application/json': { schema: body },
          [CSV_TYPE.split(';')[0]!]: { schema: z.string().describe('RFC 4180, UTF-8') },
          [XLSX_TYPE]: { schema: z.string().meta({ format: 'binary' }) },
        },
      },
      ...PROBLEM_RESPONSES,
    },
  }
}

/** Settles the format of the answer; a caller who wants none of ours hears so before anything is read. */
export const settleFormat: preValidationAsyncHookHandler = async (request, reply) => {
  reply.header('vary', 'Accept')
  request.dataFormat = negotiateFormat(request.headers.accept, (request.query as { format?: unknown }).format)
}

/** Address of a request as the caller wrote it, for provenance. */
export const addressOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}${request.url}`
