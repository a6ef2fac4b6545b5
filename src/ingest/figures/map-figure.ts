import type { FigureMapping } from '../../contracts/figure-mapping.ts'
import type { Refusal } from '../../contracts/ingest.ts'
import { type AnyRow, PublishedRow, TidyRow } from '../../contracts/tidy.ts'
import { FREQUENCIES, type Frequency, formatPeriod, periodIndex, periodStart } from '../../domain/period.ts'
import { MISSING_STATUSES, type ObsStatus, PUBLISHED_MEASURE } from '../../domain/series.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { isRefusal } from '../checks.ts'
import { type PeriodReading, readPeriod } from '../formats/period-text.ts'
import type { RawFigure } from '../formats/reader.ts'
import type { MappedRow } from '../mapping.ts'
import type { Span } from './find-area.ts'
import { keptCode, keptDataset, keptUnit } from './keep-code.ts'
import { foldLabel } from './label.ts'
import { flowName } from './proposed-source.ts'
import type { PublishedLists } from './published.ts'
import { compileDimensions, type Fields, REMEMBERED } from './read-dimension.ts'

/** A figure as a tidy row; `nil`: the mapping says it says nothing; or why it is refused. */
export type Mapped = { readonly mapped: MappedRow; readonly withdraws: boolean } | 'nil' | Refusal
export type MapFigure = (figure: RawFigure) => Mapped

const DEFAULTS: Fields = { sex: 'T', industry: '_T', occupation: '_T', age: '_T', unitMult: 0, isBreak: false }

/**
 * Turns a mapping into a function that gives figures of a document their meaning.
 *
 * @param vintage    day of publication, unless the figures have one each
 * @param published  told which datasets, territories and codes of the source the figures bring
 */
export function compileFigureMapping(
  mapping: FigureMapping,
  vintage: string,
  codes: KnownCodes,
  published?: PublishedLists,
): MapFigure {
  const dimensions = compileDimensions(mapping, codes)
  const found = new Map<string, Fields | 'nil' | Refusal>()
  const readWhen = compilePeriods(mapping)
  const statedPeriod = typeof mapping.constants.period === 'string' ? mapping.constants.period : null

  return (figure) => {
    const when = readWhen(figure.period === '' ? (statedPeriod ?? '') : figure.period)
    if (isRefusal(when)) return when
    const { reading, frequency, index, span } = when
    const withdraws = figure.attributes['ACTION'] === 'D'
    if (figure.value === null && !withdraws && mapping.missing.isNil) return 'nil'
    const fields: Fields = {
      ...DEFAULTS,
      ...(mapping.proposed ? KEPT_DEFAULTS : {}),
      ...unitOf(figure, mapping),
      ...mapping.constants,
    }
    const kept: Record<string, string> = {}
    for (const [id, coordinate] of Object.entries(figure.dimensions)) {
      // Only what a territory is depends on the period.
      const rule = dimensions.ruleOf(id)
      const day = rule?.field === 'area' || rule?.slices ? span.to : ''
      const key = JSON.stringify([id, coordinate.code, coordinate.label, day && frequency + day])
      let one = found.get(key)
      if (one === undefined) {
        one = dimensions.read(id, coordinate, span)
        if (found.size >= REMEMBERED) found.clear()
        found.set(key, one)
      }
      if (one === 'nil') return 'nil'
      if (isRefusal(one)) return one
      Object.assign(fields, one)
      if (rule?.keep && !SAID_BY_FIELD.includes(rule.field ?? '')) kept[id] = keptCode(coordinate)
      if (rule?.keep && rule.field === 'frequency') {
        const reason = frequencyConflict(coordinate.code, figure.period, reading)
        if (reason !== null) return { column: 'frequency', reason }
      }
    }
    const dataset = datasetOf(figure, mapping)
    if (dataset !== null) fields.measure = `${mapping.source}:${keptDataset(flowName(dataset))}`
    const isKept = PUBLISHED_MEASURE.test(String(fields.measure))
    const status = statusOf(figure, reading, mapping, fields.obsStatus as ObsStatus | undefined)
    if (isRefusal(status)) return status
    // A modelled figure of a period that had not begun when it was published is a forecast (ILOSTAT's XA series).
    const obsStatus = status.obsStatus === 'E' && figure.value !== null && span.from > vintage ? 'F' : status.obsStatus
    const candidate = {
      concept: mapping.concept.find(({ before }) => before === undefined || span.from < before)?.concept ?? '_Z',
      vintage,
      source: mapping.source,
      note: status.note,
      ...fields,
      frequency,
      period: formatPeriod(index, frequency),
      value: withdraws ? null : figure.value,
      obsStatus: withdraws ? 'O' : obsStatus,
      isBreak: status.isBreak,
      ...(isKept ? { dimensions: kept } : {}),
      ...(fields.unit === 'PT' ? { unitMult: 0 } : {}), // a rate has no power of ten, whatever the message says
    }
    const parsed = (isKept ? PublishedRow : TidyRow).safeParse(candidate)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const field = String(issue!.path[0])
      const said = candidate[field as keyof typeof candidate]
      const reason = `${field}: ${said === undefined ? 'neither a dimension nor a constant of the mapping gives it' : `"${said}" (${issue!.message})`}`
      return { column: field, reason }
    }
    if (published) tell(published, parsed.data, figure, mapping)
    const valueText = parsed.data.value === null ? null : String(parsed.data.value)
    return { mapped: { row: parsed.data, valueText }, withdraws }
  }
}

/** Our classifications do not apply to a dataset kept as published. */
const KEPT_DEFAULTS: Fields = { industry: '_Z', occupation: '_Z', age: '_Z', unit: '_X' }
/** What a dimension says stands in these fields whole. */
const SAID_BY_FIELD: readonly string[] = ['area', 'measure', 'frequency']

/** The dataset a figure itself names, where the mapping lets it. */
function datasetOf({ attributes, place }: RawFigure, { datasetFrom }: FigureMapping): string | null {
  for (const name of datasetFrom) {
    const text = name === 'PART' ? place.part : attributes[name]
    if (text) return text
  }
  return null
}

/** A period of another length than its own column of frequencies says is read wrong by one of them. */
function frequencyConflict(code: string | null, text: string, { frequency, basis }: PeriodReading): string | null {
  if (code === null || !/^[ASQMWD]$/.test(code) || basis !== 'calendar' || code === frequency) return null
  return `period: "${text}" is of frequency ${frequency}, but the frequency column says ${code}; correct one of them`
}

function tell(published: PublishedLists, row: AnyRow, figure: RawFigure, mapping: FigureMapping): void {
  const isKept = 'dimensions' in row
  let title: string | null = null
  for (const [id, coordinate] of Object.entries(figure.dimensions)) {
    const rule = mapping.dimensions[id]
    if (rule?.field === 'area' && row.area.includes(':')) published.addArea(row.area, coordinate.label)
    if (rule?.field === 'measure') title = coordinate.label ?? coordinate.code
    else if (isKept && rule?.keep) published.addCode(row.measure, id, coordinate)
  }
  if (row.area.includes(':')) published.addArea(row.area, null)
  if (isKept) published.addDataset(row.measure, title ?? mapping.title)
}

function unitOf({ attributes }: RawFigure, mapping: FigureMapping): Fields {
  const { units } = mapping
  const text = units.attributes.map((name) => attributes[name]).find((one) => one !== undefined)
  const multiplier = Number(attributes[units.multiplier] ?? Number.NaN)
  const fields: Fields = Number.isInteger(multiplier) ? { unitMult: multiplier } : {}
  if (text === undefined) return fields
  const meaning =
    units.meanings[text] ?? Object.entries(units.meanings).find(([one]) => foldLabel(one) === foldLabel(text))?.[1]
  if (meaning) return { ...fields, ...meaning }
  return { ...fields, unit: mapping.proposed ? keptUnit(text) : text }
}

function statusOf(
  { flags, text, value, attributes }: RawFigure,
  reading: PeriodReading,
  { flags: meanings, missing, otherFlags }: FigureMapping,
  usual: ObsStatus = 'A',
): { obsStatus: ObsStatus; isBreak: boolean; note: string | null } | Refusal {
  let obsStatus: ObsStatus | null = reading.status
  let isBreak = false
  const notes: string[] = []
  for (const flag of flags) {
    const meaning = meanings[flag] ?? SDMX_FLAGS[flag]
    // The file itself says what its symbol is worth: a dash declared to be nothing at all is zero.
    if (!meaning && value === 0 && flag === text.trim()) {
      notes.push(flag)
      continue
    }
    const isOfAbsence = meaning?.obsStatus !== undefined && MISSING_STATUSES.includes(meaning.obsStatus)
    if (otherFlags === 'note' && (!meaning || (isOfAbsence && value !== null))) {
      notes.push(flag)
      continue
    }
    if (!meaning) return { column: 'obsStatus', reason: `obsStatus: the flag "${flag}" is not in the mapping's flags` }
    obsStatus = meaning.obsStatus ?? obsStatus
    isBreak ||= meaning.isBreak ?? false
  }
  if (attributes['NOTE']) notes.push(attributes['NOTE'])
  const note = notes.length > 0 ? notes.join('; ').slice(0, 300) : null
  if (value === null) {
    const status = obsStatus && MISSING_STATUSES.includes(obsStatus) ? obsStatus : (missing.symbols[text.trim()] ?? 'O')
    return { obsStatus: status, isBreak, note }
  }
  return { obsStatus: obsStatus ?? usual, isBreak, note }
}

/** CL_OBS_STATUS as it stands in SDMX messages. */
const SDMX_FLAGS: Readonly<Record<string, { obsStatus?: ObsStatus; isBreak?: boolean }>> = {
  A: { obsStatus: 'A' },
  B: { isBreak: true },
  E: { obsStatus: 'E' },
  F: { obsStatus: 'F' },
  P: { obsStatus: 'P' },
  U: { obsStatus: 'U' },
  M: { obsStatus: 'M' },
  L: { obsStatus: 'L' },
  O: { obsStatus: 'O' },
  Q: { obsStatus: 'Q' },
}

/** When a figure is of: as it was read, as the store keeps it, and the days it lasts. */
export interface When {
  readonly reading: PeriodReading
  readonly frequency: Frequency
  readonly index: number
  readonly span: Span
}

/** Reads periods as a mapping declares them, or says why not. */
export function compilePeriods(mapping: FigureMapping): (text: string) => When | Refusal {
  const declared = mapping.constants.frequency
  const hints = { dayFirst: mapping.dayFirst, ...(typeof declared === 'string' ? { frequency: declared } : {}) }
  return (text) => {
    const reading = readPeriod(text, hints)
    if (reading.kind === 'refused') return { column: 'period', reason: `period: ${reading.reason}` }
    const stored = storedPeriod(reading, mapping)
    if (stored === null) return { column: 'period', reason: notStored(text, reading) }
    return { reading, ...stored, span: spanOf(stored.index, stored.frequency) }
  }
}

/** The period a figure is kept under; null: the store has none of that kind. */
function storedPeriod(
  { frequency, index, basis, day }: PeriodReading,
  { stockDay }: FigureMapping,
): { readonly frequency: Frequency; readonly index: number } | null {
  if (basis === 'school-year') return { frequency: 'AY', index }
  if (basis === 'point-in-time') return { frequency: 'D', index: periodIndex(day!, 'D') }
  if (stockDay !== undefined && frequency === 'A' && basis === 'calendar') {
    return { frequency: 'D', index: periodIndex(`${index}-${stockDay}`, 'D') }
  }
  // An annual average that the agency made of months is an annual figure: its series is another than that of the months.
  return (FREQUENCIES as readonly string[]).includes(frequency) ? { frequency: frequency as Frequency, index } : null
}

const notStored = (text: string, { frequency }: PeriodReading): string =>
  `period: "${text}" is of frequency ${frequency}; the store keeps years, half-years, quarters, months, weeks, school years and single days`

function spanOf(index: number, frequency: Frequency): Span {
  const next = Date.parse(`${periodStart(index + 1, frequency)}T00:00:00Z`)
  return { from: periodStart(index, frequency), to: new Date(next - 86_400_000).toISOString().slice(0, 10) }
}
