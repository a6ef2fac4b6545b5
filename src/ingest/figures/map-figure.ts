import type { FigureMapping } from '../../contracts/figure-mapping.ts'
import type { Refusal } from '../../contracts/ingest.ts'
import { TidyRow } from '../../contracts/tidy.ts'
import { FREQUENCIES, type Frequency, formatPeriod, periodIndex, periodStart } from '../../domain/period.ts'
import { MISSING_STATUSES, type ObsStatus } from '../../domain/series.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { isRefusal } from '../checks.ts'
import { type PeriodReading, readPeriod } from '../formats/period-text.ts'
import type { RawFigure } from '../formats/reader.ts'
import type { MappedRow } from '../mapping.ts'
import type { Span } from './find-area.ts'
import { foldLabel } from './label.ts'
import { compileDimensions, type Fields, REMEMBERED } from './read-dimension.ts'

/** A figure as a tidy row; `nil`: the mapping says it says nothing; or why it is refused. */
export type Mapped = { readonly mapped: MappedRow; readonly withdraws: boolean } | 'nil' | Refusal
export type MapFigure = (figure: RawFigure) => Mapped

const DEFAULTS: Fields = { sex: 'T', industry: '_T', occupation: '_T', age: '_T', unitMult: 0, isBreak: false }

/**
 * Turns a mapping into a function that gives figures of a document their meaning.
 *
 * @param vintage  day of publication, unless the figures have one each
 */
export function compileFigureMapping(mapping: FigureMapping, vintage: string, codes: KnownCodes): MapFigure {
  const dimensions = compileDimensions(mapping, codes)
  const found = new Map<string, Fields | 'nil' | Refusal>()
  const readWhen = compilePeriods(mapping)

  return (figure) => {
    const when = readWhen(figure.period)
    if (isRefusal(when)) return when
    const { reading, frequency, index, span } = when
    const withdraws = figure.attributes['ACTION'] === 'D'
    if (figure.value === null && !withdraws && mapping.missing.isNil) return 'nil'
    const fields: Fields = { ...DEFAULTS, ...unitOf(figure, mapping), ...mapping.constants }
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
    }
    const status = statusOf(figure, reading, mapping, fields.obsStatus as ObsStatus | undefined)
    if (isRefusal(status)) return status
    // A modelled figure of a period that had not begun when it was published is a forecast (ILOSTAT's XA series).
    const obsStatus = status.obsStatus === 'E' && figure.value !== null && span.from > vintage ? 'F' : status.obsStatus
    const candidate = {
      concept: mapping.concept.find(({ before }) => before === undefined || span.from < before)?.concept ?? '_Z',
      vintage,
      source: mapping.source,
      note: null,
      ...fields,
      frequency,
      period: formatPeriod(index, frequency),
      value: withdraws ? null : figure.value,
      obsStatus: withdraws ? 'O' : obsStatus,
      isBreak: status.isBreak,
      ...(fields.unit === 'PT' ? { unitMult: 0 } : {}), // a rate has no power of ten, whatever the message says
    }
    const parsed = TidyRow.safeParse(candidate)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const field = String(issue!.path[0])
      const said = candidate[field as keyof typeof candidate]
      const reason = `${field}: ${said === undefined ? 'neither a dimension nor a constant of the mapping gives it' : `"${said}" (${issue!.message})`}`
      return { column: field, reason }
    }
    const valueText = parsed.data.value === null ? null : String(parsed.data.value)
    return { mapped: { row: parsed.data, valueText }, withdraws }
  }
}

function unitOf({ attributes }: RawFigure, { units }: FigureMapping): Fields {
  const text = units.attributes.map((name) => attributes[name]).find((one) => one !== undefined)
  const multiplier = Number(attributes[units.multiplier] ?? Number.NaN)
  const fields: Fields = Number.isInteger(multiplier) ? { unitMult: multiplier } : {}
  if (text === undefined) return fields
  const meaning =
    units.meanings[text] ?? Object.entries(units.meanings).find(([one]) => foldLabel(one) === foldLabel(text))?.[1]
  return meaning ? { ...fields, ...meaning } : { ...fields, unit: text }
}

function statusOf(
  { flags, text, value }: RawFigure,
  reading: PeriodReading,
  { flags: meanings, missing }: FigureMapping,
  usual: ObsStatus = 'A',
): { obsStatus: ObsStatus; isBreak: boolean } | Refusal {
  let obsStatus: ObsStatus | null = reading.status
  let isBreak = false
  for (const flag of flags) {
    const meaning = meanings[flag] ?? SDMX_FLAGS[flag]
    if (!meaning) return { column: 'obsStatus', reason: `obsStatus: the flag "${flag}" is not in the mapping's flags` }
    obsStatus = meaning.obsStatus ?? obsStatus
    isBreak ||= meaning.isBreak ?? false
  }
  if (value === null) {
    const status = obsStatus && MISSING_STATUSES.includes(obsStatus) ? obsStatus : (missing.symbols[text.trim()] ?? 'O')
    return { obsStatus: status, isBreak }
  }
  return { obsStatus: obsStatus ?? usual, isBreak }
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
  `period: "${text}" is of frequency ${frequency}; the store keeps years, quarters, months, school years and single days`

function spanOf(index: number, frequency: Frequency): Span {
  const next = Date.parse(`${periodStart(index + 1, frequency)}T00:00:00Z`)
  return { from: periodStart(index, frequency), to: new Date(next - 86_400_000).toISOString().slice(0, 10) }
}
