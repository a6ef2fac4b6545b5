import type { Quality, StagedRow } from '../contracts/ingest.ts'
import type { Mapping } from '../contracts/tidy.ts'
import { AppError } from '../domain/errors.ts'
import { type Pool, type Transaction, withTransaction } from '../storage/database.ts'
import {
  beginIngest,
  finishIngest,
  type IngestRelease,
  lockIngest,
  type StoredMapping,
} from '../storage/ingest-release.ts'
import type { KnownCodes } from '../storage/known-codes.ts'
import { type Counts, NOTHING, quarantineStaged, stage, storeStaged } from '../storage/stage.ts'
import { dayNumber } from './bulk/ledger.ts'
import { type BulkResult, loadInBytes } from './bulk/load-file.ts'
import { NeedsComparison } from './bulk/period-set.ts'
import { reportLedger } from './bulk/report-ledger.ts'
import { createCheck, isRefusal } from './checks.ts'
import { createCorrections } from './corrections.ts'
import { compileMapping, ignoredColumns } from './mapping.ts'
import { type Fingerprint, type Limits, openText } from './open-text.ts'
import { reportQuality } from './quality.ts'
import { type CsvRecord, readCsv } from './read-csv.ts'
import { reportStored } from './report-stored.ts'

export interface TidyFile {
  readonly file: string
  readonly sourceName: string
  readonly limits: Limits
  readonly print: Fingerprint
  readonly mapping: StoredMapping
  readonly codes: KnownCodes
  readonly onProgress?: (share: number, rows: number) => void
  readonly signal?: AbortSignal
}

const UNIQUE_VIOLATION = '23505'

/**
 * Stores a tidy file in one transaction. Its figures go straight into the store, their keys being the store's own unique
 * key; a file whose figures repeat, and the vintages the store has otherwise, are compared row by row.
 */
export async function storeTidy(pool: Pool, file: TidyFile): Promise<IngestRelease> {
  const read = { sourceFile: file.sourceName, ...file.print, mapping: file.mapping }
  return withTransaction(pool, async (tx) => {
    await lockIngest(tx)
    const ingestId = await beginIngest(tx, read)
    const bulk = await tryInBytes(tx, file, ingestId)
    const { counts, quality } = bulk ? await afterBytes(tx, file, ingestId, bulk) : await compareAll(tx, file, ingestId)
    if (counts.read === 0) throw noRows(file.file)
    await finishIngest(tx, ingestId, counts, quality)
    return { ...read, ...counts, ingestId, quality }
  })
}

interface Outcome {
  readonly counts: Counts
  readonly quality: Quality
}

/** null: the file has to be compared row by row, and nothing of it has been kept. */
async function tryInBytes(tx: Transaction, file: TidyFile, ingestId: number): Promise<BulkResult | null> {
  const { codes, onProgress = () => {}, ...rest } = file
  const endDays = new Map(
    codes.areas.filter(({ endsOn }) => endsOn).map(({ code, endsOn }) => [code, dayNumber(endsOn!)]),
  )
  const isCorrected = createCorrections(codes.corrections).concerns
  await tx.query('savepoint in_bytes')
  try {
    return await loadInBytes(tx, { ...rest, ingestId, check: createCheck(codes), isCorrected, endDays, onProgress })
  } catch (error) {
    if (!(error instanceof NeedsComparison) && (error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    await tx.query('rollback to savepoint in_bytes')
    return null
  }
}

async function afterBytes(tx: Transaction, file: TidyFile, ingestId: number, bulk: BulkResult): Promise<Outcome> {
  const { read, stored, unchanged, quarantined, toCompare, ledger } = bulk
  const counts = { ...NOTHING, read, stored, unchanged, quarantined }
  if (toCompare.size > 0) {
    const wanted = new Set([...toCompare].map(({ series, vintage }) => `${series.seriesId} ${vintage}`))
    const staged = await stage(tx, only(wanted, stageRows(file)))
    await storeStaged(tx, ingestId)
    await quarantineStaged(tx, ingestId, file.sourceName)
    counts.stored += staged.stored
    counts.unchanged += staged.unchanged
    counts.quarantined += staged.quarantined
  }
  const quality = await reportLedger(tx, ledger, { ingestId, read, ignored: ignored(file) })
  return { counts, quality: { ...quality, ...(await reportStored(tx, ingestId, counts.stored)) } }
}

async function compareAll(tx: Transaction, file: TidyFile, ingestId: number): Promise<Outcome> {
  const counts = await stage(tx, stageRows(file))
  const quality = await reportQuality(tx, ignored(file))
  await storeStaged(tx, ingestId)
  await quarantineStaged(tx, ingestId, file.sourceName)
  return { counts, quality: { ...quality, ...(await reportStored(tx, ingestId, counts.stored)) } }
}

const ignored = ({ mapping }: TidyFile): string[] => ignoredColumns(mapping, mapping.headings)

/** Figures of some vintages; refused rows have been kept already. */
async function* only(wanted: ReadonlySet<string>, batches: AsyncIterable<StagedRow[]>): AsyncGenerator<StagedRow[]> {
  for await (const rows of batches) {
    yield rows.filter(({ figure }) => figure && wanted.has(`${figure.seriesId} ${figure.vintage}`))
  }
}

/** Turns the fields of a record into a staged row. */
export function createStager(mapping: StoredMapping, codes: KnownCodes): (record: CsvRecord) => StagedRow {
  const readRow = compileMapping(mapping, mapping.headings)
  const check = createCheck(codes)
  return ({ line, raw, fields, problem }) => {
    if (problem) return { line, raw, figure: null, refusal: { column: null, reason: problem } }
    const mapped = readRow(fields)
    if (isRefusal(mapped)) return { line, raw, figure: null, refusal: mapped }
    const figure = check(mapped)
    if (!isRefusal(figure)) return { line, raw, figure, refusal: null }
    const column = mapping.columns[figure.column as keyof Mapping['columns']] ?? figure.column
    return { line, raw, figure: null, refusal: { column, reason: figure.reason } }
  }
}

async function* stageRows({
  file,
  print,
  mapping,
  codes,
  limits,
  onProgress,
  signal,
}: TidyFile): AsyncGenerator<StagedRow[]> {
  const toStaged = createStager(mapping, codes)
  let rows = -1 // the heading
  const onBytes = (bytes: number) => onProgress?.(bytes / Math.max(1, print.bytes), Math.max(0, rows))
  const text = openText(file, mapping.encoding, print, onBytes)
  for await (const records of readCsv(text, { delimiter: mapping.delimiter, maxFieldLength: limits.maxFieldLength })) {
    if (signal?.aborted) throw new AppError('INTERRUPTED', `Reading ${file} was stopped; nothing of it was stored.`)
    const isFirst = rows < 0
    rows += records.length
    if (rows > limits.maxRows)
      throw new AppError('TOO_LARGE', `${file} has more than ${limits.maxRows} rows. Split it.`, { file })
    yield (isFirst ? records.slice(1) : records).map(toStaged)
  }
}

function noRows(file: string): AppError {
  const message = `${file} has a heading and no rows. An empty answer of a source is not data.`
  return new AppError('FILE_NOT_READABLE', message, { file })
}
