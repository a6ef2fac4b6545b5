import { createHash } from 'node:crypto'
import type { UsedFigureMapping } from '../contracts/figure-mapping.ts'
import type { IngestReport, Quality, QuarantinedRow, StagedRow } from '../contracts/ingest.ts'
import { AppError } from '../domain/errors.ts'
import { type Db, type Transaction, withTransaction } from '../storage/database.ts'
import {
  findIngestRelease,
  type IngestRelease,
  insertIngestRelease,
  lockIngest,
  type StoredMapping,
} from '../storage/ingest-release.ts'
import { type KnownCodes, readKnownCodes } from '../storage/known-codes.ts'
import { keepAreas } from '../storage/published.ts'
import { type QuarantineFilter, readOpenQuarantine, resolveStaged, updateReasons } from '../storage/quarantine.ts'
import { stage, storeStaged } from '../storage/stage.ts'
import { PublishedLists } from './figures/published.ts'
import { createFigureStager, keepLists } from './figures/stage-figures.ts'
import type { RawFigure } from './formats/reader.ts'
import type { IngestDeps } from './ingest-file.ts'
import { LIMITS } from './open-text.ts'
import { reportQuality } from './quality.ts'
import { readCsv } from './read-csv.ts'
import { createStager } from './store-tidy.ts'

const PAGE = 5000

/** Refused rows nothing has taken in since: file, line, raw text, column and reason. */
export function listQuarantine(db: Db, filter?: QuarantineFilter): Promise<QuarantinedRow[]> {
  return readOpenQuarantine(db, filter)
}

/**
 * Reads the open refused rows of an ingest again, with the codes and figures the store knows by now. Rows that go in are
 * stored under an ingest of their own, with their old line, and marked as resolved by it; the others stay, with the reason
 * as it is now. Nothing is recorded when no row goes in.
 *
 * @throws AppError NOT_FOUND when there is no such ingest
 */
export async function retryQuarantine({ pool, log }: IngestDeps, ingestId: number): Promise<IngestReport> {
  const first = await findIngestRelease(pool, ingestId)
  if (!first)
    throw new AppError('NOT_FOUND', `There is no ingest ${ingestId}. List the refused rows to see which there are.`)
  const restager = createRestager(first.mapping, await readKnownCodes(pool))
  const hash = createHash('sha256')
  let bytes = 0
  async function* rows(db: Db): AsyncGenerator<StagedRow[]> {
    for (let after = 0; ; ) {
      const page = await readOpenQuarantine(db, { ingestId, after, limit: PAGE })
      if (page.length === 0) return
      after = page.at(-1)!.id
      const staged: StagedRow[] = []
      for (const row of page) {
        hash.update(`${row.raw}\n`)
        bytes += Buffer.byteLength(row.raw) + 1
        staged.push(await restager.restage(row))
      }
      yield staged
    }
  }
  return withTransaction(pool, async (tx) => {
    await lockIngest(tx)
    // The rows come over another connection: this one is busy taking them in.
    const { stored, unchanged, quarantined } = await stage(tx, rows(pool))
    await keepAreas(tx, [...restager.published.areas])
    await updateReasons(tx, ingestId)
    const file = first.sourceFile
    const nothing = {
      file,
      sha256: first.sha256,
      format: 'format' in first.mapping ? first.mapping.format : 'tidy-csv',
      read: quarantined,
      stored: 0,
      unchanged: 0,
      withdrawn: 0,
      quarantined,
      nil: 0,
      absent: 0,
      recognised: false,
    }
    if (stored + unchanged === 0) return { ...nothing, ingestId: null, quality: null }
    const read = { sha256: hash.digest('hex'), bytes }
    const taken = await keepTaken(tx, { first, restager, read, counts: { stored, unchanged } })
    log.info(
      `${file}: of the refused rows of ingest ${ingestId}, ${stored + unchanged} went in and ${quarantined} stay`,
    )
    const counts = { read: stored + unchanged + quarantined, stored, unchanged, quarantined }
    return { ...nothing, ...counts, ingestId: taken.ingestId, quality: taken.quality }
  })
}

/** Rows of an ingest's quarantine that are staged and go in. */
export interface TakenRows {
  readonly first: IngestRelease
  readonly restager: Restager
  readonly read: { readonly sha256: string; readonly bytes: number }
  readonly counts: { readonly stored: number; readonly unchanged: number }
  /** Kept with the quality report. */
  readonly extra?: Partial<Quality>
}

/** Stores staged rows of a quarantine under an ingest of their own and closes them by it. */
export async function keepTaken(
  tx: Transaction,
  { first, restager, read, counts, extra }: TakenRows,
): Promise<IngestRelease> {
  const { stored, unchanged } = counts
  await keepAreas(tx, [...restager.published.areas])
  const quality = { ...(await reportQuality(tx, [])), ...extra }
  const file = { sourceFile: first.sourceFile, ...read, mapping: { ...first.mapping, retryOf: first.ingestId } }
  const all = { read: stored + unchanged, stored, unchanged, quarantined: 0 }
  const ingestId = await insertIngestRelease(tx, file, all, quality)
  await storeStaged(tx, ingestId)
  if (stored > 0 && 'figures' in first.mapping) await keepLists(tx, restager.published, first.mapping, ingestId)
  await resolveStaged(tx, first.ingestId, ingestId)
  return { ...file, ...all, ingestId, withdrawn: 0, nil: 0, absent: 0, quality }
}

export interface Restager {
  readonly published: PublishedLists
  readonly restage: (row: QuarantinedRow) => Promise<StagedRow>
}

/** Reads a refused row again, as its file was read. */
export function createRestager(mapping: StoredMapping | UsedFigureMapping, codes: KnownCodes): Restager {
  if ('figures' in mapping) {
    const stager = createFigureStager(mapping, codes)
    const restage = async ({ raw, line, column, reason }: QuarantinedRow): Promise<StagedRow> => {
      const figure = parseFigure(raw)
      const staged = figure && stager.stage({ kind: 'figure', figure }, line)
      return staged ?? { line, raw, figure: null, refusal: { column, reason } }
    }
    return { published: stager.published, restage }
  }
  const toStaged = createStager(mapping, codes)
  const restage = async ({ raw, line }: QuarantinedRow): Promise<StagedRow> => {
    const [records] = await toArray(readCsv(once(raw), { ...LIMITS, delimiter: mapping.delimiter }))
    return { ...toStaged(records![0]!), line, raw }
  }
  return { published: new PublishedLists(), restage }
}

/** A figure kept as it was read; null for a place that could not be read, or was too long to keep whole. */
function parseFigure(raw: string): RawFigure | null {
  try {
    const figure = JSON.parse(raw) as Partial<RawFigure>
    return figure.dimensions && figure.attributes && figure.flags ? (figure as RawFigure) : null
  } catch {
    return null
  }
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}

async function toArray<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}
