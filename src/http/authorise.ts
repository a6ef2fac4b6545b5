import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { AppError } from '../domain/errors.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether a request carries the key; the comparison takes the same time for every wrong one. */
export function holdsKey(request: FastifyRequest, key: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return key !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(key))
}

/** Lets only holders of the key pass. Without a key in the configuration nobody does. */
export const requireKey =
  (key: string | undefined): onRequestAsyncHookHandler =>
  async (request) => {
    if (holdsKey(request, key)) return
    const detail =
      key === undefined
        ? 'Writing is switched off: this service was started without NHANLUC_API_KEY.'
        : 'This route writes and needs the key. Send Authorization: Bearer <key>.'
    throw new AppError('UNAUTHORISED', detail)
  }
