import type { IncomingMessage } from 'node:http'
import { AppError } from '../../domain/errors.ts'
import type { AddressGuard } from './address-guard.ts'
import type { FetchLimits } from './limits.ts'
import type { Resolve } from './pinned-lookup.ts'
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

/**
 * An address that may be asked as far as its spelling goes.
 * @throws AppError INVALID_INPUT
 */
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
