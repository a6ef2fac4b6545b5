import type { FastifyRequest } from 'fastify'
import type { Lang } from '../contracts/common.ts'

/** Language of a problem: `lang=` as it was written, else the first of Accept-Language that we speak, else English. */
export function languageOf(request: FastifyRequest): Lang {
  const asked = /[?&]lang=(vi|en)\b/.exec(request.url)?.[1]
  const spoken = /\b(vi|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase()
  return (asked ?? spoken) === 'vi' ? 'vi' : 'en'
}
