import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError } from '../../domain/errors.ts'
import type { AddressGuard } from './address-guard.ts'
import { type FetchLimits, SMALL_BYTES } from './limits.ts'
import { pinnedLookup, type Resolve, refuseLiteral } from './pinned-lookup.ts'
import { redactAddress } from './redact.ts'

export interface HttpCall {
  readonly method: 'GET' | 'POST'
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Values that must not appear in a message. */
  readonly secrets: readonly string[]
}

/** A whole answer; its body lies unpacked in `file`. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly finalAddress: string
  readonly file: string
  readonly sha256: string
  readonly bytes: number
}
/** A fault that may pass: no connection, silence, a body that was cut. */
export interface HttpFault {
  readonly fault: string
}

export interface ExchangeDeps {
  readonly guard: AddressGuard
  readonly resolve: Resolve
  readonly limits: FetchLimits
  /** Folder for bodies under way. */
  readonly folder: string
  readonly signal: AbortSignal
}

const MOVED = new Set([301, 302, 303, 307, 308])

/**
 * Asks once and follows redirects. Every connection goes to an address that the guard let pass, and to no other that the name
 * may stand for a moment later.
 *
 * @throws AppError INVALID_INPUT for an address that may not be asked, SOURCE_UNAVAILABLE for redirects that lead nowhere,
 *         TOO_LARGE for a body beyond the limits, INTERRUPTED
 */
export async function exchange(call: HttpCall, deps: ExchangeDeps): Promise<HttpAnswer | HttpFault> {
  const seen = new Set<string>()
  let current = call
  const deadline = AbortSignal.timeout(deps.limits.totalMs)
  const signal = AbortSignal.any([deps.signal, deadline])
  for (;;) {
    if (seen.has(current.address) || seen.size > deps.limits.maxRedirects) {
      const why = seen.has(current.address) ? 'in a circle' : `more than ${deps.limits.maxRedirects} times`
      const shown = redactAddress(call.address, call.secrets)
      throw new AppError('SOURCE_UNAVAILABLE', `${shown} redirects ${why}. Check the address.`, { address: shown })
    }
    seen.add(current.address)
    try {
      const response = await open(current, deps, signal)
      const next = MOVED.has(response.statusCode!) ? response.headers.location : undefined
      if (next === undefined) return await receive(response, current, deps, signal)
      response.destroy()
      current = redirected(current, next, response.statusCode!)
    } catch (error) {
      if (deps.signal.aborted) throw new AppError('INTERRUPTED', 'The fetch was stopped; finished parts are kept.')
      if (error instanceof AppError) throw error
      if (deadline.aborted) return { fault: `it took longer than ${deps.limits.totalMs / 1000} s` }
      return { fault: faultText(error as NodeJS.ErrnoException) }
    }
  }
}

const faultText = (error: NodeJS.ErrnoException): string =>
  error.message === 'aborted' || error.code === 'ECONNRESET'
    ? 'the connection broke before the answer was whole'
    : error.message || (error.code ?? 'no connection')

/** @throws AppError INVALID_INPUT */
export function checkAddress(address: string, secrets: readonly string[]): URL {
  const shown = redactAddress(address, secrets)
  let url: URL
  try {
    url = new URL(address)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `${shown} is not an address. Write https://host/path.`, {}, { cause })
  }
  const wrong = !/^https?:$/.test(url.protocol)
    ? `${url.protocol} is not fetched; only http and https are`
    : url.username || url.password
      ? 'a name and password in an address are not sent'
      : null
  if (wrong) throw new AppError('INVALID_INPUT', `${shown}: ${wrong}.`, { address: shown })
  return url
}

function open(call: HttpCall, { guard, resolve, limits }: ExchangeDeps, signal: AbortSignal): Promise<IncomingMessage> {
  const url = checkAddress(call.address, call.secrets)
  refuseLiteral(url, guard)
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolved, reject) => {
    const request = send(url, {
      method: call.method,
      headers: call.body === null ? call.headers : { ...call.headers, 'content-length': Buffer.byteLength(call.body) },
      lookup: pinnedLookup(guard, resolve),
      // A connection of its own for each call: none is reused that was made for another name.
      agent: false,
      signal,
      timeout: limits.idleMs,
    })
    request.on('timeout', () => request.destroy(new Error(`nothing came for ${limits.idleMs / 1000} s`)))
    request.on('error', reject)
    request.on('response', resolved)
    request.end(call.body ?? undefined)
  })
}

/** The call that a redirect asks for. Keys and posted questions do not go to another server. */
function redirected(call: HttpCall, location: string, status: number): HttpCall {
  const from = new URL(call.address)
  const shown = redactAddress(call.address, call.secrets)
  let to: URL
  try {
    to = new URL(location, from)
  } catch (cause) {
    const message = `${shown} redirects to something that is no address. Check the address.`
    throw new AppError('SOURCE_UNAVAILABLE', message, { address: shown }, { cause })
  }
  const elsewhere = to.origin !== from.origin
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    const message = `${shown} redirects from https to http, where anybody could change the figures; not followed.`
    throw new AppError('SOURCE_UNAVAILABLE', message, { address: shown })
  }
  const repeats = status === 307 || status === 308
  if (elsewhere && (call.secrets.length > 0 || (call.method === 'POST' && repeats))) {
    const message = `${shown} redirects to ${to.origin}; a question with a key or a body is not sent there. Write the new address in the request if it is right.`
    throw new AppError('SOURCE_UNAVAILABLE', message, { address: shown })
  }
  const address = to.href
  if (repeats || call.method === 'GET') return { ...call, address }
  const { 'content-type': _, ...headers } = call.headers
  return { ...call, address, method: 'GET', body: null, headers }
}

async function receive(
  response: IncomingMessage,
  call: HttpCall,
  { limits, folder }: ExchangeDeps,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const file = join(folder, randomUUID())
  const hash = createHash('sha256')
  let packed = 0
  let bytes = 0
  const idle = idleTimer(response, limits.idleMs)
  const count = through((chunk) => {
    packed += chunk.length
    idle.refresh()
  })
  const measure = through((chunk) => {
    bytes += chunk.length
    const isBomb = bytes > SMALL_BYTES && bytes > packed * limits.maxRatio
    if (bytes > limits.maxBytes || isBomb)
      throw tooLarge(
        call,
        isBomb
          ? `unpacks to more than ${limits.maxRatio} times what was sent`
          : `has more than ${limits.maxBytes} bytes`,
      )
    hash.update(chunk)
  })
  try {
    await pipeline([response, count, ...unpackers(response), measure, createWriteStream(file)], { signal })
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    idle.stop()
  }
  return {
    status: response.statusCode!,
    headers: response.headers,
    finalAddress: call.address,
    file,
    sha256: hash.digest('hex'),
    bytes,
  }
}

function through(see: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      try {
        see(chunk)
        done(null, chunk)
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

function idleTimer(response: Readable, idleMs: number): { refresh(): void; stop(): void } {
  const timer = setTimeout(() => response.destroy(new Error(`nothing came for ${idleMs / 1000} s`)), idleMs)
  return { refresh: () => void timer.refresh(), stop: () => clearTimeout(timer) }
}

function unpackers(response: IncomingMessage): Transform[] {
  const codings = (response.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  return codings.reverse().flatMap((name) => {
    if (name === '' || name === 'identity') return []
    if (name === 'gzip' || name === 'x-gzip') return [createGunzip()]
    if (name === 'deflate') return [createInflate()]
    if (name === 'br') return [createBrotliDecompress()]
    throw new AppError('SOURCE_SCHEMA_CHANGED', `The answer is packed as "${name}", which was not asked for.`)
  })
}

function tooLarge(call: HttpCall, what: string): AppError {
  const shown = redactAddress(call.address, call.secrets)
  return new AppError('TOO_LARGE', `The answer of ${shown} ${what}; nothing of it is kept. Ask for less at a time.`, {
    address: shown,
  })
}
