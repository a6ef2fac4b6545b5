import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError } from '../../domain/errors.ts'
import type { ExchangeDeps, HttpAnswer, HttpCall } from './http.ts'
import { SMALL_BYTES } from './limits.ts'
import { redactAddress } from './redact.ts'

/**
 * Writes the body of an answer to a file, unpacked and hashed on the way, within the limits.
 * @throws AppError TOO_LARGE; Error when the connection breaks, falls silent or the packing is damaged
 */
export async function receive(
  response: IncomingMessage,
  call: HttpCall,
  { limits, folder }: ExchangeDeps,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const file = join(folder, randomUUID())
  const hash = createHash('sha256')
  let packed = 0
  let bytes = 0
  const idle = idleTimer(response, limits.idleMs)
  const count = through((chunk) => {
    packed += chunk.length
    idle.refresh()
  })
  const measure = through((chunk) => {
    bytes += chunk.length
    const isBomb = bytes > SMALL_BYTES && bytes > packed * limits.maxRatio
    if (bytes > limits.maxBytes || isBomb)
      throw tooLarge(
        call,
        isBomb
          ? `unpacks to more than ${limits.maxRatio} times what was sent`
          : `has more than ${limits.maxBytes} bytes`,
      )
    hash.update(chunk)
  })
  try {
    await pipeline([response, count, ...unpackers(response), measure, createWriteStream(file)], { signal })
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    idle.stop()
  }
  return {
    status: response.statusCode!,
    headers: response.headers,
    finalAddress: call.address,
    file,
    sha256: hash.digest('hex'),
    bytes,
  }
}

function through(see: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      try {
        see(chunk)
        done(null, chunk)
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

function idleTimer(response: Readable, idleMs: number): { refresh(): void; stop(): void } {
  const timer = setTimeout(() => response.destroy(new Error(`nothing came for ${idleMs / 1000} s`)), idleMs)
  return { refresh: () => void timer.refresh(), stop: () => clearTimeout(timer) }
}

function unpackers(response: IncomingMessage): Transform[] {
  const codings = (response.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  return codings.reverse().flatMap((name) => {
    if (name === '' || name === 'identity') return []
    if (name === 'gzip' || name === 'x-gzip') return [createGunzip()]
    if (name === 'deflate') return [createInflate()]
    if (name === 'br') return [createBrotliDecompress()]
    throw new AppError('SOURCE_SCHEMA_CHANGED', `The answer is packed as "${name}", which was not asked for.`)
  })
}

function tooLarge(call: HttpCall, what: string): AppError {
  const shown = redactAddress(call.address, call.secrets)
  return new AppError('TOO_LARGE', `The answer of ${shown} ${what}; nothing of it is kept. Ask for less at a time.`, {
    address: shown,
  })
}
