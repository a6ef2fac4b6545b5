/** Rows of a JSON page when no limit is given. */
export const PAGE_ROWS = 500
const BATCH_ROWS = 2000

export interface Page<R, Key> {
  readonly rows: R[]
  /** Key of the last row; absent when the page is empty. */
  readonly last?: Key
}
/** Reads up to `limit` rows after a key. */
export type ReadPage<R, Key> = (limit: number, after?: Key) => Promise<Page<R, Key>>

/** One page, and the key to go on from: null when the rows ended. */
export async function onePage<R, Key>(
  read: ReadPage<R, Key>,
  limit: number,
  after?: Key,
): Promise<{ rows: R[]; next: Key | null }> {
  const page = await read(limit, after)
  if (page.last === undefined || page.rows.length < limit) return { rows: page.rows, next: null }
  const more = await read(1, page.last)
  return { rows: page.rows, next: more.rows.length > 0 ? page.last : null }
}

/** Every row from a key on, batch by batch: constant memory, and no connection held while the client reads slowly. */
export async function* allRows<R, Key>(read: ReadPage<R, Key>, after?: Key, batch = BATCH_ROWS): AsyncGenerator<R> {
  let key = after
  for (;;) {
    const page = await read(batch, key)
    yield* page.rows
    if (page.last === undefined || page.rows.length < batch) return
    key = page.last
  }
}
