import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { StoredFetch } from '../../storage/fetch.ts'
import { errorBodyOf } from '../formats/error-body.ts'
import type { Call, Unjudged, Verdict } from './connector.ts'
import { examine, type Finding, isChallenge } from './examine/examine.ts'
import type { HttpAnswer } from './http.ts'
import type { FetchLimits } from './limits.ts'
import { readHead } from './read-body.ts'
import { type Trouble, troubleOf } from './retry.ts'

/** What becomes of an answer. */
export type Decision =
  | Verdict
  | { readonly kind: 'not-modified' }
  /** A success whose body is not what the source promises. */
  | { readonly kind: 'wrong'; readonly reason: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly reason: string }

const HEAD_BYTES = 64 * 1024
const MAX_JSON_BYTES = 64 * 1024 * 1024

/** Decides whether an answer is data; a status of 200 alone says nothing. */
export async function judge(
  got: HttpAnswer,
  call: Call,
  previous: StoredFetch | null,
  limits: FetchLimits,
): Promise<Decision> {
  const { status, headers, file, bytes } = got
  if (status === 304 && previous) return { kind: 'not-modified' }
  const trouble = troubleOf(status)
  const isGuarded = status === 403 || status === 429 || status === 503
  if (headers['cf-mitigated'] === 'challenge' || (isGuarded && isChallenge(await readHead(file, HEAD_BYTES)))) {
    return { kind: 'trouble', trouble: 'throttled', reason: `HTTP ${status} and a check for robots` }
  }
  if (trouble) return { kind: 'trouble', trouble, reason: `HTTP ${status}${await said(file)}` }
  const isSuccess = status >= 200 && status < 300
  const finding = isSuccess ? await examine(file, bytes, call.expect, limits) : null
  if (finding?.kind === 'challenge') return { kind: 'trouble', trouble: 'throttled', reason: finding.reason }
  if (finding?.kind === 'cut') return { kind: 'trouble', trouble: 'passing', reason: finding.reason }
  const head = finding
    ? Buffer.from(finding.head)
        .toString('utf8')
        .replace(/^\ufeff/, '')
    : await readHead(file, HEAD_BYTES)
  const verdict = call.judge?.({ status, finding, head, json: () => parseSmall(file, bytes) } satisfies Unjudged)
  return verdict ?? (finding ? ofFinding(finding) : await ofStatus(status, file))
}

function ofFinding(finding: Finding): Decision {
  if (finding.kind === 'data') return { kind: 'data' }
  return { kind: finding.kind === 'empty' ? 'empty' : 'wrong', reason: (finding as { reason: string }).reason }
}

async function ofStatus(status: number, file: string): Promise<Decision> {
  const reason = `HTTP ${status}${await said(file)}`
  return { kind: status === 413 ? 'too-large' : 'refused', reason }
}

/** The words of an error answer. */
async function said(file: string): Promise<string> {
  const head = await readHead(file, HEAD_BYTES)
  const words =
    errorBodyOf(Buffer.from(head)) ??
    head
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
  return words === '' ? '' : ` (${words})`
}

function parseSmall(file: string, bytes: number): unknown {
  if (bytes > MAX_JSON_BYTES) return undefined
  try {
    const body = readFileSync(file)
    const whole = body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength: MAX_JSON_BYTES }) : body
    return JSON.parse(whole.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
