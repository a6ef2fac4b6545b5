import { crc32 } from 'node:zlib'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { AppError } from '../../../domain/errors.ts'
import type { ByteSource, ReadLimits } from '../reader.ts'
import { readWhole } from './read-whole.ts'

const MAX_ARCHIVE_BYTES = 512 * 1024 * 1024
const MAX_MEMBERS = 2000
/** Sheets of numbers shrink 10 to 40 times; a bomb 1000 times and more. Small members may shrink as they like. */
const MAX_RATIO = 250
const SMALL = 4 * 1024 * 1024

export interface ZipMember {
  readonly name: string
  /** Bytes when unpacked. */
  readonly size: number
  readonly source: ByteSource
}

/**
 * The members of a zip archive, their sizes checked before any is unpacked.
 *
 * @param total  bytes all members together may have when unpacked
 * @throws AppError TOO_LARGE for a bomb, FILE_NOT_READABLE for a damaged archive
 */
export async function readZip(source: ByteSource, limits: ReadLimits, total: number): Promise<readonly ZipMember[]> {
  const bytes = await readWhole(source, Math.min(limits.maxBytes, MAX_ARCHIVE_BYTES))
  const zip = await openZip(source.name, bytes)
  const entries = await listEntries(source.name, zip)
  const sum = entries.reduce((bytesOf, { uncompressedSize }) => bytesOf + uncompressedSize, 0)
  const bomb = entries.find((e) => e.uncompressedSize > SMALL && e.uncompressedSize > e.compressedSize * MAX_RATIO)
  if (sum > total || bomb) {
    const what = bomb
      ? `${bomb.fileName} unpacks to ${bomb.uncompressedSize / bomb.compressedSize} times its size`
      : `it unpacks to ${sum} bytes`
    const message = `${source.name} is not unpacked: ${what}; at most ${total} bytes and ${MAX_RATIO} times are allowed.`
    throw new AppError('TOO_LARGE', message, { file: source.name, size: sum, limit: total })
  }
  return entries.map((entry) => ({
    name: entry.fileName,
    size: entry.uncompressedSize,
    source: {
      name: `${source.name} > ${entry.fileName}`,
      size: entry.uncompressedSize,
      stream: () => unpack(source.name, zip, entry),
    },
  }))
}

function openZip(name: string, bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Sizes that do not hold what the directory says end in an error, so the check above cannot be lied to.
    fromBuffer(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (cause, zip) => {
      if (cause) reject(damaged(name, cause))
      else resolve(zip)
    })
  })
}

function listEntries(name: string, zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('error', (cause: Error) => reject(damaged(name, cause)))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.push(entry)
      if (entries.length > MAX_MEMBERS) {
        const message = `${name} has more than ${MAX_MEMBERS} members; no source read here sends such an archive.`
        reject(new AppError('TOO_LARGE', message, { file: name }))
      } else zip.readEntry()
    })
    zip.readEntry()
  })
}

async function* unpack(name: string, zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
      zip.openReadStream(entry, (cause, readable) => (cause ? reject(cause) : resolve(readable)))
    })
    let checksum = 0
    for await (const chunk of stream) {
      checksum = crc32(chunk, checksum)
      yield chunk
    }
    // A flipped bit in a packed sheet can unpack to another number of the same length; yauzl does not look.
    if (checksum !== entry.crc32) throw new Error('its checksum is wrong')
  } catch (cause) {
    throw damaged(`${name} > ${entry.fileName}`, cause as Error)
  }
}

function damaged(name: string, cause: Error): AppError {
  const message = `${name} cannot be unpacked (${cause.message}). Fetch it again.`
  return new AppError('FILE_NOT_READABLE', message, { file: name }, { cause })
}
