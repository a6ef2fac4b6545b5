import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { IngestReport } from '../contracts/ingest.ts'
import { AppError } from '../domain/errors.ts'
import type { Cell } from '../storage/copy-rows.ts'
import { type Transaction, withTransaction } from '../storage/database.ts'
import { findReferenceRelease, insertIngestRelease, lockIngest } from '../storage/ingest-release.ts'
import {
  type Column,
  REFERENCE_TABLES,
  type ReferenceTable,
  readColumns,
  removeUnreferenced,
  stageReference,
  upsertReference,
} from '../storage/reference.ts'
import type { IngestDeps } from './ingest-file.ts'
import { type Fingerprint, fingerprint, LIMITS, openText } from './open-text.ts'
import { readCsv } from './read-csv.ts'

interface ReferenceFile extends Fingerprint {
  readonly table: ReferenceTable
  readonly path: string
}

/**
 * Makes the reference tables those of `reference/*.csv` of a pack, and the register of corrections that of `corrections/`, in one transaction: rows are added and replaced, and
 * those the files no longer have are removed unless figures refer to them. Tables without a file stay as they are. The same
 * files a second time change nothing.
 *
 * @throws AppError FILE_NOT_READABLE when there is no such folder; INVALID_INPUT naming file, line and what is wrong
 */
export async function loadReference({ pool, log }: IngestDeps, packDir: string): Promise<IngestReport> {
  const files = await referenceFiles(packDir)
  const hash = createHash('sha256')
  for (const { table, sha256 } of files) hash.update(`${table} ${sha256}\n`)
  const sha256 = hash.digest('hex')
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const report = {
    file: 'reference',
    sha256,
    format: 'reference',
    withdrawn: 0,
    quarantined: 0,
    nil: 0,
    absent: 0,
    quality: null,
  }
  const last = await findReferenceRelease(pool)
  if (last?.sha256 === sha256) {
    return { ...report, ingestId: null, read: last.read, stored: 0, unchanged: last.read, recognised: true }
  }
  return withTransaction(pool, async (tx) => {
    await lockIngest(tx)
    let read = 0
    let stored = 0
    for (const file of files) read += await stageFile(tx, file)
    for (const { table } of files) stored += await explained(table, () => upsertReference(tx, table))
    for (const { table } of files.toReversed()) await removeUnreferenced(tx, table)
    const counts = { read, stored, unchanged: read - stored, quarantined: 0 }
    const mapping = { reference: Object.fromEntries(files.map((file) => [file.table, file.sha256])) }
    const ingestId = await insertIngestRelease(tx, { sourceFile: report.file, sha256, bytes, mapping }, counts, {})
    log.info(`reference: read ${read} = new or changed ${stored} + unchanged ${read - stored}`)
    return { ...report, ...counts, ingestId, recognised: false }
  })
}

/** The reference tables of the pack, in a store that has none yet: without them no code of a file is known. */
export async function ensureReference(deps: IngestDeps, packDir: string): Promise<void> {
  if ((await findReferenceRelease(deps.pool)) === null) await loadReference(deps, packDir)
}

async function referenceFiles(packDir: string): Promise<ReferenceFile[]> {
  const files: ReferenceFile[] = []
  for (const table of REFERENCE_TABLES) {
    const path = join(packDir, table === 'correction' ? 'corrections' : 'reference', `${table}.csv`)
    if (existsSync(path)) files.push({ table, path, ...(await fingerprint(path, LIMITS)) })
  }
  if (files.length > 0) return files
  throw new AppError(
    'FILE_NOT_READABLE',
    `${join(packDir, 'reference')} has no reference tables such as area.csv. Is ${packDir} a data pack?`,
    {
      packDir,
    },
  )
}

async function stageFile(tx: Transaction, file: ReferenceFile): Promise<number> {
  const columns = await readColumns(tx, file.table)
  const { headings, rows } = await readTable(file, columns)
  await explained(file.table, () => stageReference(tx, file.table, headings, once(rows)))
  return rows.length
}

/** What PostgreSQL says against a row, in terms of its file. */
async function explained<T>(table: ReferenceTable, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const { message, where, detail } = cause as Error & { where?: string; detail?: string }
    const place = detail ?? (where ? `${where.split('\n')[0]}, the heading not counted` : '')
    const told = `reference/${table}.csv: ${message}${place ? ` (${place})` : ''}.`
    throw new AppError('INVALID_INPUT', told, { table }, { cause })
  }
}

/** A reference table is a few thousand rows: it is read whole. */
async function readTable(
  file: ReferenceFile,
  columns: readonly Column[],
): Promise<{ headings: string[]; rows: Cell[][] }> {
  const wrong = (line: number, reason: string) =>
    new AppError('INVALID_INPUT', `reference/${file.table}.csv line ${line}: ${reason}.`, { table: file.table, line })
  const required = new Map(columns.map(({ name, isRequired }) => [name, isRequired]))
  let headings: string[] | null = null
  const rows: Cell[][] = []
  for await (const records of readCsv(openText(file.path, 'utf-8', file), {
    delimiter: ',',
    maxFieldLength: LIMITS.maxFieldLength,
  })) {
    for (const { line, fields, problem } of records) {
      if (problem) throw wrong(line, problem)
      if (!headings) {
        headings = [...fields]
        const unknown = headings.filter((name) => !required.has(name))
        const absent = columns.filter(({ name }) => !fields.includes(name)).map(({ name }) => name)
        if (unknown.length > 0)
          throw wrong(
            line,
            `there is no column ${unknown.join(', ')}; the columns are ${[...required.keys()].join(', ')}`,
          )
        if (absent.length > 0) throw wrong(line, `the column ${absent.join(', ')} is not there`)
        continue
      }
      const names = headings
      if (fields.length !== names.length)
        throw wrong(line, `the row has ${fields.length} fields, the heading has ${names.length}`)
      rows.push(fields.map((field, i) => (field === '' && !required.get(names[i]!) ? null : field.normalize('NFC'))))
    }
  }
  return { headings: headings ?? [], rows }
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}
