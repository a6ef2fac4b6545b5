import { createHash } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { UsedFigureMapping } from '../contracts/figure-mapping.ts'
import type { IngestReport, Mended, QuarantinedRow, StagedRow } from '../contracts/ingest.ts'
import { AppError } from '../domain/errors.ts'
import { type Db, withTransaction } from '../storage/database.ts'
import { findIngestRelease, type IngestRelease, lockIngest, type StoredMapping } from '../storage/ingest-release.ts'
import { readKnownCodes } from '../storage/known-codes.ts'
import { readOpenQuarantine } from '../storage/quarantine.ts'
import { readRefusals, stage } from '../storage/stage.ts'
import { MACHINE_NUMBERS, readNumber } from './formats/number-text.ts'
import type { RawFigure } from './formats/reader.ts'
import type { IngestDeps } from './ingest-file.ts'
import { toReport } from './ingest-report.ts'
import { LIMITS } from './open-text.ts'
import { createRestager, keepTaken, type Restager } from './quarantine.ts'
import { readCsv } from './read-csv.ts'

/** A part of a refused row that a person can write anew. */
export interface MendableField {
  readonly name: string
  readonly text: string
}

/** What a person writes instead, by field, and why. */
export interface Mending {
  readonly edits: Readonly<Record<string, string>>
  readonly reason: string
}

const LONGEST_NOTE = 300

/**
 * A refused row with the fields it consists of: headings of a tidy file; period, value and dimensions of any other.
 * @throws AppError NOT_FOUND when no such row waits; INVALID_INPUT when its place could not be read as a figure
 */
export async function readMendable(
  db: Db,
  id: number,
): Promise<{ readonly row: QuarantinedRow; readonly fields: MendableField[] }> {
  const { row, first } = await findWaiting(db, id)
  return { row, fields: await fieldsOf(row, first.mapping) }
}

/**
 * Takes a refused row in as a person writes it: read by the mapping and checked as any other, stored under an ingest of its own
 * that keeps what was changed and why. The row as it came stays in the quarantine, closed by that ingest.
 *
 * @throws AppError as `readMendable`; INVALID_INPUT for a field it does not have, or when the row is still refused
 */
export async function mendRow({ pool, log }: IngestDeps, id: number, mending: Mending): Promise<IngestReport> {
  const { row, first } = await findWaiting(pool, id)
  const fields = await fieldsOf(row, first.mapping)
  const edits = editsOf(fields, mending, row)
  const raw = await mendedRaw(row, first.mapping, fields, mending.edits)
  const restager = createRestager(first.mapping, await readKnownCodes(pool))
  const release = await withTransaction(pool, async (tx) => {
    await lockIngest(tx)
    const counts = await stage(tx, once(await restaged(restager, { ...row, raw }, mending.reason)))
    if (counts.stored + counts.unchanged === 0) {
      const [refusal] = await readRefusals(tx)
      throw new AppError('INVALID_INPUT', `So written the row is still refused: ${refusal ?? row.reason}`, { id })
    }
    const bytes = Buffer.from(raw)
    const read = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
    const mended: Mended = { row: id, line: row.line, edits, reason: mending.reason }
    return keepTaken(tx, { first, restager, read, counts, extra: { mended } })
  })
  log.info(`${row.file}:${row.line}: mended by hand, ${edits.map(({ field }) => field).join(', ')}`)
  return toReport(release)
}

async function findWaiting(db: Db, id: number): Promise<{ row: QuarantinedRow; first: IngestRelease }> {
  const [row] = await readOpenQuarantine(db, { after: id - 1, limit: 1 })
  const first = row?.id === id ? await findIngestRelease(db, row.ingestId) : null
  if (!row || !first)
    throw new AppError('NOT_FOUND', `No refused row ${id} waits; /v1/quarantine lists those that do.`, { id })
  return { row, first }
}

type Used = StoredMapping | UsedFigureMapping

async function fieldsOf(row: QuarantinedRow, mapping: Used): Promise<MendableField[]> {
  if (!('figures' in mapping)) {
    const fields = await csvFields(row, mapping)
    return mapping.headings.map((name, k) => ({ name, text: fields[k] ?? '' }))
  }
  const figure = figureOf(row)
  const dimensions = Object.entries(figure.dimensions)
  return [
    { name: 'value', text: figure.text },
    { name: 'period', text: figure.period },
    ...dimensions.map(([id, { code, label }]) => ({ name: id, text: code ?? label ?? '' })),
  ]
}

async function csvFields({ raw }: QuarantinedRow, { delimiter }: StoredMapping): Promise<readonly string[]> {
  for await (const [record] of readCsv(once(raw), { ...LIMITS, delimiter })) return record?.fields ?? []
  return []
}

/** The figure a row holds, or that a place was to hold whose value could not be read. */
function figureOf({ raw, file, line, reason }: QuarantinedRow): RawFigure {
  try {
    const { figure, ...said } = JSON.parse(raw) as Partial<RawFigure> & { readonly figure?: Partial<RawFigure> }
    const whole = { ...said, ...figure }
    if (whole.dimensions) return whole as RawFigure
  } catch {
    // Cut because it was too long to keep: told below.
  }
  const message = `${file}:${line} is no figure that could be written anew: ${reason.replace(/\.$/, '')}. Correct it in the file and load it again.`
  throw new AppError('INVALID_INPUT', message, { file, line })
}

function editsOf(fields: readonly MendableField[], { edits }: Mending, row: QuarantinedRow): Mended['edits'] {
  const known = new Map(fields.map(({ name, text }) => [name, text]))
  for (const name of Object.keys(edits)) {
    if (known.has(name)) continue
    const message = `The row ${row.id} has no field "${name}"; it has ${[...known.keys()].join(', ')}.`
    throw new AppError('INVALID_INPUT', message, { id: row.id })
  }
  const changed = Object.entries(edits)
    .map(([field, to]) => ({ field, from: known.get(field)!, to }))
    .filter(({ from, to }) => from !== to)
  if (changed.length === 0)
    throw new AppError(
      'INVALID_INPUT',
      `Nothing of the row ${row.id} is written otherwise. Change a field, or read its file again.`,
    )
  return changed
}

async function mendedRaw(
  row: QuarantinedRow,
  mapping: Used,
  fields: readonly MendableField[],
  edits: Mending['edits'],
): Promise<string> {
  if (!('figures' in mapping)) {
    const texts = fields.map(({ name, text }) => edits[name] ?? text)
    return stringify([texts], { delimiter: mapping.delimiter }).replace(/\n$/, '')
  }
  const figure = figureOf(row)
  const dimensions = Object.fromEntries(
    Object.entries(figure.dimensions).map(([id, said]) => {
      const text = Object.hasOwn(edits, id) ? edits[id]! : null
      if (text === null || text === (said.code ?? said.label ?? '')) return [id, said]
      // A label left beside another code would say something else.
      return [id, said.code === null ? { code: null, label: text } : { code: text, label: null }]
    }),
  )
  const text = edits['value'] ?? figure.text
  const isSame = text === figure.text && figure.value !== undefined
  const value = isSame ? figure.value : writtenValue(text, row)
  return JSON.stringify({ ...figure, dimensions, period: edits['period'] ?? figure.period, text, value })
}

function writtenValue(text: string, { id }: QuarantinedRow): number | null {
  const reading = readNumber(text, MACHINE_NUMBERS)
  if (reading.kind === 'number') return reading.value
  if (reading.kind === 'missing') return null
  const message = `The value "${text.slice(0, 40)}" of the row ${id} is no number. Write it with a point, like 1234.5, or leave it empty where the source has none.`
  throw new AppError('INVALID_INPUT', message, { id })
}

async function restaged(restager: Restager, row: QuarantinedRow, reason: string): Promise<StagedRow[]> {
  const staged = await restager.restage(row)
  if (staged.figure === null) return [staged]
  const note = [staged.figure.note, `mended: ${reason}`].filter(Boolean).join('; ').slice(0, LONGEST_NOTE)
  return [{ ...staged, figure: { ...staged.figure, note } }]
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}
