import { basename } from 'node:path'
import type { IngestReport, Refusal, StagedFigure, StagedRow } from '../contracts/ingest.ts'
import type { Mapping } from '../contracts/tidy.ts'
import { AppError } from '../domain/errors.ts'
import type { Pool } from '../storage/database.ts'
import { findSameBytes, type IngestRelease, type StoredMapping, storeRelease } from '../storage/ingest-release.ts'
import { type KnownCodes, readKnownCodes } from '../storage/known-codes.ts'
import type { Log } from '../storage/log.ts'
import { countOpenQuarantine } from '../storage/quarantine.ts'
import { createCheck } from './checks.ts'
import { compileMapping, ignoredColumns, tidyMapping } from './mapping.ts'
import { type Fingerprint, fingerprint, LIMITS, type Limits, openText } from './open-text.ts'
import { reportQuality } from './quality.ts'
import { retryQuarantine } from './quarantine.ts'
import { type CsvRecord, readCsv } from './read-csv.ts'

export type { IngestReport } from '../contracts/ingest.ts'

export interface IngestDeps {
  readonly pool: Pool
  readonly log: Log
}

export interface IngestRequest {
  /** Path of the file. */
  readonly file: string
  /** Default: every field from the column of its name. */
  readonly mapping?: Mapping
  /** Name it is known by afterwards; default its name without the folder. */
  readonly sourceName?: string
  readonly limits?: Limits
  /** Told the share of the file that has been read, 0..1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

/**
 * Reads a tidy CSV into the store, in one transaction: everything of it, or nothing. Every row is read, and is stored, or
 * unchanged, or quarantined with a reason. The same bytes a second time change nothing; rows of theirs that were refused
 * are tried again, since the codes they need may be known by now.
 *
 * @throws AppError FILE_NOT_READABLE, MAPPING_INVALID, TOO_LARGE, INTERRUPTED
 */
export async function ingestFile({ pool, log }: IngestDeps, request: IngestRequest): Promise<IngestReport> {
  const { file, sourceName = basename(file), limits = LIMITS } = request
  const print = await fingerprint(file, limits)
  const mapping = await storedMapping(request, print, limits)
  const known = await findSameBytes(pool, print.sha256, mapping)
  if (known) return recognise({ pool, log }, known, sourceName)
  const toStaged = createStager(mapping, await readKnownCodes(pool))
  const rows = stageRows(request, print, mapping, toStaged, limits)
  const read = { sourceFile: sourceName, ...print, mapping }
  const release = await storeRelease(pool, read, rows, (tx) =>
    reportQuality(tx, ignoredColumns(mapping, mapping.headings)),
  )
  const report = toReport(release)
  log.info(
    `${sourceName}: read ${report.read} = stored ${report.stored} + unchanged ${report.unchanged} + quarantined ${report.quarantined}`,
  )
  return report
}

export function toReport({
  ingestId,
  sourceFile,
  sha256,
  read,
  stored,
  unchanged,
  quarantined,
  quality,
}: IngestRelease): IngestReport {
  return { ingestId, file: sourceFile, sha256, read, stored, unchanged, quarantined, recognised: false, quality }
}

async function recognise(deps: IngestDeps, known: IngestRelease, sourceName: string): Promise<IngestReport> {
  const retried = known.quarantined > 0 ? await retryQuarantine(deps, known.ingestId) : null
  const stored = retried?.stored ?? 0
  const quarantined = await countOpenQuarantine(deps.pool, known.ingestId)
  deps.log.debug(`${sourceName}: these bytes were read before, as ingest ${known.ingestId}`)
  const unchanged = known.read - stored - quarantined
  return {
    ...toReport(known),
    ingestId: retried?.ingestId ?? null,
    file: sourceName,
    stored,
    unchanged,
    quarantined,
    recognised: true,
    quality: null,
  }
}

/** The mapping with the headings of the file, which a retry needs to read a row alone. */
async function storedMapping(
  { file, mapping }: IngestRequest,
  print: Fingerprint,
  limits: Limits,
): Promise<StoredMapping> {
  const options = { delimiter: mapping?.delimiter ?? ',', maxFieldLength: limits.maxFieldLength }
  for await (const [heading] of readCsv(firstChunk(file, mapping?.encoding ?? 'utf-8', print), options)) {
    if (heading!.problem)
      throw new AppError('FILE_NOT_READABLE', `The heading line of ${file} is broken: ${heading!.problem}.`)
    const headings = heading!.fields.map((text) => text.trim().normalize('NFC'))
    return { ...(mapping ?? tidyMapping(headings)), headings }
  }
  throw new AppError('FILE_NOT_READABLE', `${file} is empty.`, { file })
}

// The heading is needed before the rest; a heading longer than a chunk is no heading.
async function* firstChunk(file: string, encoding: string, print: Fingerprint): AsyncGenerator<string> {
  for await (const text of openText(file, encoding, print)) {
    if (text === '') continue
    yield text
    return
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

const isRefusal = (value: object | StagedFigure): value is Refusal => 'reason' in value

async function* stageRows(
  { file, onProgress, signal }: IngestRequest,
  print: Fingerprint,
  mapping: StoredMapping,
  toStaged: (record: CsvRecord) => StagedRow,
  limits: Limits,
): AsyncGenerator<StagedRow[]> {
  const text = openText(file, mapping.encoding, print, (bytes) => onProgress?.(bytes / Math.max(1, print.bytes)))
  let rows = -1 // the heading
  for await (const records of readCsv(text, { delimiter: mapping.delimiter, maxFieldLength: limits.maxFieldLength })) {
    if (signal?.aborted) throw new AppError('INTERRUPTED', `Reading ${file} was stopped; nothing of it was stored.`)
    const isFirst = rows < 0
    rows += records.length
    if (rows > limits.maxRows)
      throw new AppError('TOO_LARGE', `${file} has more than ${limits.maxRows} rows. Split it.`, { file })
    yield (isFirst ? records.slice(1) : records).map(toStaged)
  }
  if (rows < 1)
    throw new AppError(
      'FILE_NOT_READABLE',
      `${file} has a heading and no rows. An empty answer of a source is not data.`,
    )
}
