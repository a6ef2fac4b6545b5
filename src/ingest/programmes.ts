import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PROGRAMME_FILES, type ProgrammeFile, type ProgrammeRows } from '../contracts/programme-files.ts'
import { AppError } from '../domain/errors.ts'
import { withTransaction } from '../storage/database.ts'
import { hasInstitutions, hasProgrammeSet, replaceProgrammes } from '../storage/store-programmes.ts'
import { checkProgrammeSet } from './check-programmes.ts'
import type { IngestDeps } from './ingest-file.ts'
import { fingerprint, LIMITS, openText } from './open-text.ts'
import { readCsv } from './read-csv.ts'

export interface ProgrammeReport {
  readonly folder: string
  readonly setId: string
  /** Rows by file. */
  readonly rows: Readonly<Record<ProgrammeFile, number>>
  /** False when the same bytes had been loaded before and nothing changed. */
  readonly changed: boolean
}

/** One fault of a file, as a person finds it. */
export interface RowFault {
  readonly file: string
  readonly line: number
  readonly column: string | null
  readonly reason: string
}

/** A row as it was read, with its line, for checks across files. */
export type Located<T> = { readonly line: number; readonly row: T }
export type LocatedRows = { readonly [F in ProgrammeFile]: readonly Located<ProgrammeRows[F][number]>[] }

const FILES = Object.keys(PROGRAMME_FILES) as ProgrammeFile[]
const MOST_FAULTS_TOLD = 20

/**
 * Loads a set of institutions and programmes: the seven files of a folder, all or nothing. What was stored of the
 * institutions it names is replaced, and so are the target mixes of its fields; other institutions stay. The same bytes a
 * second time change nothing.
 *
 * @throws AppError FILE_NOT_READABLE; INVALID_INPUT naming every fault with file, line and column
 */
export async function loadProgrammes({ pool, log }: IngestDeps, folder: string): Promise<ProgrammeReport> {
  const hash = createHash('sha256')
  const faults: RowFault[] = []
  const located = {} as Record<ProgrammeFile, Located<unknown>[]>
  for (const file of FILES) {
    const path = join(folder, `${file}.csv`)
    const print = await fingerprint(path, LIMITS)
    hash.update(`${file} ${print.sha256}\n`)
    located[file] = await readRows(file, openText(path, 'utf-8', print), faults)
  }
  if (faults.length === 0) faults.push(...checkProgrammeSet(located as unknown as LocatedRows))
  if (faults.length > 0) throw refused(folder, faults)
  const setId = hash.digest('hex')
  const rows = Object.fromEntries(FILES.map((file) => [file, located[file].map(({ row }) => row)]))
  const counts = Object.fromEntries(FILES.map((file) => [file, located[file].length])) as Record<ProgrammeFile, number>
  const report = { folder, setId, rows: counts }
  return withTransaction(pool, async (tx) => {
    if (await hasProgrammeSet(tx, setId, counts.institutions)) return { ...report, changed: false }
    await replaceProgrammes(tx, setId, folder, rows as unknown as ProgrammeRows).catch((cause) => {
      throw explained(folder, cause)
    })
    log.info(`programmes: ${counts.institutions} institutions, ${counts.programmes} programmes from ${folder}`)
    return { ...report, changed: true }
  })
}

async function readRows(
  file: ProgrammeFile,
  text: AsyncIterable<string>,
  faults: RowFault[],
): Promise<Located<unknown>[]> {
  const schema = PROGRAMME_FILES[file]
  const columns = Object.keys(schema.shape)
  const name = `${file}.csv`
  const rows: Located<unknown>[] = []
  let headings: readonly string[] | null = null
  for await (const records of readCsv(text, { delimiter: ',', maxFieldLength: LIMITS.maxFieldLength })) {
    for (const { line, fields, problem } of records) {
      const fault = (reason: string, column: string | null = null) => faults.push({ file: name, line, column, reason })
      if (problem) fault(problem)
      else if (!headings) {
        headings = fields.map((field) => field.trim())
        const absent = columns.filter((column) => !headings!.includes(column))
        const unknown = headings.filter((column) => !columns.includes(column))
        if (absent.length > 0) fault(`the column ${absent.join(', ')} is not there`)
        if (unknown.length > 0) fault(`there is no column ${unknown.join(', ')}; the columns are ${columns.join(', ')}`)
        if (absent.length > 0 || unknown.length > 0) return rows
      } else if (fields.length !== headings.length)
        fault(`the row has ${fields.length} fields, the heading has ${headings.length}`)
      else {
        const cells = Object.fromEntries(headings.map((column, i) => [column, fields[i]!.normalize('NFC').trim()]))
        const parsed = schema.safeParse(cells)
        if (parsed.success) rows.push({ line, row: parsed.data })
        else
          for (const issue of parsed.error.issues) {
            const column = String(issue.path[0] ?? '')
            fault(`"${cells[column] ?? ''}": ${reasonOf(issue)}`, column || null)
          }
      }
    }
  }
  if (!headings) faults.push({ file: name, line: 1, column: null, reason: 'the file is empty' })
  return rows
}

/** A union (empty, or a number) reports what its second part says. */
function reasonOf(issue: {
  readonly message: string
  readonly errors?: readonly (readonly { message: string }[])[]
}): string {
  return issue.errors?.at(-1)?.[0]?.message ?? issue.message
}

function refused(folder: string, faults: readonly RowFault[]): AppError {
  const told = faults.slice(0, MOST_FAULTS_TOLD).map(({ file, line, column, reason }) => {
    return `${file} line ${line}${column ? `, column ${column}` : ''}: ${reason}`
  })
  const more = faults.length > told.length ? ` (and ${faults.length - told.length} more)` : ''
  return new AppError(
    'INVALID_INPUT',
    `Nothing of ${folder} was loaded, ${faults.length} faults: ${told.join('; ')}${more}.`,
    { folder, faults },
  )
}

/** What PostgreSQL says against a set that reads well by itself, e.g. an area that is not in the store. */
function explained(folder: string, cause: unknown): unknown {
  const { code, detail, message } = cause as { code?: string; detail?: string; message: string }
  if (!code?.startsWith('23')) return cause
  return new AppError(
    'INVALID_INPUT',
    `Nothing of ${folder} was loaded: ${message}${detail ? ` (${detail})` : ''}.`,
    { folder },
    { cause: cause as Error },
  )
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
