import iconv from 'iconv-lite'
import { AppError } from '../../../domain/errors.ts'
import { decodeTcvn3 } from './tcvn3.ts'

const ALIASES: Readonly<Record<string, string>> = {
  ansi: 'windows-1252',
  // Pages labelled Latin-1 use the windows bytes 80-9F too; Latin-1 has only control characters there (WHATWG Encoding 4.2).
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  ascii: 'windows-1252',
  'us-ascii': 'windows-1252',
  unicode: 'utf-8',
  '65001': 'utf-8',
  '1200': 'utf-16le',
}

/** The Vietnamese standard VN3, known by its fonts as ABC; no library has it. */
const TCVN3 = /^(tcvn3|tcvn-?5712-?3|vn3|abc)$/

/** A byte order mark at the start of a file; null where there is none. */
export function bomOf(first: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return 'utf-8'
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be'
  return null
}

/** The name of an encoding as the decoder knows it: `1258` and `Windows-1258` are one; null when nobody knows it. */
export function encodingName(declared: string): string | null {
  const name = declared.trim().toLowerCase()
  if (TCVN3.test(name)) return 'tcvn3'
  const known = ALIASES[name] ?? (/^\d{3,5}$/.test(name) ? `cp${name}` : name)
  return iconv.encodingExists(known) ? known : null
}

export type Utf8Likeness = 'ascii' | 'utf-8' | 'other'

/**
 * Whether bytes are UTF-8: single-byte text of any language almost never forms valid sequences by chance.
 * @param first  the start of a file; a sequence cut by its end is no fault
 */
export function utf8Likeness(first: Uint8Array): Utf8Likeness {
  if (!first.some((byte) => byte >= 0x80)) return 'ascii'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(first, { stream: true })
    return 'utf-8'
  } catch {
    return 'other'
  }
}

/**
 * The text of a file in chunks, without a byte order mark.
 *
 * @param name      of the file, for messages
 * @param encoding  as `encodingName` gives it
 * @throws AppError FILE_NOT_READABLE when the bytes are not of that encoding; with the place and what to write instead
 */
export async function* decode(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  const known = encodingName(encoding)
  if (known === null) {
    const message = `${name}: the encoding "${encoding}" is not known. Write e.g. utf-8, windows-1252 or windows-1258.`
    throw new AppError('FILE_NOT_READABLE', message, { file: name, encoding })
  }
  // Only UTF-8 can be told to be wrong; for it the strict decoder of the platform is used.
  const decoder = decoderOf(known)
  let read = 0
  for await (const chunk of bytes) {
    const text = attempt(name, known, read, () => decoder.write(Buffer.from(chunk)))
    read += chunk.length
    if (text) yield text
  }
  const rest = attempt(name, known, read, () => decoder.end())
  if (rest) yield rest
}

interface Decoder {
  write(chunk: Buffer): string
  end(): string | undefined
}

function decoderOf(encoding: string): Decoder {
  if (encoding === 'utf-8' || encoding === 'utf8') return strictUtf8()
  if (encoding !== 'tcvn3') return iconv.getDecoder(encoding)
  return { write: (chunk) => decodeTcvn3(chunk.toString('latin1')), end: () => undefined }
}

function strictUtf8(): Decoder {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}

function attempt<T>(name: string, encoding: string, at: number, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const message = `${name} is not ${encoding} text (after byte ${at}). Name its encoding, e.g. windows-1258, or load an undamaged copy.`
    throw new AppError('FILE_NOT_READABLE', message, { file: name, encoding, byte: at }, { cause })
  }
}

/**
 * The encoding of a text file: its byte order mark, what was declared, or UTF-8 where the bytes allow it.
 *
 * @param declared  by the mapping; null when nothing was
 * @throws AppError FILE_NOT_READABLE when nothing tells it: an encoding is never guessed
 */
export function textEncoding(name: string, first: Uint8Array, declared: string | null = null): string {
  const bom = bomOf(first)
  if (bom) return bom
  if (declared !== null) return declared
  if (utf8Likeness(first) !== 'other') return 'utf-8'
  const message = `${name} is not UTF-8 and does not say what it is. Declare its encoding in the mapping, e.g. windows-1258, windows-1252 or tcvn3.`
  throw new AppError('FILE_NOT_READABLE', message, { file: name })
}
