import type { FastifyRequest } from 'fastify'
import { encodeCursor } from './cursor.ts'
import { allRows, onePage, PAGE_ROWS, type ReadPage } from './pages.ts'

type Paged = { readonly limit?: number }

/** Rows of an answer that comes in pages, and the JSON body of one page. */
export interface Walk<R> {
  readonly rows: Iterable<R> | AsyncIterable<R>
  readonly next?: string | null
  readonly body: object
}

/**
 * The page somebody asked for; without a limit, formats other than JSON hold every row from the position on.
 * @param state names the data the walk began with, see `Position`
 */
export async function walk<R, Key extends readonly unknown[]>(
  { query, dataFormat }: FastifyRequest,
  { state, after, read }: { readonly state: string; readonly after?: Key; readonly read: ReadPage<R, Key> },
  bodyOf: (rows: R[], next: string | null) => object,
): Promise<Walk<R>> {
  const { limit } = query as Paged
  if (dataFormat !== 'json' && limit === undefined) return { rows: allRows(read, after), body: {} }
  const { rows, next: last } = await onePage(read, limit ?? PAGE_ROWS, after)
  const next = last && encodeCursor(query as object, { state, after: last })
  return { rows, next, body: bodyOf(rows, next) }
}
