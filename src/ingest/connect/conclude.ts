import { rm } from 'node:fs/promises'
import { AppError } from '../../domain/errors.ts'
import type { StoredFetch } from '../../storage/fetch.ts'
import type { AskDeps } from './ask-deps.ts'
import type { BodyStore } from './body-store.ts'
import type { Answer, Call, KeptBody } from './connector.ts'
import type { HttpAnswer } from './http.ts'
import type { Decision } from './judge.ts'
import type { Recorder } from './record.ts'
import { redactAddress } from './redact.ts'
import { refusal } from './refusals.ts'

/** Answers that are no data are kept to be looked at, up to this. */
const KEEP_REFUSED_BYTES = 1024 * 1024

/** Records what came of a question and turns it into an answer. */
export async function conclude(
  deps: AskDeps,
  call: Call,
  previous: StoredFetch | null,
  got: HttpAnswer,
  decision: Exclude<Decision, { kind: 'trouble' | 'later' }>,
  attempts: number,
  record: Recorder,
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

/** What the headers of an answer say. */
export function facts({ secrets }: AskDeps, call: Call, got: HttpAnswer) {
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

/** The body of an earlier answer, taken over. */
export const same = (previous: StoredFetch) => {
  const { mediaType, encoding, etag, lastModified, sourceMark, sha256, bytes, storedAs } = previous
  return { mediaType, encoding, etag, lastModified, sourceMark, sha256, bytes, storedAs }
}

export async function keepRefused({ store }: AskDeps, { file, bytes, sha256 }: HttpAnswer) {
  if (bytes > 0 && bytes <= KEEP_REFUSED_BYTES) return { sha256, bytes, storedAs: await store.keep(file, sha256) }
  await rm(file, { force: true })
  return { sha256, bytes }
}

/** The answer to a part that is finished. */
export function answerFromStore(deps: AskDeps, found: StoredFetch): Answer {
  if (found.outcome === 'empty') return { kind: 'empty', reason: found.reason! }
  if (found.outcome === 'split') return { kind: 'too-large', reason: found.reason! }
  if (!deps.store.has(found.storedAs!)) {
    const message = `The body of "${found.part}" (${found.sha256}) is missing from the data directory. Run the fetch again; all parts are fetched anew.`
    throw new AppError('FILE_NOT_READABLE', message, { part: found.part, abandon: true })
  }
  return bodyAnswer(deps, found)
}

export const bodyAnswer = ({ store }: AskDeps, row: StoredFetch): Answer => ({
  kind: 'body',
  body: toKeptBody(store, row),
})

function toKeptBody(store: BodyStore, row: StoredFetch): KeptBody {
  const { fetchId, part, role, fileName, address, licence, sourceMark, outcome } = row
  const kept = { sha256: row.sha256!, bytes: row.bytes!, path: store.path(row.storedAs!) }
  return { fetchId, part, role, fileName, address, licence, sourceMark, ...kept, isNew: outcome === 'stored' }
}
