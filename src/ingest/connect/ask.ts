import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { AppError } from '../../domain/errors.ts'
import type { Pool } from '../../storage/database.ts'
import { type FetchRecord, findLatestBody, insertFetch, type StoredFetch } from '../../storage/fetch.ts'
import type { Log } from '../../storage/log.ts'
import type { AddressGuard } from './address-guard.ts'
import type { BodyStore } from './body-store.ts'
import type { Clock } from './clock.ts'
import type { Answer, Ask, Call, KeptBody } from './connector.ts'
import { checkAddress, exchange, type HttpAnswer } from './exchange.ts'
import { profileOf } from './hosts.ts'
import { type Decision, judge } from './judge.ts'
import type { FetchLimits } from './limits.ts'
import type { Pacer } from './pace.ts'
import type { Resolve } from './pinned-lookup.ts'
import { redactAddress, redactText } from './redact.ts'
import { backOffMs, retryAfterMs } from './retry.ts'

export interface AskDeps {
  readonly pool: Pool
  readonly log: Log
  readonly clock: Clock
  /** Uniform on [0, 1), for the jitter of waits. */
  readonly random: () => number
  readonly guard: AddressGuard
  readonly resolve: Resolve
  readonly limits: FetchLimits
  readonly store: BodyStore
  readonly userAgent: string
  /** Keys that must appear in no record, message or file. */
  readonly secrets: readonly string[]
  readonly signal: AbortSignal
}

export interface RunState {
  readonly runId: number
  readonly finished: Map<string, StoredFetch>
  readonly pacerOf: (source: string) => Promise<Pacer>
}

/** A job that the source works on is looked at this often before it is left for later. */
const MAX_LATER = 12
/** Answers that are no data are kept to be looked at, up to this. */
const KEEP_REFUSED_BYTES = 1024 * 1024

type Base = Pick<
  FetchRecord,
  'runId' | 'part' | 'role' | 'source' | 'method' | 'address' | 'requestBody' | 'callHash' | 'licence' | 'fileName'
>

/** The `ask` of one run. */
export function createAsk(deps: AskDeps, run: RunState): Ask {
  let calls = 0
  return async (call) => {
    calls += 1
    if (calls > deps.limits.maxParts) {
      const message = `The request needs more than ${deps.limits.maxParts} calls. Ask for less at a time.`
      throw new AppError('TOO_LARGE', message, { maxParts: deps.limits.maxParts })
    }
    const finished = run.finished.get(call.part)
    if (finished) return answerFromStore(deps, finished)
    const base = describe(deps, run, call)
    const record = async (found: Partial<FetchRecord> & Pick<FetchRecord, 'outcome' | 'attempts'>) => {
      const row: FetchRecord = { ...base, ...NOTHING, fetchedAt: deps.clock.now(), ...found }
      const stored = { ...row, fetchId: await insertFetch(deps.pool, row) }
      if (row.outcome !== 'refused') run.finished.set(call.part, stored)
      return stored
    }
    return askSource(deps, run, call, base, record)
  }
}

const NOTHING = {
  finalAddress: null,
  reason: null,
  httpStatus: null,
  mediaType: null,
  encoding: null,
  etag: null,
  lastModified: null,
  sourceMark: null,
  sha256: null,
  bytes: null,
  storedAs: null,
} as const

function describe({ secrets }: AskDeps, { runId }: RunState, call: Call): Base {
  const url = checkAddress(call.address, secrets)
  const method = call.method ?? 'GET'
  const address = redactAddress(call.address, secrets)
  const requestBody = call.body === undefined ? null : redactText(call.body, secrets)
  const question = [method, address, requestBody ?? '', call.headers?.['accept'] ?? '']
  return {
    runId,
    part: call.part,
    role: call.role ?? 'data',
    source: url.host,
    method,
    address,
    requestBody,
    callHash: createHash('sha256').update(question.join('\n')).digest('hex'),
    licence: call.licence ?? profileOf(url.host).licence,
    fileName: call.fileName,
  }
}

type Record_ = (found: Partial<FetchRecord> & Pick<FetchRecord, 'outcome' | 'attempts'>) => Promise<StoredFetch>

async function askSource(deps: AskDeps, run: RunState, call: Call, base: Base, record: Record_): Promise<Answer> {
  const { clock, limits, log, store } = deps
  const latest = await findLatestBody(deps.pool, base.callHash)
  const previous = latest && store.has(latest.storedAs!) ? latest : null
  if (previous && call.sourceMark !== undefined && previous.sourceMark === call.sourceMark) {
    return bodyAnswer(deps, await record({ ...same(previous), outcome: 'unchanged', attempts: 0 }))
  }
  const pacer = await run.pacerOf(base.source)
  for (let attempt = 1, later = 0; ; ) {
    await pacer.turn(deps.signal)
    const got = await send(deps, call, previous).catch(async (error: unknown) => {
      if (error instanceof AppError && error.code !== 'INTERRUPTED') {
        await record({ outcome: 'refused', attempts: attempt, reason: error.message })
      }
      throw error
    })
    const decision =
      'fault' in got
        ? ({ kind: 'trouble', trouble: 'passing', reason: got.fault } as const)
        : await judge(got, call, previous, limits)
    if (decision.kind !== 'trouble' && decision.kind !== 'later') {
      return conclude(deps, call, previous, got as HttpAnswer, decision, attempt + later, record)
    }
    const spent = decision.kind === 'later' ? ++later >= MAX_LATER : attempt >= limits.maxAttempts
    const asked = 'fault' in got ? null : retryAfterMs(got.headers['retry-after'], clock.now())
    const kind = decision.kind === 'later' ? 'passing' : decision.trouble
    const wait = backOffMs(kind, decision.kind === 'later' ? Math.min(later + 1, 6) : attempt, asked, deps.random())
    if (spent || wait > limits.maxWaitMs) {
      const known = 'fault' in got ? {} : { ...facts(deps, call, got), ...(await keepRefused(deps, got)) }
      await record({ ...known, outcome: 'refused', attempts: attempt + later, reason: decision.reason })
      throw unavailable(base, decision.reason, attempt + later, asked, clock)
    }
    if (!('fault' in got)) await rm(got.file, { force: true })
    log.warn(`${base.source}: ${decision.reason}; trying again in ${Math.round(wait / 1000)} s (${base.part})`)
    await clock.sleep(wait, deps.signal).catch((cause: unknown) => {
      throw new AppError('INTERRUPTED', 'The fetch was stopped; finished parts are kept.', {}, { cause })
    })
    if (decision.kind === 'trouble') attempt += 1
  }
}

function send(deps: AskDeps, call: Call, previous: StoredFetch | null) {
  const uses = [call.address, call.body ?? '', ...Object.values(call.headers ?? {})]
  const conditional = call.method === 'POST' ? {} : conditions(previous)
  const headers = {
    accept: '*/*',
    'accept-language': 'en',
    'accept-encoding': 'gzip, deflate, br',
    ...conditional,
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...call.headers,
    'user-agent': deps.userAgent,
  }
  return exchange(
    {
      method: call.method ?? 'GET',
      address: call.address,
      headers,
      body: call.body ?? null,
      secrets: deps.secrets.filter((secret) => uses.some((text) => text.includes(secret))),
    },
    { guard: deps.guard, resolve: deps.resolve, limits: deps.limits, folder: deps.store.partial, signal: deps.signal },
  )
}

const conditions = (previous: StoredFetch | null): Record<string, string> => ({
  ...(previous?.etag ? { 'if-none-match': previous.etag } : {}),
  ...(previous?.lastModified ? { 'if-modified-since': previous.lastModified } : {}),
})

/** Records what came of a question and turns it into an answer. */
async function conclude(
  deps: AskDeps,
  call: Call,
  previous: StoredFetch | null,
  got: HttpAnswer,
  decision: Exclude<Decision, { kind: 'trouble' | 'later' }>,
  attempts: number,
  record: Record_,
): Promise<Answer> {
  const known = facts(deps, call, got)
  if (decision.kind === 'not-modified') {
    await rm(got.file, { force: true })
    const { finalAddress, httpStatus } = known
    return bodyAnswer(
      deps,
      await record({ ...same(previous!), finalAddress, httpStatus, outcome: 'unchanged', attempts }),
    )
  }
  if (decision.kind === 'data') {
    const storedAs = await deps.store.keep(got.file, got.sha256)
    const outcome = previous?.sha256 === got.sha256 ? 'unchanged' : 'stored'
    const sourceMark = decision.sourceMark ?? call.sourceMark ?? null
    const row = await record({
      ...known,
      sha256: got.sha256,
      bytes: got.bytes,
      storedAs,
      sourceMark,
      outcome,
      attempts,
    })
    return bodyAnswer(deps, row)
  }
  const { reason } = decision
  const kept = await keepRefused(deps, got)
  if (decision.kind === 'empty' || decision.kind === 'too-large') {
    const outcome = decision.kind === 'empty' ? 'empty' : 'split'
    await record({ ...known, ...kept, outcome, attempts, reason })
    return { kind: decision.kind, reason }
  }
  await record({ ...known, ...kept, outcome: 'refused', attempts, reason })
  if (call.optional && decision.kind !== 'quota') return { kind: 'refused', reason }
  throw refusal(redactAddress(call.address, deps.secrets), got.status, decision)
}

function facts({ secrets }: AskDeps, call: Call, got: HttpAnswer) {
  const [mediaType = null, ...parameters] = (got.headers['content-type'] ?? '').split(';').map((part) => part.trim())
  const charset = parameters
    .find((p) => /^charset=/i.test(p))
    ?.slice(8)
    .replaceAll('"', '')
  return {
    finalAddress:
      got.finalAddress === new URL(call.address).href || got.finalAddress === call.address
        ? null
        : redactAddress(got.finalAddress, secrets),
    httpStatus: got.status,
    mediaType: mediaType || null,
    encoding: charset ?? null,
    etag: got.headers.etag ?? null,
    lastModified: got.headers['last-modified'] ?? null,
  }
}

const same = (previous: StoredFetch) => {
  const { mediaType, encoding, etag, lastModified, sourceMark, sha256, bytes, storedAs } = previous
  return { mediaType, encoding, etag, lastModified, sourceMark, sha256, bytes, storedAs }
}

async function keepRefused({ store }: AskDeps, { file, bytes, sha256 }: HttpAnswer) {
  if (bytes > 0 && bytes <= KEEP_REFUSED_BYTES) return { sha256, bytes, storedAs: await store.keep(file, sha256) }
  await rm(file, { force: true })
  return { sha256, bytes }
}

function answerFromStore(deps: AskDeps, found: StoredFetch): Answer {
  if (found.outcome === 'empty') return { kind: 'empty', reason: found.reason! }
  if (found.outcome === 'split') return { kind: 'too-large', reason: found.reason! }
  if (!deps.store.has(found.storedAs!)) {
    const message = `The body of "${found.part}" (${found.sha256}) is missing from the data directory. Run the fetch again; all parts are fetched anew.`
    throw new AppError('FILE_NOT_READABLE', message, { part: found.part, abandon: true })
  }
  return bodyAnswer(deps, found)
}

const bodyAnswer = ({ store }: AskDeps, row: StoredFetch): Answer => ({ kind: 'body', body: toKeptBody(store, row) })

export function toKeptBody(store: BodyStore, row: StoredFetch): KeptBody {
  const { fetchId, part, role, fileName, address, licence, sourceMark, outcome } = row
  const kept = { sha256: row.sha256!, bytes: row.bytes!, path: store.path(row.storedAs!) }
  return { fetchId, part, role, fileName, address, licence, sourceMark, ...kept, isNew: outcome === 'stored' }
}

function unavailable(
  { source, address, part }: Base,
  reason: string,
  attempts: number,
  asked: number | null,
  clock: Clock,
): AppError {
  const when = asked === null ? 'later' : `after ${new Date(clock.now() + asked).toISOString()}`
  const message = `${source} gave no data after ${attempts} attempt${attempts === 1 ? '' : 's'}: ${reason}. Run the same fetch again ${when}; finished parts are kept.`
  return new AppError('SOURCE_UNAVAILABLE', message, { source, address, part })
}

function refusal(
  address: string,
  status: number,
  decision: { readonly kind: string; readonly reason: string },
): AppError {
  const said = decision.reason
  if (decision.kind === 'quota')
    return new AppError(
      'RATE_LIMITED',
      `${address}: ${said}. Run the same fetch again tomorrow; finished parts are kept.`,
      { address },
    )
  if (decision.kind === 'wrong')
    return new AppError(
      'SOURCE_SCHEMA_CHANGED',
      `${address} answered, but not with data: ${said}. Nothing is stored; open the address in a browser.`,
      { address },
    )
  if (status === 404 || status === 410)
    return new AppError('NOT_FOUND', `${address}: ${said}. Check the codes and the address.`, { address })
  if (status === 401 || status === 403) {
    const hint = 'Some services ask for a contact (NHANLUC_CONTACT) or a key'
    return new AppError('SOURCE_UNAVAILABLE', `${address} does not let us in: ${said}. ${hint}.`, { address })
  }
  return new AppError('INVALID_INPUT', `${address} declines: ${said}. Change the request.`, { address })
}
