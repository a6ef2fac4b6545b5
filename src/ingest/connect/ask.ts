import { rm } from 'node:fs/promises'
import { AppError } from '../../domain/errors.ts'
import { findLatestBody, type StoredFetch } from '../../storage/fetch.ts'
import type { AskDeps, RunState } from './ask-deps.ts'
import { pause } from './clock.ts'
import { answerFromStore, bodyAnswer, conclude, facts, keepRefused, same } from './conclude.ts'
import type { Answer, Ask, Call } from './connector.ts'
import { exchange } from './exchange.ts'
import type { HttpAnswer } from './http.ts'
import { judge } from './judge.ts'
import { createRecorder, type Question, type Recorder, toQuestion } from './record.ts'
import { unavailable } from './refusals.ts'
import { backOffMs, retryAfterMs } from './retry.ts'

/** A job that the source works on is looked at this often before it is left for later. */
const MAX_LATER = 12
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
    const question = toQuestion(deps, run, call)
    return askSource(deps, run, call, question, createRecorder(deps, run, question))
  }
}

async function askSource(
  deps: AskDeps,
  run: RunState,
  call: Call,
  question: Question,
  record: Recorder,
): Promise<Answer> {
  const { clock, limits, log, store } = deps
  const latest = await findLatestBody(deps.pool, question.callHash)
  const previous = latest && store.has(latest.storedAs!) ? latest : null
  if (previous && call.sourceMark !== undefined && previous.sourceMark === call.sourceMark) {
    return bodyAnswer(deps, await record({ ...same(previous), outcome: 'unchanged', attempts: 0 }))
  }
  const pacer = await run.pacerOf(question.source)
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
      throw unavailable(question, decision.reason, attempt + later, asked, clock)
    }
    if (!('fault' in got)) await rm(got.file, { force: true })
    log.warn(`${question.source}: ${decision.reason}; trying again in ${Math.round(wait / 1000)} s (${question.part})`)
    await pause(clock, wait, deps.signal)
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
