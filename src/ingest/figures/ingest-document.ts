import { basename } from 'node:path'
import type { FigureMapping, UsedFigureMapping } from '../../contracts/figure-mapping.ts'
import type { IngestReport, StagedRow } from '../../contracts/ingest.ts'
import { AppError } from '../../domain/errors.ts'
import { type Pool, type Transaction, withTransaction } from '../../storage/database.ts'
import {
  beginIngest,
  findSameBytes,
  finishIngest,
  type IngestRelease,
  lockIngest,
} from '../../storage/ingest-release.ts'
import { type KnownCodes, readKnownCodes } from '../../storage/known-codes.ts'
import { keepAreas } from '../../storage/published.ts'
import { insertSource } from '../../storage/source.ts'
import { keepSourceMapping } from '../../storage/source-mapping.ts'
import { type Counts, quarantineStaged, stage, storeStaged } from '../../storage/stage.ts'
import { keepDataset, withdrawAbsent } from '../../storage/withdrawal.ts'
import { createCheck, isRefusal } from '../checks.ts'
import type { RawFigure, ReadItem } from '../formats/reader.ts'
import type { IngestDeps } from '../ingest-file.ts'
import { countsOf, recognise, toReport } from '../ingest-report.ts'
import { fingerprint, LIMITS } from '../open-text.ts'
import { reportQuality } from '../quality.ts'
import { reportStored } from '../report-stored.ts'
import { withRetries } from '../with-retries.ts'
import { compileFigureMapping } from './map-figure.ts'
import { chooseMapping, openDocument, sampleFigures } from './open-document.ts'
import { withSource } from './preview.ts'
import { proposeMapping } from './propose-mapping.ts'
import { newSourceOf } from './proposed-source.ts'
import { createFigureStager, type FigureStager, keepLists } from './stage-figures.ts'

export interface DocumentRequest {
  readonly file: string
  readonly sourceName?: string
  /** The mapping to use; default: the one of `mappings` made for such documents. */
  readonly mapping?: FigureMapping
  readonly mappings?: readonly FigureMapping[]
  /** Id of a mapping or of a source. */
  readonly as?: string
  /** Day of publication, whatever the document states. */
  readonly vintage?: string
  /** Day of publication, when the document does not state it. */
  readonly defaultVintage?: string
  /** Period of the figures, of a document without a dimension of time. */
  readonly period?: string
  /** One of several files that hold the dataset together. */
  readonly isPart?: boolean
  /** Id of a reader, when the file looks like several. */
  readonly format?: string
  /** Told how many figures have been read. */
  readonly onProgress?: (figures: number) => void
  readonly signal?: AbortSignal
}

const BATCH = 2000
/** Datasets named in a report. */
const SHOWN = 20

/**
 * Reads a file of any known format into the store, in one transaction. Every figure and every place that could not be read is
 * stored, unchanged, withdrawn, quarantined with its place and reason, or nil.
 *
 * @throws AppError as the readers do; MAPPING_INVALID when nothing says what the figures mean or when they were published
 */
export async function ingestDocument({ pool, log }: IngestDeps, request: DocumentRequest): Promise<IngestReport> {
  const { file, sourceName = basename(file) } = request
  const print = await fingerprint(file, LIMITS)
  const used = await usedMapping(request, sourceName, await readKnownCodes(pool))
  return withRetries(log, sourceName, async () => {
    const known = await findSameBytes(pool, print.sha256, used)
    if (known) return recognise({ pool, log }, known, sourceName)
    const release = await store(pool, request, { sourceFile: sourceName, ...print, mapping: used })
    log.info(`${sourceName}: ${countsOf(toReport(release))}`)
    return toReport(release)
  })
}

async function usedMapping(
  request: DocumentRequest,
  sourceName: string,
  codes: KnownCodes,
): Promise<UsedFigureMapping> {
  const { head, items } = await openDocument(request.file, sourceName, request.format, request.mapping?.writing)
  const sample = await sampleFigures(sourceName, items, request.mapping !== undefined)
  const chosen = request.mapping ?? chooseMapping(sourceName, head, sample, request.mappings ?? [], request.as)
  const figures = withPeriod(chosen, request.period)
  if (sample.length > 0 && figures.constants.period === undefined && sample.every(({ period }) => period === '')) {
    const message = `${sourceName} does not say of which period its figures are: it has no dimension of time and no title with a year. Give it with --period 2024 (or 2024-Q3, 2024-03), or as "period" among the constants of a mapping.`
    throw new AppError('MAPPING_INVALID', message, { file: sourceName })
  }
  const given = request.vintage ?? figures.constants.vintage
  const stated = head.published
  const isBelieved = given !== undefined || stated === null || !liesBeforeFigures(stated, sample, figures, codes)
  const disbelieved = isBelieved ? null : stated
  const vintage = given ?? (isBelieved ? stated : null) ?? request.defaultVintage
  if (typeof vintage !== 'string') {
    const message =
      disbelieved === null
        ? `${sourceName} does not say on which day it was published. Give the day with --vintage YYYY-MM-DD.`
        : `${sourceName} says that it was published on ${disbelieved}, before the periods of its figures began. Give the day with --vintage YYYY-MM-DD.`
    throw new AppError('MAPPING_INVALID', message, { file: sourceName })
  }
  const rest = figures.proposed ? null : restOf(figures, proposeMapping(sourceName, head, sample, figures.source))
  return {
    figures,
    vintage,
    format: head.format,
    ...(rest === null ? {} : { rest }),
    ...(disbelieved === null ? {} : { disbelieved }),
  }
}

/** What a written mapping leaves out is of the same territory and period as what it takes, where it states them. */
function restOf({ constants: { area, period } }: FigureMapping, proposal: FigureMapping): FigureMapping {
  const stated = { ...(area === undefined ? {} : { area }), ...(period === undefined ? {} : { period }) }
  return { ...proposal, constants: { ...proposal.constants, ...stated } }
}

/** Whether each of the first figures is of a period that had not begun on that day, and says of itself that it is no forecast. */
function liesBeforeFigures(
  day: string,
  sample: readonly RawFigure[],
  mapping: FigureMapping,
  codes: KnownCodes,
): boolean {
  const map = compileFigureMapping(mapping, day, codes)
  const check = createCheck(withSource(codes, mapping), true)
  const said = sample
    .filter(({ value }) => value !== null)
    .map((figure) => {
      const mapped = map(figure)
      return mapped === 'nil' || isRefusal(mapped) ? mapped : check(mapped.mapped)
    })
  return said.length > 0 && said.every((one) => one !== 'nil' && isRefusal(one) && one.column === 'vintage')
}

const withPeriod = (mapping: FigureMapping, period: string | undefined): FigureMapping =>
  period === undefined ? mapping : { ...mapping, constants: { ...mapping.constants, period } }

type Read = { sourceFile: string; sha256: string; bytes: number; mapping: UsedFigureMapping }

async function store(pool: Pool, request: DocumentRequest, read: Read): Promise<IngestRelease> {
  const { figures: mapping, vintage } = read.mapping
  return withTransaction(pool, async (tx) => {
    await lockIngest(tx)
    const ingestId = await beginIngest(tx, read)
    if (mapping.proposed) await keepProposedSource(tx, request, read)
    else await keepSourceMapping(tx, mapping.id, mapping)
    const stager = createFigureStager(read.mapping, await readKnownCodes(tx))
    const { items } = await openDocument(request.file, read.sourceFile, request.format, mapping.writing)
    const staged = await stage(tx, stageItems(items, stager, request))
    await keepAreas(tx, [...stager.published.areas])
    const quality = await reportQuality(tx, [])
    await storeStaged(tx, ingestId)
    if (staged.stored > 0) await keepLists(tx, stager.published, read.mapping, ingestId)
    await quarantineStaged(tx, ingestId, read.sourceFile)
    const dataset = `${mapping.source}/${mapping.dataset}`
    await keepDataset(tx, dataset)
    const absent = request.isPart
      ? 0
      : await absentFigures(tx, { mapping, dataset, vintage, ingestId, refused: staged.quarantined })
    const counts: Counts = { ...staged, read: staged.read + stager.nil, nil: stager.nil, absent }
    if (counts.read === 0)
      throw new AppError('FILE_NOT_READABLE', `${read.sourceFile} has no figures.`, { file: read.sourceFile })
    const published = [...stager.published.datasets].slice(0, SHOWN).map(([id, title]) => ({ id, title }))
    const whole = {
      ...quality,
      ...(await reportStored(tx, ingestId, counts.stored)),
      ...(published.length > 0 ? { published } : {}),
      ...(read.mapping.disbelieved === undefined ? {} : { disbelievedDay: read.mapping.disbelieved }),
    }
    await finishIngest(tx, ingestId, counts, whole)
    return { ...read, ...counts, ingestId, quality: whole }
  })
}

/** A source the document names and nobody described yet. */
async function keepProposedSource(
  tx: Transaction,
  request: DocumentRequest,
  { sourceFile, mapping }: Read,
): Promise<void> {
  const { head } = await openDocument(request.file, sourceFile, request.format, mapping.figures.writing)
  await insertSource(tx, newSourceOf(mapping.figures.source, head), 'file')
}

interface Edition {
  readonly mapping: FigureMapping
  readonly dataset: string
  readonly vintage: string
  readonly ingestId: number
  readonly refused: number
}

/** What could not be read may still be there: an edition with refused rows withdraws nothing. */
async function absentFigures(
  tx: Transaction,
  { mapping, dataset, vintage, ingestId, refused }: Edition,
): Promise<number> {
  return mapping.complete && refused === 0 ? withdrawAbsent(tx, dataset, vintage, ingestId) : 0
}

async function* stageItems(
  items: AsyncIterable<ReadItem>,
  stager: FigureStager,
  { file, onProgress, signal }: DocumentRequest,
): AsyncGenerator<StagedRow[]> {
  let batch: StagedRow[] = []
  let number = 0
  for await (const item of items) {
    number += 1
    const row = stager.stage(item, number)
    if (row) batch.push(row)
    if (number % BATCH !== 0) continue
    if (signal?.aborted) throw new AppError('INTERRUPTED', `Reading ${file} was stopped; nothing of it was stored.`)
    onProgress?.(number)
    yield batch
    batch = []
  }
  yield batch
}
