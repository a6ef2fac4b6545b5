import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Transaction } from './database.ts'

export type Cell = string | number | boolean | null

const CHUNK_CHARACTERS = 128 * 1024

/**
 * Sends rows to a table by COPY, as fast as PostgreSQL takes them and no faster than they come.
 *
 * @param target  `table (column, ...)`; ours, never a caller's text
 */
export async function copyRows(
  tx: Transaction,
  target: string,
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
): Promise<void> {
  const sink = tx.client.query(copyFrom(`copy ${target} from stdin`))
  await pipeline(Readable.from(encode(batches), { objectMode: false, highWaterMark: CHUNK_CHARACTERS }), sink)
}

async function* encode(batches: AsyncIterable<readonly (readonly Cell[])[]>): AsyncGenerator<string> {
  let text = ''
  for await (const rows of batches) {
    for (const row of rows) {
      text += encodeRow(row)
      if (text.length < CHUNK_CHARACTERS) continue
      yield text
      text = ''
    }
  }
  if (text) yield text
}

function encodeRow(row: readonly Cell[]): string {
  let text = ''
  for (let i = 0; i < row.length; i += 1) {
    const cell = row[i]!
    text += `${i ? '\t' : ''}${cell === null ? '\\N' : typeof cell === 'string' ? escapeText(cell) : cell}`
  }
  return `${text}\n`
}

const SPECIAL = /[\\\n\r\t]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]!) : text
