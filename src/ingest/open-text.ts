import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AppError } from '../domain/errors.ts'

/** What one file may be at most; a file beyond is refused whole, with the number in the message. */
export interface Limits {
  readonly maxBytes: number
  readonly maxRows: number
  /** Characters. */
  readonly maxFieldLength: number
}
export const LIMITS: Limits = { maxBytes: 2 * 1024 ** 3, maxRows: 20_000_000, maxFieldLength: 65_536 }

const CHUNK_BYTES = 256 * 1024

export interface Fingerprint {
  readonly sha256: string
  readonly bytes: number
}

/**
 * SHA-256 and size of a file.
 * @throws AppError FILE_NOT_READABLE, TOO_LARGE
 */
export async function fingerprint(path: string, { maxBytes }: Limits): Promise<Fingerprint> {
  const { size } = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(path, cause)
  })
  if (size > maxBytes) {
    throw new AppError('TOO_LARGE', `${path} has ${size} bytes; at most ${maxBytes} are read. Split it.`, {
      path,
      size,
    })
  }
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer)
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException)
  }
  return { sha256: hash.digest('hex'), bytes: size }
}

/**
 * The text of a file in chunks, without a byte order mark.
 *
 * @param encoding  a WHATWG label: utf-8, utf-16le, windows-1258 ...
 * @param expected  what the file was when it was fingerprinted
 * @param onBytes   told how many bytes have been read so far
 * @throws AppError MAPPING_INVALID for an unknown encoding; FILE_NOT_READABLE when the bytes are not of that encoding, or
 *         the file was changed meanwhile
 */
export async function* openText(
  path: string,
  encoding: string,
  expected: Fingerprint,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  const hash = createHash('sha256')
  let bytes = 0
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch (cause) {
      throw notOfEncoding(path, encoding, bytes, cause)
    }
  }
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    hash.update(chunk as Buffer)
    yield decode(chunk as Buffer)
    bytes += (chunk as Buffer).length
    onBytes(bytes)
  }
  yield decode()
  if (hash.digest('hex') !== expected.sha256) {
    throw changedWhileRead(path)
  }
}

export function notOfEncoding(path: string, encoding: string, nearByte?: number, cause?: unknown): AppError {
  const place = nearByte === undefined ? '' : ` (near byte ${nearByte})`
  const message = `${path} is not ${encoding} text${place}. Name its encoding in the mapping, e.g. "encoding": "windows-1258".`
  return new AppError('FILE_NOT_READABLE', message, { path, encoding }, { cause })
}

export function changedWhileRead(path: string): AppError {
  const message = `${path} changed while it was read. Read it again once it is complete.`
  return new AppError('FILE_NOT_READABLE', message, { path })
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch (cause) {
    const message = `encoding: "${encoding}" is not known; write e.g. utf-8, utf-16le or windows-1258.`
    throw new AppError('MAPPING_INVALID', message, { encoding }, { cause })
  }
}

function unreadable(path: string, cause: NodeJS.ErrnoException): AppError {
  const reason = { ENOENT: 'there is no such file', EACCES: 'permission denied', EISDIR: 'it is a folder' }[
    cause.code ?? ''
  ]
  return new AppError('FILE_NOT_READABLE', `${path} cannot be read: ${reason ?? cause.message}.`, { path }, { cause })
}

/** The first few kilobytes of a file, as UTF-8. @throws AppError FILE_NOT_READABLE */
export async function readFirstText(path: string): Promise<string> {
  try {
    for await (const chunk of createReadStream(path, { end: 8191 })) return (chunk as Buffer).toString('utf8')
    return ''
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException)
  }
}
