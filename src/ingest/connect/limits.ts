/** What one answer of a source may be and take at most. */
export interface FetchLimits {
  /** Of a body, unpacked. */
  readonly maxBytes: number
  /** Unpacked to packed; small bodies may shrink as they like. */
  readonly maxRatio: number
  readonly maxRedirects: number
  /** Nothing arrives for this long. */
  readonly idleMs: number
  /** The whole exchange. Files that are made per request take minutes to begin. */
  readonly totalMs: number
  readonly maxAttempts: number
  /** Longest wait between two attempts or for a turn; a source that asks for more is left for later. */
  readonly maxWaitMs: number
  /** Answers of one run, so that a source whose pages never end does not fill the disk. */
  readonly maxParts: number
  /** Nesting of JSON. */
  readonly maxDepth: number
}
export const FETCH_LIMITS: FetchLimits = {
  maxBytes: 2 * 1024 ** 3,
  maxRatio: 300,
  maxRedirects: 5,
  idleMs: 120_000,
  totalMs: 30 * 60_000,
  maxAttempts: 5,
  maxWaitMs: 10 * 60_000,
  maxParts: 5000,
  maxDepth: 64,
}
/** Bodies and members below this may shrink as they like: a table of zeros does. */
export const SMALL_BYTES = 4 * 1024 * 1024
