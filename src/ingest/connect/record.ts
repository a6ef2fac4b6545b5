import { createHash } from 'node:crypto'
import { type FetchRecord, insertFetch, type StoredFetch } from '../../storage/fetch.ts'
import type { AskDeps, RunState } from './ask-deps.ts'
import type { Call } from './connector.ts'
import { profileOf } from './hosts.ts'
import { checkAddress } from './http.ts'
import { redactAddress, redactText } from './redact.ts'

/** What is known of an answer before it comes. */
export type Question = Pick<
  FetchRecord,
  'runId' | 'part' | 'role' | 'source' | 'method' | 'address' | 'requestBody' | 'callHash' | 'licence' | 'fileName'
>

/** Writes down what came of a question; a finished part is not asked again in this run. */
export type Recorder = (found: Partial<FetchRecord> & Pick<FetchRecord, 'outcome' | 'attempts'>) => Promise<StoredFetch>

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

/** @throws AppError INVALID_INPUT for an address nobody can ask */
export function toQuestion({ secrets }: AskDeps, { runId }: RunState, call: Call): Question {
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

export const createRecorder =
  ({ pool, clock }: AskDeps, { finished }: RunState, question: Question): Recorder =>
  async (found) => {
    const row: FetchRecord = { ...question, ...NOTHING, fetchedAt: clock.now(), ...found }
    const stored = { ...row, fetchId: await insertFetch(pool, row) }
    if (row.outcome !== 'refused') finished.set(row.part, stored)
    return stored
  }
