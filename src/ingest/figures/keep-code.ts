import { createHash } from 'node:crypto'
import type { Coordinate } from '../formats/reader.ts'
import { foldLabel } from './label.ts'

/** What SDMX writes where nothing is stated. */
export const NOT_STATED = '_X'
const LONGEST = 80
const SHORTENED = 60

const shorten = (text: string): string =>
  text.length <= LONGEST
    ? text
    : `${text.slice(0, SHORTENED)}~${createHash('sha256').update(text).digest('hex').slice(0, 8)}`

/** A coordinate as a code of the source's own list: its code, or its label where it has none. Two that differ stay apart. */
export function keptCode({ code, label }: Coordinate): string {
  const text = (code || label || '').normalize('NFC').replace(/\s+/g, ' ').trim()
  return text === '' ? NOT_STATED : shorten(text)
}

/** A unit as published, as a code: `PC_ACT` stays, `1000 người` becomes `1000_NGUOI`. */
export function keptUnit(text: string): string {
  const trimmed = text.trim()
  if (/^[\w%/-]{1,30}$/.test(trimmed)) return trimmed
  const folded = foldLabel(trimmed).replaceAll(' ', '_').toUpperCase().slice(0, 58)
  return folded || (trimmed.includes('%') ? '%' : NOT_STATED)
}

/** The name of a dataset as the last part of a measure: no blanks, bounded. */
export const keptDataset = (name: string): string =>
  shorten(name.normalize('NFC').trim()).replace(/\s+/g, '_') || NOT_STATED
