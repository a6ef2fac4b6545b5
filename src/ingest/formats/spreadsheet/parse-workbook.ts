import { type Range, read, SSF, type WorkSheet } from '@e965/xlsx'
import { AppError } from '../../../domain/errors.ts'
import { cleanVietnamese, decodeTcvn3, looksLikeTcvn3 } from '../bytes/tcvn3.ts'
import type { ReadLimits } from '../reader.ts'
import { addressOf, type Cell, type Sheet, type Span } from './sheet.ts'

/** What of a workbook is read at all. */
export interface WorkbookBounds {
  readonly maxCells: number
  readonly maxRows: number
  readonly maxFieldLength: ReadLimits['maxFieldLength']
}

interface CellBounds extends WorkbookBounds {
  readonly date1904: boolean
}

/**
 * Reads the bytes of a workbook. The library trusts what it reads: a damaged file can keep it busy for ever or fill the memory,
 * so this runs in a thread that can be ended (`workbook.ts`).
 * @throws AppError TOO_LARGE naming the limit, FILE_NOT_READABLE
 */
export function parseWorkbook(name: string, bytes: Uint8Array, bounds: WorkbookBounds): Sheet[] {
  const { maxCells, maxRows } = bounds
  const book = attempt(name, () =>
    read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellHTML: false,
      sheetRows: maxRows + 1,
    }),
  )
  // Counted from 1904 where the file says so, as older Macs do.
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  let cells = 0
  return book.SheetNames.map((sheetName) => {
    const sheet = attempt(name, () => toSheet(sheetName, book.Sheets[sheetName]!, { ...bounds, date1904 }))
    cells += sheet.rows.reduce((sum, row) => sum + row.cells.length, 0)
    if ((sheet.rows.at(-1)?.row ?? 0) > maxRows)
      throw tooLarge(name, `sheet "${sheetName}" has more than ${maxRows} rows`)
    if (cells > maxCells) throw tooLarge(name, `it has more than ${maxCells} cells`)
    return sheet
  })
}

function attempt<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const message = `${name} cannot be read as a workbook (${(cause as Error).message?.slice(0, 120)}). Open it and save it anew as .xlsx.`
    throw new AppError('FILE_NOT_READABLE', message, { file: name }, { cause })
  }
}

export const tooLarge = (name: string, what: string): AppError =>
  new AppError('TOO_LARGE', `${name} is not read: ${what}. Save the sheet as CSV, which is read as a stream.`, {
    file: name,
  })

function toSheet(name: string, sheet: WorkSheet, bounds: CellBounds): Sheet {
  const data = (sheet as { readonly '!data'?: readonly (readonly SheetCell[])[] })['!data'] ?? []
  const texts: string[] = []
  for (const row of data)
    for (const cell of row ?? []) if (cell?.t === 's' && typeof cell.v === 'string') texts.push(cell.v)
  const wasTcvn3 = looksLikeTcvn3(texts)
  const rows = data.map((row, r) => ({
    row: r + 1,
    cells: (row ?? []).flatMap((cell, c) => toCell(cell, r + 1, c, wasTcvn3, bounds) ?? []),
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
  bounds: CellBounds,
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
    if (SSF.is_date(format)) return { ...base, text: shownDate(cell.v, format, bounds.date1904), kind: 'date' }
    return { ...base, text: String(cell.v), number: cell.v, kind: 'number', isPercent: format.includes('%') }
  }
  if (cell.t === 'e') return { ...base, text: String(cell.w ?? '#ERROR').slice(0, 20), kind: 'error' }
  const raw = String(cell.v)
  if (raw.length > bounds.maxFieldLength) throw tooLarge(addressOf(row, column), `a cell has ${raw.length} characters`)
  const text = cleanVietnamese(wasTcvn3 ? decodeTcvn3(raw) : raw)
  if (text === '') return null
  const stored = wasTcvn3 || /[\u01a2\u01a3]/.test(raw) ? raw : null
  const indent = /^[^\S\n]*/.exec(raw)![0].length
  return { ...base, text, indent, stored: stored === text ? null : stored, kind: cell.t === 'b' ? 'boolean' : 'text' }
}

/**
 * A serial number of the 1900 or 1904 date system as its format shows it: the day, or the month or year where no day is shown
 * (`Jan-24` is a month, though it is stored as its first day).
 */
function shownDate(serial: number, format: string, date1904: boolean): string {
  const found = SSF.parse_date_code(serial, { date1904 })
  if (!found) return String(serial)
  const month = `${found.y}-${String(found.m).padStart(2, '0')}`
  const shown = format.replace(/\[[^\]]*\]|\\./g, '').toLowerCase()
  if (/[dhs]/.test(shown) || found.d !== 1) return `${month}-${String(found.d).padStart(2, '0')}`
  return shown.includes('m') ? month : String(found.y)
}
