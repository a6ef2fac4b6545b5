/** Every code an error of ours can carry; `http/problem.ts` maps each to a status and docs/errors.md explains it. */
export const ERROR_CODES = [
  'INVALID_INPUT',
  'INVALID_CONFIG',
  'FILE_NOT_READABLE',
  'MAPPING_INVALID',
  'NOT_FOUND',
  'SERIES_NOT_FOUND',
  'RELEASE_NOT_FOUND',
  'NOT_READY',
  'NOT_AVAILABLE',
  'NOT_ADDITIVE',
  'NOT_COMPARABLE',
  'NOT_ACCEPTABLE',
  'TOO_LARGE',
  'RATE_LIMITED',
  'UNAUTHORISED',
  'VINTAGE_EXISTS',
  'CONFLICT',
  'INSUFFICIENT_HISTORY',
  'BREAK_IN_SERIES',
  'UNKNOWN_CLASSIFICATION',
  'MARGINS_INCONSISTENT',
  'NOT_CONVERGED',
  'ARTEFACT_INCOMPATIBLE',
  'HORIZON_TOO_SHORT',
  'DATABASE_UNREACHABLE',
  'DATA_DIRECTORY_LOCKED',
  'PORT_IN_USE',
  'SOURCE_UNAVAILABLE',
  'SOURCE_SCHEMA_CHANGED',
  'INTERRUPTED',
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * The one error class of the project. Lower layers know codes, never HTTP.
 * The message is part of the interface: what happened, the numbers, what to do.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: string,
    detail: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}
