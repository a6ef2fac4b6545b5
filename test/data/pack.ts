import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { TidyRow } from '../../src/contracts/tidy.ts'
import { seriesId } from '../../src/domain/series.ts'

const ROOT = fileURLToPath(new URL('../../data/', import.meta.url))

export type Row = Readonly<Record<string, string>>

/** Rows of one shipped CSV as text, exactly as a reader of the file sees them. */
export function readPack(path: string): Row[] {
  return parse(readFileSync(ROOT + path), { columns: true })
}

export const reference = (table: string): Row[] => readPack(`reference/${table}.csv`)

export const observationFiles: readonly string[] = readdirSync(`${ROOT}observations`).sort()

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false }

/** The identity mapping: the columns are the fields of TidyRow in snake case. */
export function toTidy(row: Row): unknown {
  const { unit_mult, obs_status, is_break, value, note, ...rest } = row
  return {
    ...rest,
    value: value === '' ? null : Number(value),
    note: note === '' ? null : note,
    unitMult: Number(unit_mult),
    obsStatus: obs_status,
    isBreak: booleans[is_break ?? ''],
  }
}

export interface PackedRow {
  readonly file: string
  /** 1 is the header. */
  readonly line: number
  readonly tidy: TidyRow
  readonly seriesId: string
}

/** Every observation row of the pack, parsed; throws on the first row TidyRow refuses. */
export function readObservations(): PackedRow[] {
  return observationFiles.flatMap((file) =>
    readPack(`observations/${file}`).map((row, i) => {
      const parsed = TidyRow.safeParse(toTidy(row))
      if (!parsed.success) throw new Error(`${file} line ${i + 2}: ${parsed.error.message}`)
      const t = parsed.data
      return { file, line: i + 2, tidy: t, seriesId: seriesId({ ...t, unitMeasure: t.unit }) }
    }),
  )
}
