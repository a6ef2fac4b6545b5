import { AppError } from '../../../domain/errors.ts'
import type { ByteSource } from '../reader.ts'

/**
 * All bytes of a document that must lie in memory at once (JSON, workbooks).
 * @throws AppError TOO_LARGE naming the limit
 */
export async function readWhole(source: ByteSource, maxBytes: number): Promise<Buffer> {
  if (source.size > maxBytes) throw tooLarge(source.name, source.size, maxBytes)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source.stream()) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(source.name, length, maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** The first bytes of a document, at most `length`; the rest is not read. */
export async function readFirst(source: ByteSource, length = 64 * 1024): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let got = 0
  for await (const chunk of source.stream()) {
    chunks.push(chunk)
    got += chunk.length
    if (got >= length) break
  }
  return Buffer.concat(chunks, got).subarray(0, length)
}

function tooLarge(name: string, size: number, limit: number): AppError {
  const message = `${name} has ${size} bytes; a document of this format is read whole and may have at most ${limit}. Ask the source for a smaller extract.`
  return new AppError('TOO_LARGE', message, { file: name, size, limit })
}
