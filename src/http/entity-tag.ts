import { createHash } from 'node:crypto'

/**
 * Weak entity tag of an answer, known before anything is read: the state of the data (a release, or the newest ingest) and
 * a hash of everything that shapes the answer. Weak, because compression changes the bytes and not the content.
 */
export function entityTag(state: string, shape: readonly unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(shape)).digest('base64url').slice(0, 16)
  return `W/"${state.replace(/[^\w.-]/g, '_')}-${hash}"`
}

/** Whether an If-None-Match header names the tag (RFC 9110, 13.1.2: weak comparison). */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const opaque = (text: string) => text.trim().replace(/^W\//, '')
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((candidate) => opaque(candidate) === opaque(tag))
}
