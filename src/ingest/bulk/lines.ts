import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { AppError } from '../../domain/errors.ts'
import { changedWhileRead, type Fingerprint, type Limits, notOfEncoding, openText } from '../open-text.ts'

const CHUNK_BYTES = 1024 * 1024
const NEWLINE = 10
const MAX_FIELDS = 16 // of the longest kind, in one line

/** Bytes of whole lines, in UTF-8; the last chunk may end without a line break. */
export interface LineChunk {
  readonly bytes: Buffer
  /** The file ends here. */
  readonly isLast: boolean
}

/**
 * The lines of a file as UTF-8, in chunks that end at a line break; what the reader leaves of a chunk comes again in front
 * of the next.
 *
 * @param leftOver  asked after each chunk: how many of its last bytes have not been read
 * @throws AppError FILE_NOT_READABLE when the bytes are not of the encoding, or the file changed meanwhile
 */
export async function* lineChunks(
  path: string,
  encoding: string,
  expected: Fingerprint,
  { maxFieldLength }: Limits,
  leftOver: () => number,
  onBytes: (bytes: number) => void,
): AsyncGenerator<LineChunk> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of utf8Chunks(path, encoding, expected, onBytes)) {
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = all.lastIndexOf(NEWLINE) + 1
    rest = all
    if (end === 0) {
      if (all.length > maxFieldLength * MAX_FIELDS) throw endless(path, all.length)
      continue
    }
    const bytes = all.subarray(0, end)
    if (!isUtf8(bytes)) throw notOfEncoding(path, encoding)
    yield { bytes, isLast: false }
    rest = all.subarray(end - leftOver())
  }
  if (!isUtf8(rest)) throw notOfEncoding(path, encoding)
  yield { bytes: rest, isLast: true }
}

async function* utf8Chunks(
  path: string,
  encoding: string,
  expected: Fingerprint,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  if (!/^utf-?8$/i.test(encoding)) {
    for await (const text of openText(path, encoding, expected, onBytes)) yield Buffer.from(text)
    return
  }
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    const hasMark = bytes === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
    yield hasMark ? chunk.subarray(3) : chunk
    bytes += chunk.length
    onBytes(bytes)
  }
  if (hash.digest('hex') !== expected.sha256) throw changedWhileRead(path)
}

function endless(path: string, length: number): AppError {
  const message = `${path} has a line of more than ${length} bytes. Is this a text file with one record a line?`
  return new AppError('TOO_LARGE', message, { path, length })
}
