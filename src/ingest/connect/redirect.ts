import { AppError } from '../../domain/errors.ts'
import type { HttpCall } from './http.ts'
import { redactAddress } from './redact.ts'

/**
 * The call that a redirect asks for. Keys and posted questions do not go to another server.
 * @throws AppError SOURCE_UNAVAILABLE
 */
export function redirected(call: HttpCall, location: string, status: number): HttpCall {
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
