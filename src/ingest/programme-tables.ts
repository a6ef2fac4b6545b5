import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PROGRAMME_FILES, type ProgrammeFile } from '../contracts/programme-files.ts'
import type { ProgrammeSetRequest } from '../contracts/programme-uploads.ts'
import { AppError } from '../domain/errors.ts'
import { bytesSource, fileSource } from './formats/open-bytes.ts'
import { type ByteSource, READ_LIMITS } from './formats/reader.ts'
import { openWorkbook } from './formats/spreadsheet/workbook.ts'
import { fingerprint, LIMITS, openText } from './open-text.ts'
import { readCsv } from './read-csv.ts'

/** A row of a table as text, the heading first; `problem` when it could not be taken apart. */
export interface TableRow {
  readonly line: number
  readonly fields: readonly string[]
  readonly raw: string
  readonly problem: string | null
}

/** Where the tables of a set come from: CSV files of a folder, sheets of a workbook, lists sent to the API. */
export interface ProgrammeTables {
  /** What a person calls it: the folder, the workbook, `api`. */
  readonly origin: string
  /** SHA-256 over everything in it: equal contents, equal id. */
  readonly setId: string
  /** What a person calls a table in it: `rates.csv`, `rates`. */
  readonly nameOf: (table: ProgrammeFile) => string
  /** Null where the table is not there. */
  readonly rowsOf: (table: ProgrammeFile) => AsyncIterable<TableRow> | Iterable<TableRow> | null
}

export const PROGRAMME_TABLES = Object.keys(PROGRAMME_FILES) as ProgrammeFile[]

/** The tables of a folder of CSV files, or of a workbook with a sheet each. @throws AppError FILE_NOT_READABLE, TOO_LARGE */
export async function openTables(path: string): Promise<ProgrammeTables> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => !/\.xlsx?$/i.test(path),
  )
  return isFolder ? folderTables(path) : workbookTables(await fileSource(path), path)
}

async function folderTables(folder: string): Promise<ProgrammeTables> {
  const hash = createHash('sha256')
  const prints = new Map<ProgrammeFile, Awaited<ReturnType<typeof fingerprint>>>()
  for (const table of PROGRAMME_TABLES) {
    const print = await fingerprint(join(folder, `${table}.csv`), LIMITS)
    hash.update(`${table} ${print.sha256}\n`)
    prints.set(table, print)
  }
  async function* rowsOf(table: ProgrammeFile) {
    const text = openText(join(folder, `${table}.csv`), 'utf-8', prints.get(table)!)
    for await (const records of readCsv(text, { delimiter: ',', maxFieldLength: LIMITS.maxFieldLength })) yield* records
  }
  return { origin: folder, setId: hash.digest('hex'), nameOf: (table) => `${table}.csv`, rowsOf }
}

/** The sheets of a workbook by name, capitals aside; sheets of other names are left alone, e.g. notes. */
export async function workbookTables(source: ByteSource, origin = source.name): Promise<ProgrammeTables> {
  const sheets = new Map(
    (await openWorkbook(source, READ_LIMITS)).map((sheet) => [sheet.name.trim().toLowerCase(), sheet]),
  )
  const rowsOf = (table: ProgrammeFile): TableRow[] | null => {
    const sheet = sheets.get(table)
    if (!sheet) return null
    const width = Math.max(0, ...sheet.rows.slice(0, 1).flatMap(({ cells }) => cells.map(({ column }) => column + 1)))
    return sheet.rows.map(({ row, cells }) => {
      const fields = Array.from({ length: Math.max(width, ...cells.map(({ column }) => column + 1)) }, () => '')
      for (const { column, text, number } of cells) fields[column] = number === null ? text : String(number)
      return { line: row, fields, raw: fields.join('\t'), problem: null }
    })
  }
  return { origin: basename(origin), setId: contentId(rowsOf), nameOf: (table) => table, rowsOf }
}

/** A workbook that was sent as bytes. */
export const sentWorkbook = (bytes: Uint8Array): Promise<ProgrammeTables> =>
  workbookTables(bytesSource('workbook.xlsx', bytes), 'api').catch((cause) => {
    // A file of ours that cannot be read is our fault; one that was sent is the sender's.
    if (!(cause instanceof AppError) || cause.code !== 'FILE_NOT_READABLE') throw cause
    throw new AppError('INVALID_INPUT', cause.message, cause.detail, { cause })
  })

/** Lists as they were sent as JSON; a heading is made of the keys of all rows. */
export function sentTables(request: ProgrammeSetRequest): ProgrammeTables {
  const rowsOf = (table: ProgrammeFile): TableRow[] => {
    const rows = request[table]
    const headings =
      rows.length > 0 ? [...new Set(rows.flatMap(Object.keys))] : Object.keys(PROGRAMME_FILES[table].shape)
    const text = (value: unknown) =>
      value === null || value === undefined ? '' : value === true ? '1' : value === false ? '0' : String(value)
    const heading = { line: 0, fields: headings, raw: headings.join(','), problem: null }
    const body = rows.map((row, n) => ({
      line: n + 1,
      fields: headings.map((key) => text(row[key])),
      raw: JSON.stringify(row),
      problem: null,
    }))
    return [heading, ...body]
  }
  return { origin: 'api', setId: contentId(rowsOf), nameOf: (table) => table, rowsOf }
}

function contentId(rowsOf: (table: ProgrammeFile) => readonly TableRow[] | null): string {
  const hash = createHash('sha256')
  for (const table of PROGRAMME_TABLES)
    hash.update(JSON.stringify([table, rowsOf(table)?.map(({ fields }) => fields) ?? null]))
  return hash.digest('hex')
}
