import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { LabelText, Lang, Problem } from '../../contracts/common.ts'
import { AppError, type ErrorCode } from '../../domain/errors.ts'
import { languageOf } from '../language.ts'
import { PROBLEMS, type ProblemKind, SPOKEN } from '../problem.ts'
import { inVietnamese } from '../refusals.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'
const RETRY_AFTER_SECONDS = 10

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
    detail: hidden ? `${kind.meaning[lang]} (${request.id})` : told(failure, kind, lang),
    instance: pathOf(request),
    code: failure.code,
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

/** The detail in one language. What no text has in Vietnamese is told in English behind the meaning of its code. */
function told({ detail, text }: Failure, kind: ProblemKind, lang: Lang): string {
  if (text) return text[lang]
  if (lang === 'en') return detail
  return inVietnamese(detail) ?? `${kind.meaning.vi} (${detail})`
}
const inBoth = (en: string): LabelText => ({ vi: inVietnamese(en) ?? en, en })

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
  const { parameter, text, errors } = error.detail as Told
  if (errors) return { code: error.code, detail: error.message, text, places: errors }
  const places =
    typeof parameter === 'string'
      ? [{ pointer: `/query/${parameter}`, text: text ?? inBoth(error.message) }]
      : undefined
  return { code: error.code, detail: error.message, text, places }
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

const LOCALES = { vi: z.locales.vi().localeError, en: z.locales.en().localeError }

/** What validation says of a value: our own words where the schema has them, else those of the library in each language. */
function issueText(issue: { readonly code?: string; readonly message: string }): LabelText {
  const said = (lang: Lang): string => {
    const text = LOCALES[lang](issue as never)
    return (typeof text === 'string' ? text : text?.message) ?? issue.message
  }
  // The library shows what it received, which may be nothing a person sent.
  const short = (text: string) => text.replace(/, (nhận được|received) [^,]*$/, '')
  const isOfLibrary = short(said('en')) === short(issue.message)
  return { vi: inVietnamese(issue.message) ?? (isOfLibrary ? short(said('vi')) : issue.message), en: issue.message }
}

function explainValidation(error: FastifyError): Failure {
  const place = PLACES[error.validationContext ?? ''] ?? 'query'
  const places = error.validation!.flatMap(
    ({ keyword, instancePath, message, params }): NonNullable<Told['errors']> => {
      const base = `/${place}${instancePath === '/' ? '' : instancePath}`
      if (keyword !== 'unrecognized_keys')
        return [{ pointer: base, text: issueText({ ...params, code: keyword, message: message ?? 'is not valid' }) }]
      return (params['keys'] as string[]).map((key) => ({
        pointer: `${base}/${key}`,
        text: inBoth(`There is no parameter "${key}".`),
      }))
    },
  )
  const all = (lang: Lang) =>
    places.map((e) => `${e.pointer.split('/').slice(2).join('.') || place}: ${e.text[lang]}`).join('; ')
  return { code: 'INVALID_INPUT', detail: all('en'), text: { vi: all('vi'), en: all('en') }, places }
}
