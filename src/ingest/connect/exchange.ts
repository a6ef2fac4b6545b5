import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { AppError } from '../../domain/errors.ts'
import { checkAddress, type ExchangeDeps, type HttpAnswer, type HttpCall, type HttpFault } from './http.ts'
import { pinnedLookup, refuseLiteral } from './pinned-lookup.ts'
import { receive } from './receive.ts'
import { redactAddress } from './redact.ts'
import { redirected } from './redirect.ts'

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
