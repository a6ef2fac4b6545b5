import { basename } from 'node:path'
import type { IngestReport } from '../contracts/ingest.ts'
import type { Mapping } from '../contracts/tidy.ts'
import { AppError } from '../domain/errors.ts'
import type { Pool } from '../storage/database.ts'
import { findSameBytes, type StoredMapping } from '../storage/ingest-release.ts'
import { readKnownCodes } from '../storage/known-codes.ts'
import type { Log } from '../storage/log.ts'
import { countsOf, recognise, toReport } from './ingest-report.ts'
import { tidyMapping } from './mapping.ts'
import { type Fingerprint, fingerprint, LIMITS, type Limits, openText } from './open-text.ts'
import { readCsv } from './read-csv.ts'
import { storeTidy } from './store-tidy.ts'
import { withRetries } from './with-retries.ts'

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
  /** Told the share of the file that has been read, 0..1, and its rows. */
  readonly onProgress?: (share: number, rows: number) => void
  readonly signal?: AbortSignal
}

/**
 * Reads a tidy CSV into the store, in one transaction: everything of it, or nothing. Every row is read, and is stored, or
 * unchanged, or quarantined with a reason. The same bytes a second time change nothing; rows of theirs that were refused
 * are tried again, since the codes they need may be known by now. A connection that breaks is tried again from the start.
 *
 * @throws AppError FILE_NOT_READABLE, MAPPING_INVALID, TOO_LARGE, INTERRUPTED, DATABASE_UNREACHABLE
 */
export async function ingestFile({ pool, log }: IngestDeps, request: IngestRequest): Promise<IngestReport> {
  const { file, sourceName = basename(file), limits = LIMITS } = request
  const print = await fingerprint(file, limits)
  const mapping = await storedMapping(request, print, limits)
  return withRetries(log, sourceName, async () => {
    const known = await findSameBytes(pool, print.sha256, mapping)
    if (known) return recognise({ pool, log }, known, sourceName)
    const codes = await readKnownCodes(pool)
    const release = await storeTidy(pool, { ...request, sourceName, limits, print, mapping, codes })
    const report = toReport(release)
    log.info(`${sourceName}: ${countsOf(report)}`)
    return report
  })
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
