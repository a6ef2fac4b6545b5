import type { DimensionRule, FigureMapping } from '../../contracts/figure-mapping.ts'
import type { Refusal } from '../../contracts/ingest.ts'
import { TidyRow } from '../../contracts/tidy.ts'
import { FREQUENCIES, type Frequency, formatPeriod, periodIndex, periodStart } from '../../domain/period.ts'
import { MISSING_STATUSES, type ObsStatus } from '../../domain/series.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { isRefusal } from '../checks.ts'
import { type PeriodReading, readPeriod } from '../formats/period-text.ts'
import type { Coordinate, RawFigure } from '../formats/reader.ts'
import type { MappedRow } from '../mapping.ts'
import { nearest } from '../nearest.ts'
import { areaFinder, chooseArea, type Span } from './find-area.ts'
import { codeFinder } from './find-code.ts'
import { foldLabel } from './label.ts'

/** A figure as a tidy row; `nil`: the mapping says it says nothing; or why it is refused. */
export type Mapped = { readonly mapped: MappedRow; readonly withdraws: boolean } | 'nil' | Refusal
export type MapFigure = (figure: RawFigure) => Mapped

type Fields = Partial<Record<keyof TidyRow, string | number | boolean>>

const DEFAULTS: Fields = { sex: 'T', industry: '_T', occupation: '_T', age: '_T', unitMult: 0, isBreak: false }
const REMEMBERED = 50_000

/**
 * Turns a mapping into a function that gives figures of a document their meaning.
 *
 * @param vintage  day of publication, unless the figures have one each
 */
export function compileFigureMapping(mapping: FigureMapping, vintage: string, codes: KnownCodes): MapFigure {
  const rules = new Map(Object.entries(mapping.dimensions).map(([id, rule]) => [foldLabel(id), rule]))
  const meanings = new Map<DimensionRule, ReadonlyMap<string, string | Fields | null>>()
  for (const rule of rules.values()) meanings.set(rule, readMeanings(rule))
  const finder = codeFinder(codes)
  const findArea = areaFinder(codes.areas, codes.synonyms)
  const near = remember((text) => nearest(text, codes.areas).join(', '))
  const found = new Map<string, Fields | 'nil' | Refusal>()

  const foldId = remember(foldLabel)
  const declared = mapping.constants.frequency
  const hints = { dayFirst: mapping.dayFirst, ...(typeof declared === 'string' ? { frequency: declared } : {}) }

  const readDimension = (id: string, coordinate: Coordinate, span: Span): Fields | 'nil' | Refusal => {
    const rule = rules.get(foldId(id))
    if (!rule) return { column: id, reason: `${id}: the mapping ${mapping.id} does not say what this dimension means` }
    if (rule.ignore) return {}
    if (rule.slices) return readSlices(rule.slices, coordinate, span)
    const texts = textsOf(coordinate, rule)
    for (const text of texts) {
      const meaning = lookUp(meanings.get(rule)!, text)
      if (meaning === null) return 'nil'
      if (typeof meaning === 'string') return rule.field ? { [rule.field]: meaning } : {}
      if (meaning) return meaning
    }
    const shown = texts.at(-1) ?? ''
    if (!rule.field && rule.otherwise === 'nil') return 'nil'
    if (!rule.field)
      return { column: id, reason: `${id}: the mapping ${mapping.id} does not say what "${shown}" means` }
    if (rule.field === 'area') {
      const one = agree(id, texts, (text) => chooseArea(findArea, near, text, span, mapping.territory))
      if (isRefusal(one)) return rule.otherwise === 'nil' ? 'nil' : one
      return { area: one.code }
    }
    const scheme = rule.scheme ?? (rule.field === 'sex' ? 'SEX' : null)
    if (scheme === null) return { [rule.field]: shown }
    const one = agree(id, texts, (text) => {
      const total = scheme === 'SEX' ? null : finder.find('TOTAL', text)
      const code = total ?? finder.find(scheme, strip(text, rule))
      return code === null ? finder.refuse(id, scheme, text) : { code }
    })
    if (isRefusal(one)) return rule.otherwise === 'nil' ? 'nil' : one
    return { [rule.field]: scheme === 'SEX' || one.code === '_T' ? one.code : `${scheme}:${one.code}` }
  }

  /** The fields that the parts of a code give together; the first refusal or nil decides. */
  const readSlices = (
    slices: NonNullable<DimensionRule['slices']>,
    { code, label }: Coordinate,
    span: Span,
  ): Fields | 'nil' | Refusal => {
    const text = code ?? label ?? ''
    const fields: Fields = {}
    for (const [name, [from, to]] of Object.entries(slices)) {
      const one = readDimension(name, { code: text.slice(from, to), label: null }, span)
      if (one === 'nil' || isRefusal(one)) return one
      Object.assign(fields, one)
    }
    return fields
  }

  return (figure) => {
    const reading = readPeriod(figure.period, hints)
    if (reading.kind === 'refused') return { column: 'period', reason: `period: ${reading.reason}` }
    const stored = storedPeriod(reading, mapping)
    if (stored === null) return { column: 'period', reason: notStored(figure.period, reading) }
    const { frequency, index } = stored
    const span = spanOf(index, frequency)
    const withdraws = figure.attributes['ACTION'] === 'D'
    if (figure.value === null && !withdraws && mapping.missing.isNil) return 'nil'
    const fields: Fields = { ...DEFAULTS, ...unitOf(figure, mapping), ...mapping.constants }
    for (const [id, coordinate] of Object.entries(figure.dimensions)) {
      // Only what a territory is depends on the period.
      const rule = rules.get(foldId(id))
      const day = rule?.field === 'area' || rule?.slices ? span.to : ''
      const key = JSON.stringify([id, coordinate.code, coordinate.label, day && frequency + day])
      let one = found.get(key)
      if (one === undefined) {
        one = readDimension(id, coordinate, span)
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

function remember(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    let found = known.get(text)
    if (found === undefined) {
      found = work(text)
      if (known.size >= REMEMBERED) known.clear()
      known.set(text, found)
    }
    return found
  }
}

/** Texts a coordinate is looked up by, in the order of their weight. */
function textsOf({ code, label }: Coordinate, { match }: DimensionRule): string[] {
  const texts = match === 'code' ? [code] : match === 'label' ? [label ?? code] : [code, label]
  return texts.filter((text): text is string => text !== null && text !== '')
}

/** What code and label mean, when they mean the same; a text nobody knows is outvoted by one that is known. */
function agree(
  column: string,
  texts: readonly string[],
  read: (text: string) => { readonly code: string } | Refusal,
): { readonly code: string } | Refusal {
  const read_ = texts.map(read)
  const known = read_.filter((one): one is { readonly code: string } => !isRefusal(one))
  if (known.length === 0) return (read_.at(-1) as Refusal | undefined) ?? { column, reason: `${column}: is empty` }
  if (known.every(({ code }) => code === known[0]!.code)) return known[0]!
  const reason = `${column}: the code "${texts[0]}" means ${known[0]!.code} and the label "${texts[1]}" means ${known[1]!.code}; say in the mapping which to match`
  return { column, reason }
}

const strip = (text: string, { strip }: DimensionRule): string =>
  strip !== undefined && text.startsWith(strip) ? text.slice(strip.length) : text

function readMeanings({ codes }: DimensionRule): ReadonlyMap<string, string | Fields | null> {
  const meanings = new Map<string, string | Fields | null>()
  for (const [text, meaning] of Object.entries(codes)) meanings.set(foldLabel(text), meaning)
  for (const [text, meaning] of Object.entries(codes)) meanings.set(text, meaning)
  return meanings
}

const lookUp = (meanings: ReadonlyMap<string, string | Fields | null>, text: string) =>
  meanings.has(text) ? meanings.get(text) : meanings.get(foldLabel(text))

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
