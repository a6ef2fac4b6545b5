import { AppError } from '../../../domain/errors.ts'
import { bomOf } from '../bytes/encoding.ts'
import { readWhole } from '../bytes/read-whole.ts'
import type { ByteSource, ReadLimits } from '../reader.ts'
import { type ExactJson, type ExactObject, NumberText, parseExact } from './parse-exact.ts'

/** JSON lies in memory whole; the largest answers of the services read here have some tens of megabytes. */
export const MAX_JSON_BYTES = 256 * 1024 * 1024

/**
 * Reads a JSON document with its numbers as published.
 * @throws AppError FILE_NOT_READABLE, INVALID_INPUT, TOO_LARGE
 */
export async function readExact(source: ByteSource, limits: ReadLimits): Promise<ExactObject> {
  const bytes = await readWhole(source, Math.min(limits.maxBytes, MAX_JSON_BYTES))
  const document = parseExact(source.name, textOfBytes(source.name, bytes), limits)
  if (!isObject(document)) {
    throw new AppError('INVALID_INPUT', `${source.name} is JSON, but no object as this format has. Fetch it again.`, {
      file: source.name,
    })
  }
  return document
}

function textOfBytes(name: string, bytes: Uint8Array): string {
  const encoding = bomOf(bytes) ?? 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    const message = `${name} is not ${encoding} text, as JSON must be. Fetch it again, or save it as UTF-8.`
    throw new AppError('FILE_NOT_READABLE', message, { file: name }, { cause })
  }
}

export const isObject = (value: ExactJson | undefined): value is ExactObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText)
export const isList = (value: ExactJson | undefined): value is readonly ExactJson[] => Array.isArray(value)

export const objectAt = (value: ExactJson | undefined, name: string): ExactObject | null => {
  const found = isObject(value) ? value[name] : undefined
  return isObject(found) ? found : null
}
export const listAt = (value: ExactJson | undefined, name: string): readonly ExactJson[] => {
  const found = isObject(value) ? value[name] : undefined
  return isList(found) ? found : []
}
/** A member's text, NFC; null for nothing, an empty text, a list or an object. */
export const textAt = (value: ExactJson | undefined, name: string): string | null =>
  isObject(value) ? scalarText(value[name]) : null

/** A scalar as published, NFC; null for nothing, an empty text, a list or an object. */
export function scalarText(value: ExactJson | undefined): string | null {
  if (typeof value === 'string') return value.normalize('NFC').trim() || null
  if (value instanceof NumberText) return value.text
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** A whole number >= 0, written as a number or as its text (`"12"`); null for anything else. */
export function countOf(value: ExactJson | undefined): number | null {
  const text = scalarText(value)
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}
