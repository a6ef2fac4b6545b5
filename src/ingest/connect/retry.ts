/** Statuses that pass: overload, gateways, Cloudflare's 52x. */
const PASSING = new Set([408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530])
const BASE_MS = 2000
/** A source that says "too many" is left alone for a minute at least, doubling (ILOSTAT's stated practice). */
const THROTTLED_BASE_MS = 60_000
const LONGEST_MS = 10 * 60_000
const JITTER = 0.25

export type Trouble = 'passing' | 'throttled'

/** Whether a status means "try again", and how patiently; null when it does not. */
export const troubleOf = (status: number): Trouble | null =>
  status === 429 ? 'throttled' : PASSING.has(status) ? 'passing' : null

/**
 * Milliseconds that `Retry-After` asks for: seconds, or an HTTP date.
 * @param now  milliseconds since 1970
 * @returns null when there is no such header or nobody can read it
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const at = text === '' || !/[a-z]/i.test(text) ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/**
 * Wait before the next attempt.
 *
 *     base 2^(k-1) (1 + 0.25 u),   base 2 s, or 60 s when throttled, at most 10 min; never less than the source asks for
 *
 * @param attempt  k, the attempt that failed, from 1
 * @param asked    what Retry-After asks for, ms
 * @param u        uniform on [0, 1): clients that failed together do not come back together
 */
export function backOffMs(trouble: Trouble, attempt: number, asked: number | null, u: number): number {
  const base = trouble === 'throttled' ? THROTTLED_BASE_MS : BASE_MS
  const own = Math.min(LONGEST_MS, base * 2 ** (attempt - 1)) * (1 + JITTER * u)
  // A source that names a time is believed, even when it is sooner.
  return asked === null ? own : Math.max(asked, BASE_MS / 2)
}
