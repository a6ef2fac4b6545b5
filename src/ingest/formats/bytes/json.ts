import { AppError } from '../../../domain/errors.ts'
import type { ByteSource, ReadLimits } from '../reader.ts'
import { bomOf } from './encoding.ts'
import { readWhole } from './read-whole.ts'

/** JSON documents are read whole; the largest answers of the sources named here have some 30 MB. */
export const MAX_JSON_BYTES = 256 * 1024 * 1024

/**
 * Reads and parses a JSON document.
 * @throws AppError TOO_LARGE, FILE_NOT_READABLE, SOURCE_SCHEMA_CHANGED
 */
export async function readJson(source: ByteSource, limits: ReadLimits): Promise<unknown> {
  const bytes = await readWhole(source, Math.min(limits.maxBytes, MAX_JSON_BYTES))
  return parseJson(source.name, jsonText(source.name, bytes), limits)
}

function jsonText(name: string, bytes: Uint8Array): string {
  const encoding = bomOf(bytes) ?? 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    const message = `${name} is not ${encoding} text, as JSON must be. Fetch it again.`
    throw new AppError('FILE_NOT_READABLE', message, { file: name }, { cause })
  }
}

/**
 * Parses JSON within bounds: nesting and the length of texts are checked before anything is built.
 * @throws AppError SOURCE_SCHEMA_CHANGED for a page or a cut body, TOO_LARGE for what exceeds a limit
 */
export function parseJson(name: string, text: string, limits: ReadLimits): unknown {
  if (/^\s*</.test(text)) {
    const message = `${name} is a web page, not data: the server answered with a form, an error or a check for robots. Open its address in a browser, or try later.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name })
  }
  checkBounds(name, text, limits)
  try {
    return JSON.parse(text)
  } catch (cause) {
    const message = `${name} is not whole JSON (${(cause as Error).message.slice(0, 120)}). It seems cut; fetch it again.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name }, { cause })
  }
}

const STOP = /["[\]{}]/g

function checkBounds(name: string, text: string, limits: ReadLimits): void {
  let depth = 0
  STOP.lastIndex = 0
  for (let stop = STOP.exec(text); stop; stop = STOP.exec(text)) {
    const [sign] = stop
    if (sign === '"') {
      const end = stringEnd(text, stop.index + 1)
      if (end - stop.index > limits.maxFieldLength * 16) {
        const message = `${name} has a text of ${end - stop.index} characters; at most ${limits.maxFieldLength * 16} are read.`
        throw new AppError('TOO_LARGE', message, { file: name })
      }
      STOP.lastIndex = end + 1
    } else if (sign === '{' || sign === '[') {
      depth += 1
      if (depth > limits.maxDepth) {
        const message = `${name} nests deeper than ${limits.maxDepth} levels; no format read here does. It is not read.`
        throw new AppError('TOO_LARGE', message, { file: name, depth })
      }
    } else depth -= 1
  }
}

/** Position of the quotation mark that closes a string; the end of the text when there is none. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at
  }
  return text.length
}

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member, never one inherited. */
export const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** A scalar as NFC text without outer blanks; null for nothing, an empty text, an object or an array. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.normalize('NFC').trim() || null
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}
export const textAt = (value: unknown, name: string): string | null => textOf(member(value, name))
export const listAt = (value: unknown, name: string): readonly unknown[] => {
  const found = member(value, name)
  return Array.isArray(found) ? found : []
}
