import { type Range, read, SSF, type WorkSheet } from '@e965/xlsx'
import { AppError } from '../../../domain/errors.ts'
import { readFirst, readWhole } from '../bytes/read-whole.ts'
import { cleanVietnamese, decodeTcvn3, looksLikeTcvn3 } from '../bytes/tcvn3.ts'
import { readZip } from '../bytes/zip.ts'
import type { ByteSource, ReadLimits } from '../reader.ts'

/** A cell as it stands; formulas are never computed, their stored result is read. */
export interface Cell {
  readonly column: number
  /** Cleaned: NFC, TCVN3 decoded, blanks single. */
  readonly text: string
  /** Blanks before the text: yearbooks show levels by them. */
  readonly indent: number
  /** The number of a numeric cell; null for text. */
  readonly number: number | null
  /** `date` for a number shown as a date, its text the day; `error` for #REF! and the like, `formula` for a formula without a stored result. */
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error' | 'formula'
  readonly formula: string | null
  /** The text as stored, where decoding changed its letters; else null. */
  readonly stored: string | null
  /** A number shown as per cent is stored as its hundredth. */
  readonly isPercent: boolean
}

export interface Span {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface Sheet {
  readonly name: string
  /** Rows with something in them; `row` counts from 1, columns from 0. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[]
  /** Merged ranges by the row of their first cell. */
  readonly merges: ReadonlyMap<number, readonly Span[]>
  readonly wasTcvn3: boolean
}

/** Workbooks are read whole: 90,000 rows of four cells took 490 MB. More belongs into CSV, which is read as a stream. */
export const WORKBOOK_LIMITS = { bytes: 64 * 1024 ** 2, unpacked: 512 * 1024 ** 2, cells: 600_000, rows: 100_000 }

/**
 * Opens an XLSX or XLS workbook within limits that are checked before it is built in memory.
 * @throws AppError TOO_LARGE naming the limit, FILE_NOT_READABLE for a damaged or foreign file
 */
export async function openWorkbook(source: ByteSource, limits: ReadLimits): Promise<readonly Sheet[]> {
  const first = await readFirst(source, 8)
  const isZip = first[0] === 0x50 && first[1] === 0x4b
  // The library would also take text, pages and forgotten formats for workbooks; only these two are.
  const isOle = first.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
  if (!isZip && !isOle) {
    const message = `${source.name} is no workbook inside, whatever its name (${firstWords(first)}). Open it and save it as .xlsx.`
    throw new AppError('FILE_NOT_READABLE', message, { file: source.name })
  }
  const maxCells = Math.min(limits.maxCells, WORKBOOK_LIMITS.cells)
  if (isZip) await checkParts(source, limits, maxCells)
  const bytes = await readWhole(source, Math.min(limits.maxBytes, WORKBOOK_LIMITS.bytes))
  const book = attempt(source.name, () =>
    read(bytes, {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellHTML: false,
      sheetRows: WORKBOOK_LIMITS.rows + 1,
    }),
  )
  let cells = 0
  return book.SheetNames.map((name) => {
    const sheet = attempt(source.name, () => toSheet(name, book.Sheets[name]!, limits))
    cells += sheet.rows.reduce((sum, row) => sum + row.cells.length, 0)
    if ((sheet.rows.at(-1)?.row ?? 0) > WORKBOOK_LIMITS.rows)
      throw tooLarge(source.name, `sheet "${name}" has more than ${WORKBOOK_LIMITS.rows} rows`)
    if (cells > maxCells) throw tooLarge(source.name, `it has more than ${maxCells} cells`)
    return sheet
  })
}

const firstWords = (first: Buffer): string =>
  /^[\x20-\x7e\s]+$/.test(first.toString('latin1'))
    ? `it begins "${first.toString('latin1').trim()}"`
    : 'its first bytes are not those of .xlsx or .xls'

function attempt<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const message = `${name} cannot be read as a workbook (${(cause as Error).message?.slice(0, 120)}). Open it and save it anew as .xlsx.`
    throw new AppError('FILE_NOT_READABLE', message, { file: name }, { cause })
  }
}

const tooLarge = (name: string, what: string): AppError =>
  new AppError('TOO_LARGE', `${name} is not read: ${what}. Save the sheet as CSV, which is read as a stream.`, {
    file: name,
  })

/** Unpacks every part once, counting: sizes the archive lies about, entities and cells beyond the limit end here. */
async function checkParts(source: ByteSource, limits: ReadLimits, maxCells: number): Promise<void> {
  const members = await readZip(source, limits, WORKBOOK_LIMITS.unpacked)
  if (!members.some(({ name }) => /^\/?xl\/workbook\.xml$/i.test(name))) {
    const message = `${source.name} is a zip archive but no .xlsx workbook. Unpack it, or save the workbook as .xlsx.`
    throw new AppError('FILE_NOT_READABLE', message, { file: source.name })
  }
  let cells = 0
  for (const member of members) {
    const isXml = /\.(xml|rels)$/i.test(member.name)
    const isSheet = /worksheets\/[^/]*\.xml$/i.test(member.name)
    let rows = 0
    let tail = ''
    for await (const chunk of member.source.stream()) {
      if (!isXml) continue
      const text = tail + Buffer.from(chunk).toString('latin1')
      if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
        const message = `${source.name} > ${member.name} declares XML entities, which no workbook needs. It is not read.`
        throw new AppError('FILE_NOT_READABLE', message, { file: source.name })
      }
      // What may begin a tag is looked at again with the next chunk, and counted once.
      tail = text.slice(-TAG_LENGTH)
      if (!isSheet) continue
      cells += count(text, CELL_TAG) - count(tail, CELL_TAG)
      rows += count(text, ROW_TAG) - count(tail, ROW_TAG)
      if (cells > maxCells) throw tooLarge(source.name, `it has more than ${maxCells} cells`)
      if (rows > WORKBOOK_LIMITS.rows)
        throw tooLarge(source.name, `${member.name} has more than ${WORKBOOK_LIMITS.rows} rows`)
    }
  }
}

const TAG_LENGTH = 16
const CELL_TAG = /<c[\s>/]/g
const ROW_TAG = /<row[\s>/]/g
const count = (text: string, tag: RegExp): number => text.match(tag)?.length ?? 0

function toSheet(name: string, sheet: WorkSheet, limits: ReadLimits): Sheet {
  const data = (sheet as { readonly '!data'?: readonly (readonly SheetCell[])[] })['!data'] ?? []
  const texts: string[] = []
  for (const row of data)
    for (const cell of row ?? []) if (cell?.t === 's' && typeof cell.v === 'string') texts.push(cell.v)
  const wasTcvn3 = looksLikeTcvn3(texts)
  const rows = data.map((row, r) => ({
    row: r + 1,
    cells: (row ?? []).flatMap((cell, c) => toCell(cell, r + 1, c, wasTcvn3, limits) ?? []),
  }))
  const merges = (sheet['!merges'] ?? []).slice(0, 50_000)
  return {
    name: cleanVietnamese(name),
    rows: Array.from(rows.filter((row) => row && row.cells.length > 0)),
    merges: byTop(merges.map(toSpan)),
    wasTcvn3,
  }
}

function byTop(spans: readonly Span[]): ReadonlyMap<number, readonly Span[]> {
  const rows = new Map<number, Span[]>()
  for (const span of spans) {
    const row = rows.get(span.top)
    if (row) row.push(span)
    else rows.set(span.top, [span])
  }
  return rows
}

const toSpan = ({ s, e }: Range): Span => ({ top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c })

interface SheetCell {
  readonly t: string
  readonly v?: unknown
  readonly f?: string
  readonly w?: string
  readonly z?: string
}

function toCell(
  cell: SheetCell | undefined,
  row: number,
  column: number,
  wasTcvn3: boolean,
  limits: ReadLimits,
): Cell | null {
  if (!cell) return null
  const formula = typeof cell.f === 'string' && cell.f !== '' ? cell.f.slice(0, 200) : null
  const base = { column, indent: 0, number: null, formula, stored: null, isPercent: false }
  if (cell.v === undefined || cell.v === null || cell.t === 'z') {
    return formula ? { ...base, text: '', kind: 'formula' } : null
  }
  if (cell.t === 'n' && typeof cell.v === 'number') {
    if (!Number.isFinite(cell.v)) return { ...base, text: String(cell.v), kind: 'error' }
    const format = String(cell.z ?? '').replace(/"[^"]*"/g, '')
    if (SSF.is_date(format)) return { ...base, text: dayOf(cell.v), kind: 'date' }
    return { ...base, text: String(cell.v), number: cell.v, kind: 'number', isPercent: format.includes('%') }
  }
  if (cell.t === 'e') return { ...base, text: String(cell.w ?? '#ERROR').slice(0, 20), kind: 'error' }
  const raw = String(cell.v)
  if (raw.length > limits.maxFieldLength) throw tooLarge(addressOf(row, column), `a cell has ${raw.length} characters`)
  const text = cleanVietnamese(wasTcvn3 ? decodeTcvn3(raw) : raw)
  if (text === '') return null
  const stored = wasTcvn3 || /[\u01a2\u01a3]/.test(raw) ? raw : null
  const indent = /^[^\S\n]*/.exec(raw)![0].length
  return { ...base, text, indent, stored: stored === text ? null : stored, kind: cell.t === 'b' ? 'boolean' : 'text' }
}

/** The day of a serial number (1900 date system), `YYYY-MM-DD`. */
function dayOf(serial: number): string {
  const found = SSF.parse_date_code(serial)
  if (!found) return String(serial)
  return `${found.y}-${String(found.m).padStart(2, '0')}-${String(found.d).padStart(2, '0')}`
}

/** A1-style address. */
export function addressOf(row: number, column: number): string {
  let letters = ''
  for (let c = column + 1; c > 0; c = Math.floor((c - 1) / 26))
    letters = String.fromCharCode(65 + ((c - 1) % 26)) + letters
  return `${letters}${row}`
}
