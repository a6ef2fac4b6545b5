import { AppError } from '../../domain/errors.ts'
import type { Ask, Connector, SourceKeys } from './connector.ts'
import { bls } from './sources/bls.ts'
import { eurostat } from './sources/eurostat.ts'
import { ilostat } from './sources/ilostat.ts'
import { pxWeb } from './sources/px-web.ts'
import { sdmx } from './sources/sdmx.ts'
import { plainUrl } from './sources/url.ts'
import { worldBank } from './sources/world-bank.ts'

/** Every source that can be asked; a new connector is added to this list and nowhere else. */
export const CONNECTORS: readonly Connector[] = [ilostat, sdmx, pxWeb, eurostat, worldBank, bls, plainUrl].map(
  (connector) => connector as Connector,
)

/** A request that fits its connector. */
export interface CheckedRequest {
  readonly connector: string
  /** With its defaults filled in. */
  readonly request: object
  /** Address of the server. */
  readonly origin: string
  collect(ask: Ask, keys: SourceKeys): Promise<void>
}

/**
 * Checks a request before anything is asked.
 * @throws AppError INVALID_INPUT naming the connector or each wrong member, with an example
 */
export function checkRequest(id: string, raw: unknown): CheckedRequest {
  const connector = CONNECTORS.find((known) => known.id === id)
  if (!connector) {
    const ids = CONNECTORS.map((known) => known.id)
    throw new AppError('INVALID_INPUT', `There is no connector "${id}". Known are ${ids.join(', ')}.`, {
      connectors: ids,
    })
  }
  const parsed = connector.request.safeParse(raw)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`)
    const message = `The request does not fit ${id}. ${wrong.join('; ')}. Example: ${JSON.stringify(connector.example)}`
    throw new AppError('INVALID_INPUT', message, { connector: id, wrong })
  }
  const request = parsed.data as object
  return {
    connector: id,
    request,
    origin: connector.origin(request),
    collect: (ask, keys) => connector.collect(request, ask, keys),
  }
}
