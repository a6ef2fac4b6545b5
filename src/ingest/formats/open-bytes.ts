import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../domain/errors.ts'
import { bomOf, decode } from './bytes/encoding.ts'
import { readFirst } from './bytes/read-whole.ts'
import type { ByteSource, ReadLimits } from './reader.ts'

const CHUNK_BYTES = 256 * 1024
/** Tables compress 10 to 60 times; beyond this a file is made to exhaust the machine. */
const MAX_GZIP_RATIO = 300

/**
 * A file to read; each `stream()` opens it anew. A gzip file (ILOSTAT `.csv.gz`) is unpacked on the way.
 * @throws AppError FILE_NOT_READABLE
 */
export async function fileSource(path: string, name = basename(path)): Promise<ByteSource> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('FILE_NOT_READABLE', `${path} cannot be read: ${cause.message}.`, { path }, { cause })
  })
  if (!found.isFile()) throw new AppError('FILE_NOT_READABLE', `${path} is not a file.`, { path })
  const open = (): AsyncIterable<Uint8Array> => createReadStream(path, { highWaterMark: CHUNK_BYTES })
  return unpacked({ name, size: found.size, stream: open })
}

/** Bytes at hand as a source, in chunks as a file would give them. */
export function bytesSource(name: string, bytes: Uint8Array, chunkBytes = CHUNK_BYTES): ByteSource {
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
  }
  return { name, size: bytes.length, stream }
}

/** The source itself, or what lies in it when it is gzip. */
async function unpacked(source: ByteSource): Promise<ByteSource> {
  for await (const first of source.stream()) {
    if (first[0] !== 0x1f || first[1] !== 0x8b) return source
    return { name: source.name.replace(/\.gz$/i, ''), size: source.size, stream: () => gunzip(source) }
  }
  return source
}

async function* gunzip(source: ByteSource): AsyncGenerator<Uint8Array> {
  const output = createGunzip({ chunkSize: CHUNK_BYTES })
  const piping = pipeline(Readable.from(source.stream(), { objectMode: false }), output)
  piping.catch(() => {}) // told by the iteration below
  let bytes = 0
  try {
    for await (const chunk of output) {
      bytes += (chunk as Buffer).length
      if (bytes > Math.max(1, source.size) * MAX_GZIP_RATIO) throw bomb(source, bytes)
      yield chunk as Buffer
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const message = `${source.name} is a damaged or cut gzip file (${(cause as Error).message}). Fetch it again.`
    throw new AppError('FILE_NOT_READABLE', message, { file: source.name }, { cause })
  } finally {
    output.destroy()
  }
}

function bomb({ name, size }: ByteSource, bytes: number): AppError {
  const message = `${name} unpacks to more than ${MAX_GZIP_RATIO} times its ${size} bytes. It is not read; unpack it yourself if it is meant.`
  return new AppError('TOO_LARGE', message, { file: name, size, bytes })
}

/**
 * The text of a source in chunks, without a byte order mark, which decides when it is there.
 * @param declared  encoding the format gives where no mark does; UTF-8 for most
 * @throws AppError FILE_NOT_READABLE, TOO_LARGE
 */
export async function* openText(source: ByteSource, limits: ReadLimits, declared = 'utf-8'): AsyncGenerator<string> {
  const mark = bomOf(await readFirst(source, 4))
  yield* decode(source.name, bounded(source, limits), mark ?? declared)
}

async function* bounded(source: ByteSource, { maxBytes }: ReadLimits): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of source.stream()) {
    bytes += chunk.length
    if (bytes > maxBytes) {
      const message = `${source.name} has more than ${maxBytes} bytes. Split it, or ask the source for a smaller extract.`
      throw new AppError('TOO_LARGE', message, { file: source.name, maxBytes })
    }
    yield chunk
  }
}
