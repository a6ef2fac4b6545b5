import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../domain/errors.ts'

/** Bodies that help to ask (lists of codes, first pages) are read whole up to this. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024

/**
 * The text of a kept body that a connector needs to know how to go on.
 * @throws AppError TOO_LARGE
 */
export async function readBodyText(path: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = createReadStream(path)
  const source = (await isGzip(path)) ? stream.pipe(createGunzip()) : stream
  for await (const chunk of source) {
    chunks.push(chunk as Uint8Array)
    length += (chunk as Uint8Array).length
    if (length > MAX_TEXT_BYTES) {
      throw new AppError(
        'TOO_LARGE',
        `${path} has more than ${MAX_TEXT_BYTES} bytes; such a list of a source is not read.`,
      )
    }
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

/** The first bytes of a file as text. */
export async function readHead(path: string, length: number): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of createReadStream(path, { end: length - 1 })) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

/** @throws AppError SOURCE_SCHEMA_CHANGED when it is not JSON */
export async function readBodyJson(path: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readBodyText(path))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('SOURCE_SCHEMA_CHANGED', `${name} is not JSON: ${(cause as Error).message}.`, {}, { cause })
  }
}
