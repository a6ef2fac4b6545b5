import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { LabelText, Problem } from '../../contracts/common.ts'
import { AppError, type ErrorCode } from '../../domain/errors.ts'
import { languageOf } from '../language.ts'
import { PROBLEMS, SPOKEN } from '../problem.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'
const RETRY_AFTER_SECONDS = 10

type FieldErrors = NonNullable<Problem['errors']>
/** What an error may bring to be told in both languages. */
interface Told {
  readonly parameter?: unknown
  readonly text?: LabelText
  readonly errors?: readonly { readonly pointer: string; readonly text: LabelText }[]
}
interface Failure {
  readonly code: ErrorCode
  /** Status where it differs from the one of the code: 415, for one, is an INVALID_INPUT too. */
  readonly status?: number
  readonly detail: string
  readonly errors?: FieldErrors
  /** The detail in both languages; left out, the catalogue has it. */
  readonly text?: LabelText
  readonly places?: Told['errors']
}

/** Answers every failure with an RFC 9457 problem, whatever threw it; logs what is our fault, once. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(request, reply, explain(error), error))
  // The limit covers addresses that do not exist, so that guessing them is not free.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    sendProblem(request, reply, {
      code: 'NOT_FOUND',
      detail: `There is no ${request.method} ${pathOf(request)}. /docs lists every address.`,
    }),
  )
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  failure: Failure,
  cause?: unknown,
): FastifyReply {
  const kind = PROBLEMS[failure.code]
  const status = failure.status ?? kind.status
  const lang = languageOf(request)
  if (status >= 500 && failure.code !== 'NOT_READY') request.log.error({ err: cause }, failure.detail)
  const hidden = status >= 500 && !SPOKEN.has(failure.code)
  const problem: Problem = {
    type: `/v1/errors/${failure.code}`,
    title: kind.title[lang],
    status,
    detail: hidden ? `${kind.meaning[lang]} (${request.id})` : (failure.text?.[lang] ?? failure.detail),
    instance: pathOf(request),
    code: failure.code,
    ...(failure.errors && { errors: failure.errors }),
    ...(failure.places && { errors: failure.places.map(({ pointer, text }) => ({ pointer, detail: text[lang] })) }),
  }
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="nhanluc"')
  if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  return reply
    .code(status)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .header('content-language', lang)
    .type(PROBLEM_TYPE)
    .serializer(JSON.stringify as (payload: unknown) => string)
    .send(problem)
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0]!

/** Finds the code for whatever was thrown. */
export function explain(error: FastifyError | AppError): Failure {
  if (error instanceof AppError) return explainOwn(error)
  if (hasZodFastifySchemaValidationErrors(error)) return explainValidation(error)
  const sqlState = explainDriver(error.code)
  if (sqlState) return { ...sqlState, ...(sqlState.detail === '' && { detail: error.message }) }
  const status = error.statusCode ?? 500
  if (status < 400 || status >= 500) return { code: 'INTERNAL', detail: error.message }
  const codes: Readonly<Record<number, ErrorCode>> = {
    401: 'UNAUTHORISED',
    404: 'NOT_FOUND',
    406: 'NOT_ACCEPTABLE',
    413: 'TOO_LARGE',
    429: 'RATE_LIMITED',
  }
  return { code: codes[status] ?? 'INVALID_INPUT', status, detail: error.message }
}

function explainOwn(error: AppError): Failure {
  const { parameter, text, errors: places } = error.detail as Told
  if (places) return { code: error.code, detail: error.message, text, places }
  const errors = typeof parameter === 'string' ? [{ pointer: `/query/${parameter}`, detail: error.message }] : undefined
  return { code: error.code, detail: error.message, errors }
}

/** SQLSTATEs (PostgreSQL manual, appendix A) and socket errors that say what happened; anything else is a bug of ours. */
function explainDriver(code: string | undefined): Failure | null {
  if (code === undefined) return null
  if (/^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'].includes(code)) {
    return { code: 'DATABASE_UNREACHABLE', detail: '' }
  }
  // Text that is no number, day or UTF-8 for PostgreSQL, or out of range: only a parameter can hold that.
  if (['22003', '22007', '22008', '22021', '22P02'].includes(code)) {
    return { code: 'INVALID_INPUT', detail: 'A parameter is out of range or holds a character that no code contains.' }
  }
  return null
}

const PLACES: Readonly<Record<string, string>> = {
  querystring: 'query',
  params: 'path',
  body: 'body',
  headers: 'headers',
}

function explainValidation(error: FastifyError): Failure {
  const place = PLACES[error.validationContext ?? ''] ?? 'query'
  const errors = error.validation!.flatMap(({ keyword, instancePath, message, params }): FieldErrors => {
    const base = `/${place}${instancePath === '/' ? '' : instancePath}`
    if (keyword !== 'unrecognized_keys') return [{ pointer: base, detail: message ?? 'is not valid' }]
    return (params['keys'] as string[]).map((key) => ({
      pointer: `${base}/${key}`,
      detail: `There is no parameter "${key}".`,
    }))
  })
  const detail = errors.map((e) => `${e.pointer.split('/').slice(2).join('.') || place}: ${e.detail}`).join('; ')
  return { code: 'INVALID_INPUT', detail, errors }
}
