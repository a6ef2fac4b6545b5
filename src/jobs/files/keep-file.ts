import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../domain/errors.ts'
import { type BodyStore, openBodyStore } from '../../ingest/connect/body-store.ts'
import type { Db } from '../../storage/database.ts'
import { insertUploadedFile } from '../../storage/uploaded-file.ts'

/**
 * Takes a file in as it comes, byte for byte, under its hash.
 * @throws AppError TOO_LARGE beyond `maxBytes`, INVALID_INPUT for no bytes at all; nothing is left of it then
 */
export async function keepFile(
  db: Db,
  folder: string,
  { name, bytes, maxBytes }: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array>; maxBytes: number },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const store = await openBodyStore(folder)
  const partial = join(store.partial, `upload-${randomUUID()}`)
  try {
    const { sha256, size } = await receive(name, bytes, maxBytes, partial)
    return { id: sha256, isNew: await take(db, store, partial, { sha256, name, bytes: size }) }
  } finally {
    await rm(partial, { force: true })
  }
}

async function receive(name: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number, target: string) {
  const hash = createHash('sha256')
  let size = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > maxBytes) {
        const message = `${name} has more than ${maxBytes / 1024 ** 2} MB, the most that is taken in here. Load it with \`nhanluc ingest\`, or split it.`
        throw new AppError('TOO_LARGE', message, { name, maxBytes })
      }
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(Readable.from(counted(), { objectMode: false }), createWriteStream(target, { flags: 'wx' }))
  if (size === 0) throw new AppError('INVALID_INPUT', `${name} is empty. Choose the file again.`, { name })
  return { sha256: hash.digest('hex'), size }
}

async function take(
  db: Db,
  store: BodyStore,
  partial: string,
  file: { readonly sha256: string; readonly name: string; readonly bytes: number },
): Promise<boolean> {
  const storedAs = await store.keep(partial, file.sha256)
  return insertUploadedFile(db, { ...file, storedAs })
}
