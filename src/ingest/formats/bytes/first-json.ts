import { bomOf } from './encoding.ts'

/**
 * The start of a file as text when it may be JSON, else null; for telling formats apart.
 * @param opening  `{` or `[` or both
 */
export function jsonStart(first: Uint8Array, opening: '{' | '[' | '{['): string | null {
  const text = new TextDecoder(bomOf(first) ?? 'utf-8').decode(first)
  const start = text.trimStart()[0]
  return start !== undefined && opening.includes(start) ? text : null
}
