import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PROGRAMME_FILES, type ProgrammeFile, type ProgrammeRows } from '../contracts/programme-files.ts'
import { AppError } from '../domain/errors.ts'
import { withTransaction } from '../storage/database.ts'
import { insertUpload } from '../storage/programme-upload.ts'
import { hasInstitutions, hasProgrammeSet, replaceProgrammes } from '../storage/store-programmes.ts'
import { checkProgrammeSet } from './check-programmes.ts'
import type { IngestDeps } from './ingest-file.ts'
import { cellFault, type RowFault } from './programme-faults.ts'
import { openTables, PROGRAMME_TABLES, type ProgrammeTables } from './programme-tables.ts'

export interface ProgrammeReport {
  /** Folder, workbook, or `api`. */
  readonly folder: string
  readonly setId: string
  /** Number under which the upload and its refused rows are kept. */
  readonly upload: number
  /** Rows by table. */
  readonly rows: Readonly<Record<ProgrammeFile, number>>
  /** False when the same contents had been loaded before and nothing changed. */
  readonly changed: boolean
}

/** A row as it was read, with its line, for checks across tables. */
export type Located<T> = { readonly line: number; readonly row: T }
export type LocatedRows = { readonly [F in ProgrammeFile]: readonly Located<ProgrammeRows[F][number]>[] }

const MOST_FAULTS_TOLD = 20

/** Loads the set in a folder of CSV files or in a workbook; see `loadProgrammeTables`. */
export async function loadProgrammes(deps: IngestDeps, path: string): Promise<ProgrammeReport> {
  return loadProgrammeTables(deps, await openTables(path))
}

/**
 * Loads a set of institutions and programmes: seven tables, all or nothing. What was stored of the institutions it names is
 * replaced, and so are the target mixes of its fields; other institutions stay. The same contents a second time change
 * nothing. Refused rows are kept with their faults in both languages.
 *
 * @throws AppError FILE_NOT_READABLE; INVALID_INPUT naming every fault with table, line and column
 */
export async function loadProgrammeTables(
  { pool, log }: IngestDeps,
  tables: ProgrammeTables,
): Promise<ProgrammeReport> {
  const { origin, setId, nameOf } = tables
  const faults: RowFault[] = []
  const located = {} as Record<ProgrammeFile, Located<unknown>[]>
  for (const table of PROGRAMME_TABLES) located[table] = await readRows(table, tables, faults)
  if (faults.length === 0) faults.push(...checkProgrammeSet(located as unknown as LocatedRows, nameOf))
  const rows = Object.fromEntries(PROGRAMME_TABLES.map((table) => [table, located[table].map(({ row }) => row)]))
  const counts = Object.fromEntries(
    PROGRAMME_TABLES.map((table) => [table, located[table].length]),
  ) as ProgrammeReport['rows']
  const read = PROGRAMME_TABLES.reduce((sum, table) => sum + located[table].length, 0)
  const refuse = async (all: readonly RowFault[]): Promise<number> => {
    const refused = all.map(({ file, line, column, text, raw }) => ({ table: file, line, column, reason: text, raw }))
    return withTransaction(pool, (tx) => insertUpload(tx, { origin, setId, outcome: 'refused', read }, refused))
  }
  if (faults.length > 0) throw refused(origin, faults, await refuse(faults))
  const report = { folder: origin, setId, rows: counts }
  try {
    return await withTransaction(pool, async (tx) => {
      const changed = !(await hasProgrammeSet(tx, setId, counts.institutions))
      if (changed) await replaceProgrammes(tx, setId, origin, rows as unknown as ProgrammeRows)
      const upload = await insertUpload(tx, { origin, setId, outcome: changed ? 'stored' : 'unchanged', read }, [])
      if (changed)
        log.info(`programmes: ${counts.institutions} institutions, ${counts.programmes} programmes from ${origin}`)
      return { ...report, upload, changed }
    })
  } catch (cause) {
    const contradiction = contradictionOf(cause)
    if (contradiction === null) throw cause
    throw refused(origin, [contradiction], await refuse([contradiction]))
  }
}

async function readRows(
  table: ProgrammeFile,
  { nameOf, rowsOf }: ProgrammeTables,
  faults: RowFault[],
): Promise<Located<unknown>[]> {
  const schema = PROGRAMME_FILES[table]
  const columns = Object.keys(schema.shape)
  const file = nameOf(table)
  const fault = (line: number, raw: string, column: string | null, vi: string, en: string): void => {
    faults.push({ file, line, column, reason: en, text: { vi, en }, raw: raw.slice(0, 2000) })
  }
  const source = rowsOf(table)
  if (source === null) {
    fault(1, '', null, `không có trang tính ${table}`, `there is no sheet ${table}`)
    return []
  }
  const rows: Located<unknown>[] = []
  let headings: readonly string[] | null = null
  for await (const { line, fields, problem, raw } of source) {
    if (problem) fault(line, raw, null, `dòng không đọc được: ${problem}`, problem)
    else if (!headings) {
      headings = fields.map((field) => field.trim())
      const absent = columns.filter((column) => !headings!.includes(column))
      const unknown = headings.filter((column) => !columns.includes(column))
      const names = absent.join(', ')
      if (absent.length > 0) fault(line, raw, null, `thiếu cột ${names}`, `the column ${names} is not there`)
      if (unknown.length > 0)
        fault(
          line,
          raw,
          null,
          `không có cột ${unknown.join(', ')}; các cột là ${columns.join(', ')}`,
          `there is no column ${unknown.join(', ')}; the columns are ${columns.join(', ')}`,
        )
      if (absent.length > 0 || unknown.length > 0) return rows
    } else if (fields.length !== headings.length) {
      const [own, all] = [fields.length, headings.length]
      fault(line, raw, null, `dòng có ${own} ô, tiêu đề có ${all}`, `the row has ${own} fields, the heading has ${all}`)
    } else {
      const cells = Object.fromEntries(headings.map((column, i) => [column, fields[i]!.normalize('NFC').trim()]))
      const parsed = schema.safeParse(cells)
      if (parsed.success) rows.push({ line, row: parsed.data })
      else
        for (const issue of parsed.error.issues) {
          const column = String(issue.path[0] ?? '')
          const { vi, en } = cellFault(issue as Parameters<typeof cellFault>[0])
          const cell = cells[column] ?? ''
          fault(line, raw, column || null, `"${cell}": ${vi}`, `"${cell}": ${en}`)
        }
    }
  }
  if (!headings) fault(1, '', null, 'không có dòng nào', 'the file is empty')
  return rows
}

function refused(origin: string, faults: readonly RowFault[], upload: number): AppError {
  const told = (lang: 'vi' | 'en') =>
    faults
      .slice(0, MOST_FAULTS_TOLD)
      .map(({ file, line, column, text }) =>
        lang === 'en'
          ? `${file} line ${line}${column ? `, column ${column}` : ''}: ${text.en}`
          : `${file} dòng ${line}${column ? `, cột ${column}` : ''}: ${text.vi}`,
      )
      .join('; ')
  const more = Math.max(0, faults.length - MOST_FAULTS_TOLD)
  const en = `Nothing of ${origin} was loaded, ${faults.length} faults: ${told('en')}${more ? ` (and ${more} more)` : ''}. All of them: /v1/programme-uploads/${upload}.`
  const vi = `Không nạp gì từ ${origin}, ${faults.length} lỗi: ${told('vi')}${more ? ` (và ${more} lỗi nữa)` : ''}. Tất cả: /v1/programme-uploads/${upload}.`
  const errors = faults.slice(0, MOST_FAULTS_TOLD).map(({ file, line, column, text }) => ({
    pointer: `/${[file, line, ...(column ? [column] : [])].join('/')}`,
    text,
  }))
  return new AppError('INVALID_INPUT', en, { folder: origin, faults, upload, text: { vi, en }, errors })
}

/** What PostgreSQL says against a set that reads well by itself, e.g. an area that is not in the store. */
function contradictionOf(cause: unknown): RowFault | null {
  const { code, detail, message, table } = cause as { code?: string; detail?: string; message: string; table?: string }
  if (!code?.startsWith('23')) return null
  const reason = `${message}${detail ? ` (${detail})` : ''}`
  const text = { vi: `trái với dữ liệu trong kho: ${reason}`, en: reason }
  return { file: table ?? 'set', line: 0, column: null, reason, text, raw: '' }
}

/** Folder of the invented set in a data pack. */
const TRIAL_FOLDER = 'synthetic'

/**
 * Loads the invented set of a pack, so that a first start has programmes to show; every row of it is marked synthetic. A
 * store that has institutions already, or a pack without the folder, is left as it is.
 */
export async function loadTrialProgrammes(deps: IngestDeps, packDir: string): Promise<ProgrammeReport | null> {
  const folder = join(packDir, TRIAL_FOLDER)
  if (!existsSync(folder) || (await hasInstitutions(deps.pool))) return null
  return loadProgrammes(deps, folder)
}
