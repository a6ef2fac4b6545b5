import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { LabelText, Meta } from '../contracts/common.ts'

/** Parameters that change how an answer is written and not what it says. */
const APPEARANCE = ['metadata', 'format', 'lang', 'labels']

/** What identifies an answer for good. */
export interface Permanent {
  readonly id: string
  /** Address with the release, or the day of the data, named. */
  readonly address: string
  readonly citation: string
}

/**
 * Id, address and citation of an answer.
 * @param pin  parameters that hold the answer still, e.g. `{ release: 'r-1' }`; they replace those of the query
 */
export function permanentOf(
  request: FastifyRequest,
  name: string,
  title: LabelText,
  meta: Meta,
  pin: Readonly<Record<string, string>>,
): Permanent {
  const url = new URL(request.url, `${request.protocol}://${request.host}`)
  for (const [key, value] of Object.entries(pin)) url.searchParams.set(key, value)
  url.searchParams.delete('metadata')
  url.searchParams.sort()
  const content = new URL(url)
  for (const key of APPEARANCE) content.searchParams.delete(key)
  const hash = createHash('sha256')
    .update(content.pathname + content.search)
    .digest('hex')
    .slice(0, 12)
  const id = [name, meta.release ?? meta.asOf, hash].join('.')
  const edition = meta.release === null ? '' : `release ${meta.release}, `
  const citation = `Nhân lực: ${title.vi} / ${title.en}; ${edition}data as known on ${meta.asOf}; ${id}. ${url.href}`
  return { id, address: url.href, citation }
}
