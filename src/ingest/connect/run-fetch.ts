import { createHash } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import { listCallTimes, readFinishedParts } from '../../storage/fetch.ts'
import { endFetchRun, openFetchRun, withSourceLock } from '../../storage/fetch-run.ts'
import { createAsk } from './ask.ts'
import type { AskDeps } from './ask-deps.ts'
import { openBodyStore } from './body-store.ts'
import type { Answer, KeptBody, SourceKeys } from './connector.ts'
import { profileOf } from './hosts.ts'
import { checkAddress } from './http.ts'
import { createPacer, type Pacer } from './pace.ts'
import { redactAddress, redactText } from './redact.ts'
import { type CheckedRequest, checkRequest } from './registry.ts'

export interface FetchDeps extends Omit<AskDeps, 'store' | 'secrets'> {
  /** Folder of the bodies. */
  readonly folder: string
  readonly keys: SourceKeys
  /** Told the parts that are finished. */
  readonly onPart?: (finished: number, part: string) => void
}

export interface FetchReport {
  readonly runId: number
  readonly connector: string
  /** True: parts of an earlier start were taken over. */
  readonly resumed: boolean
  /** Of both roles, in the order of the request. */
  readonly bodies: readonly KeptBody[]
  /** Data bodies with something new. */
  readonly fresh: number
  /** Parts that are legitimately without a figure. */
  readonly empty: number
}

/** Parts of a run that broke off longer ago may belong to another vintage than those still missing. */
const FRESH_MS = 24 * 3600_000

/**
 * Fetches everything a request asks for, or goes on with the same request where it broke off. Nothing that is not data is kept
 * as data; every answer is recorded.
 *
 * @throws AppError INVALID_INPUT for a wrong request or an address that may not be asked; SOURCE_UNAVAILABLE, RATE_LIMITED,
 *         SOURCE_SCHEMA_CHANGED, NOT_FOUND, TOO_LARGE as the source answers; NOT_AVAILABLE when it has nothing; NOT_READY while
 *         another process asks it; INTERRUPTED
 */
export async function runFetch(deps: FetchDeps, connectorId: string, request: unknown): Promise<FetchReport> {
  const checked = checkRequest(connectorId, request)
  const secrets = Object.values(deps.keys).filter((key) => key !== null)
  const { host } = checkAddress(checked.origin, secrets)
  return withSourceLock(deps.pool, host, () => fetchLocked({ ...deps, secrets }, checked))
}

async function fetchLocked(
  deps: FetchDeps & { readonly secrets: string[] },
  checked: CheckedRequest,
): Promise<FetchReport> {
  const { pool, clock } = deps
  const store = await openBodyStore(deps.folder)
  const shown = withoutKeys(checked.request, deps.secrets) as object
  const requestHash = createHash('sha256')
    .update(JSON.stringify([checked.connector, shown]))
    .digest('hex')
  const run = await openFetchRun(
    pool,
    { connector: checked.connector, request: shown, requestHash },
    clock.now(),
    FRESH_MS,
  )
  const finished = new Map(await readFinishedParts(pool, run.runId))
  const answers: { readonly answer: Answer; readonly isData: boolean }[] = []
  const ask = createAsk({ ...deps, store }, { runId: run.runId, finished, pacerOf: pacersOf(deps) })
  try {
    await checked.collect(async (call) => {
      const answer = await ask(call)
      answers.push({ answer, isData: call.role !== 'structure' })
      deps.onPart?.(answers.length, call.part)
      return answer
    }, deps.keys)
  } catch (error) {
    const abandon = error instanceof AppError && error.detail['abandon'] === true
    await endFetchRun(pool, run.runId, abandon ? 'abandoned' : 'open', (error as Error).message, clock.now())
    throw error
  }
  const report = summarise(checked.connector, run, answers)
  const reasons = answers.flatMap(({ answer, isData }) => (isData && answer.kind === 'empty' ? [answer.reason] : []))
  const nothing = report.bodies.every(({ role }) => role !== 'data')
  await endFetchRun(pool, run.runId, 'done', nothing ? `no data: ${reasons[0] ?? ''}` : null, clock.now())
  if (!nothing) return report
  const message = `The source has nothing for this request: ${reasons[0] ?? 'no part of it holds data'}. Check codes and periods; nothing is stored.`
  throw new AppError('NOT_AVAILABLE', message, { runId: run.runId })
}

function summarise(
  connector: string,
  run: { readonly runId: number; readonly resumed: boolean },
  answers: readonly { readonly answer: Answer; readonly isData: boolean }[],
): FetchReport {
  const bodies = answers.flatMap(({ answer }) => (answer.kind === 'body' ? [answer.body] : []))
  const fresh = bodies.filter(({ role, isNew }) => role === 'data' && isNew).length
  const empty = answers.filter(({ answer, isData }) => isData && answer.kind === 'empty').length
  return { ...run, connector, bodies, fresh, empty }
}

/** One pacer a server, which knows when any process asked it before. */
function pacersOf({ pool, clock, limits }: FetchDeps): (source: string) => Promise<Pacer> {
  const pacers = new Map<string, Pacer>()
  return async (source) => {
    const known = pacers.get(source)
    if (known) return known
    const { pacing } = profileOf(source)
    const span = Math.max(pacing.minIntervalMs, pacing.window?.ms ?? 0)
    const earlier = await listCallTimes(pool, source, clock.now() - span)
    const pacer = createPacer(source, pacing, earlier, clock, limits.maxWaitMs)
    pacers.set(source, pacer)
    return pacer
  }
}

/** A request as it may be kept: addresses in it without their keys. */
export function withoutKeys(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string')
    return /^https?:/i.test(value) ? redactAddress(value, secrets) : redactText(value, secrets)
  if (Array.isArray(value)) return value.map((item) => withoutKeys(item, secrets))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutKeys(item, secrets)]))
}
