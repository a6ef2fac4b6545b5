import { basename } from 'node:path'
import type { FigureMapping } from '../../contracts/figure-mapping.ts'
import type { StagedFigure } from '../../contracts/ingest.ts'
import type { AnyRow } from '../../contracts/tidy.ts'
import { AppError } from '../../domain/errors.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { createCheck, isRefusal } from '../checks.ts'
import type { Place, RawFigure, ReadItem } from '../formats/reader.ts'
import type { Span } from './find-area.ts'
import { compileFigureMapping, compilePeriods } from './map-figure.ts'
import { openDocument } from './open-document.ts'
import { compileDimensions, type Fields } from './read-dimension.ts'

export interface PreviewedRefusal {
  readonly column: string | null
  readonly reason: string
  readonly candidates: readonly string[]
  rows: number
  /** Of the first such figure. */
  readonly place: string
  readonly raw: string
}

/** A value of a dimension and what the mapping makes of it. */
export interface PreviewedValue {
  readonly code: string | null
  readonly label: string | null
  readonly means: Fields | null
  readonly isNil: boolean
  readonly candidates: readonly string[]
  figures: number
}

export interface FilePreview {
  readonly format: string
  readonly vintage: string
  readonly figures: number
  readonly good: number
  readonly nil: number
  readonly refused: number
  readonly isPartial: boolean
  readonly rows: readonly { readonly place: string; readonly text: string; readonly row: AnyRow }[]
  readonly refusals: readonly PreviewedRefusal[]
  readonly dimensions: readonly { readonly id: string; readonly values: readonly PreviewedValue[] }[]
}

const ALWAYS: Span = { from: '0001-01-01', to: '9999-12-31' }
const MOST_FIGURES = 20_000
const SHOWN_ROWS = 60
const SHOWN_REFUSALS = 40
const SHOWN_VALUES = 400

export const placeText = ({ part, row, column }: Place): string => [part, row, column].filter(Boolean).join(', ')

/**
 * Says what would become of a file by a mapping: the first tidy rows, every reason to refuse, and what each value of each
 * dimension means. Nothing is stored.
 *
 * @throws AppError as the readers do; MAPPING_INVALID when nothing says when it was published
 */
export async function previewFile(
  request: {
    readonly file: string
    readonly name?: string
    readonly mapping: FigureMapping
    readonly vintage?: string
    readonly format?: string
  },
  codes: KnownCodes,
): Promise<FilePreview> {
  const { file, name = basename(file), mapping, format } = request
  const { head, items } = await openDocument(file, name, format, mapping.writing)
  const vintage = request.vintage ?? mapping.constants.vintage ?? head.published
  if (typeof vintage !== 'string') {
    const message = `${name} does not say on which day it was published. Give the day of publication.`
    throw new AppError('MAPPING_INVALID', message, { file: name })
  }
  const trial = createTrial(mapping, vintage, withSource(codes, mapping))
  let figures = 0
  let isPartial = false
  for await (const item of items) {
    if (figures >= MOST_FIGURES) {
      isPartial = true
      break
    }
    figures += 1
    trial.take(item)
  }
  return { format: head.format, vintage, figures, isPartial, ...trial.outcome() }
}

/** A proposal brings its source along. */
export const withSource = (codes: KnownCodes, { proposed, source }: FigureMapping): KnownCodes =>
  proposed ? { ...codes, sources: [...codes.sources, { code: source, names: [] }] } : codes

export type Outcome = Omit<FilePreview, 'format' | 'vintage' | 'figures' | 'isPartial'>

/** Tries figures by a mapping, one after the other. */
export function createTrial(
  mapping: FigureMapping,
  vintage: string,
  codes: KnownCodes,
): { take(item: ReadItem): void; outcome(): Outcome } {
  const map = compileFigureMapping(mapping, vintage, codes)
  const check = createCheck(codes, true)
  const values = createValueSurvey(mapping, codes)
  const rows: { place: string; text: string; row: AnyRow }[] = []
  const refusals = new Map<string, PreviewedRefusal>()
  const seen = new Map<string, { value: number | null; place: string }>()
  let [good, nil, refused] = [0, 0, 0]
  const refuse = (
    why: { readonly column: string | null; readonly reason: string; readonly candidates?: readonly string[] },
    place: string,
    raw: string,
  ): void => {
    refused += 1
    const known = refusals.get(why.reason)
    if (known) known.rows += 1
    else if (refusals.size < SHOWN_REFUSALS)
      refusals.set(why.reason, { ...why, candidates: why.candidates ?? [], rows: 1, place, raw: raw.slice(0, 300) })
  }
  return {
    take(item) {
      if (item.kind === 'fault') {
        const { place, text, reason } = item.fault
        return refuse({ column: place.column, reason }, placeText(place), text)
      }
      const { figure } = item
      values.add(figure)
      const place = placeText(figure.place)
      const mapped = map(figure)
      if (mapped === 'nil') {
        nil += 1
        return
      }
      const said = isRefusal(mapped) ? mapped : check(mapped.mapped)
      if (isRefusal(said)) return refuse(said, place, figure.text)
      const twin = twinOf(seen, said, place)
      if (twin) return refuse(twin, place, figure.text)
      good += 1
      if (rows.length < SHOWN_ROWS && !isRefusal(mapped))
        rows.push({ place, text: figure.text, row: mapped.mapped.row })
    },
    outcome: () => ({ good, nil, refused, rows, refusals: [...refusals.values()], dimensions: values.dimensions() }),
  }
}

/** Two different figures in one cell of the store: the mapping leaves out what tells them apart. */
function twinOf(
  seen: Map<string, { value: number | null; place: string }>,
  { seriesId, periodStart, vintage, value }: StagedFigure,
  place: string,
) {
  const key = `${seriesId} ${periodStart} ${vintage}`
  const first = seen.get(key)
  if (first === undefined) seen.set(key, { value, place })
  if (first === undefined || first.value === value) return null
  return {
    column: null,
    reason: `the same series and period already has another figure at ${first.place}; a dimension that tells them apart is ignored or means the same`,
  }
}

/** The distinct values of each dimension and what they mean. */
function createValueSurvey(mapping: FigureMapping, codes: KnownCodes) {
  const reader = compileDimensions(mapping, codes)
  const readWhen = compilePeriods(mapping)
  const found = new Map<string, Map<string, PreviewedValue>>()
  return {
    add(figure: RawFigure): void {
      const when = readWhen(figure.period)
      // Where the period cannot be read the borders of all times will do: the figure is refused for its period.
      const span = isRefusal(when) ? ALWAYS : when.span
      for (const [id, { code, label }] of Object.entries(figure.dimensions)) {
        const values = found.get(id) ?? new Map<string, PreviewedValue>()
        if (values.size === 0) found.set(id, values)
        const key = JSON.stringify([code, label])
        const known = values.get(key)
        if (known) known.figures += 1
        if (known || values.size >= SHOWN_VALUES) continue
        const meaning = reader.read(id, { code, label }, span)
        const isKnown = meaning !== 'nil' && !isRefusal(meaning)
        values.set(key, {
          code,
          label,
          means: isKnown ? meaning : null,
          isNil: meaning === 'nil',
          candidates: meaning !== 'nil' && isRefusal(meaning) ? (meaning.candidates ?? []) : [],
          figures: 1,
        })
      }
    },
    dimensions: () => [...found].map(([id, values]) => ({ id, values: [...values.values()] })),
  }
}
