import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

/** Where a walk over pages stands: the state of the data it began with, and the key of the last row sent. */
export interface Position<Key> {
  readonly state: string
  readonly after: Key
}

/** Names of parameters that may change between two pages of one walk. */
const FREE = new Set(['cursor', 'limit', 'format', 'lang', 'metadata', 'labels'])

const fingerprint = (query: object): string => {
  const bound = Object.entries(query).filter(([name, value]) => value !== undefined && !FREE.has(name))
  return createHash('sha256').update(JSON.stringify(bound.sort())).digest('base64url').slice(0, 8)
}

/** Opaque text of a position; it fits the query it was made for and no other. */
export function encodeCursor<Key extends readonly unknown[]>(query: object, position: Position<Key>): string {
  return Buffer.from(JSON.stringify([fingerprint(query), position.state, position.after])).toString('base64url')
}

/**
 * The position behind a cursor; undefined on the first page.
 * @throws AppError INVALID_INPUT when the text is no cursor of ours, or one of another query
 */
export function decodeCursor<Key extends readonly unknown[]>(
  query: { readonly cursor?: string },
  key: z.ZodType<Key>,
): Position<Key> | undefined {
  if (query.cursor === undefined) return undefined
  const parsed = z.tuple([z.string(), z.string(), key]).safeParse(parseJson(query.cursor))
  if (!parsed.success) throw wrongCursor('is not one that this service gave out')
  const [print, state, after] = parsed.data
  if (print !== fingerprint(query)) throw wrongCursor('belongs to another query')
  return { state, after: after as Key }
}

function parseJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
const wrongCursor = (why: string) =>
  new AppError(
    'INVALID_INPUT',
    `The cursor ${why}. Take it from "next" of the page before and leave the other parameters as they were.`,
    {
      parameter: 'cursor',
    },
  )
