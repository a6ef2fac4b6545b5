import type { Refusal, StagedFigure } from '../contracts/ingest.ts'
import type { AnyRow, TidyRow } from '../contracts/tidy.ts'
import { AppError } from '../domain/errors.ts'
import { type Frequency, periodIndex, periodStart } from '../domain/period.ts'
import { type Measure, MISSING_STATUSES, seriesId } from '../domain/series.ts'
import type { KnownCode, KnownCodes } from '../storage/known-codes.ts'
import { createCorrections } from './corrections.ts'
import type { MappedRow } from './mapping.ts'
import { nearest } from './nearest.ts'
import { scaleDecimal } from './scale.ts'

/** Unit each measure is stored in. */
const UNITS: Readonly<Record<Measure, 'PS' | 'PT' | 'RT' | 'VND'>> = {
  employment: 'PS',
  labourForce: 'PS',
  unemployment: 'PS',
  jobVacancies: 'PS',
  vacanciesClosed: 'PS',
  vacanciesFilled: 'PS',
  unemploymentRate: 'PT',
  youthUnemploymentRate: 'PT',
  underemploymentRate: 'PT',
  participationRate: 'PT',
  population: 'PS',
  population15Plus: 'PS',
  deathRate: 'RT',
  netMigration: 'PS',
  employedShareOfPopulation: 'PT',
  trainedShare: 'PT',
  labourProductivity: 'VND',
  averageMonthlyEarnings: 'VND',
  universityStudents: 'PS',
  universityEntrants: 'PS',
  universityGraduates: 'PS',
}

/** Balances may be below zero; nothing else that is counted can. */
const BALANCES: readonly Measure[] = ['netMigration']

/** All industries, or all occupations. */
const TOTAL: KnownCode = { code: '_T', names: ['Total'] }

/** Turns a mapped row into a figure of the store, or says why it is refused; `column` is then a field of TidyRow. */
export type Check = (mapped: MappedRow) => StagedFigure | Refusal

/**
 * @param codes       every code the store knows; a row with another is refused, with the nearest ones named
 * @param keepsAreas  territories of a source's own list (`EUROSTAT:DE1`) are taken in with the figures
 */
export function createCheck(codes: KnownCodes, keepsAreas = false): Check {
  const corrections = createCorrections(codes.corrections)
  const isArea = createLookUp('area', codes.areas)
  const isSource = createLookUp('source', codes.sources)
  const isClassified = createLookUp('classification code', [...codes.classifications, TOTAL])
  return (mapped) => {
    const { row } = mapped
    const place = keepsAreas && row.area.includes(':') ? null : isArea('area', row.area)
    if ('dimensions' in row)
      return place ?? isSource('source', row.source) ?? checkKept(mapped) ?? checkVintage(row) ?? toFigure(mapped)
    const reason =
      place ??
      isSource('source', row.source) ??
      isClassified('industry', row.industry) ??
      isClassified('occupation', row.occupation) ??
      checkUnit(row) ??
      checkValue({ ...mapped, row }) ??
      checkVintage(row)
    return reason ?? corrections.apply(toFigure(mapped))
  }
}

type LookUp = (column: string, code: string) => Refusal | null

function createLookUp(kind: string, known: readonly KnownCode[]): LookUp {
  const codes = new Set(known.map(({ code }) => code))
  const answers = new Map<string, string>() // The same wrong code tends to stand in every row.
  return (column, code) => {
    if (codes.has(code)) return null
    let near = answers.get(code)
    if (near === undefined) {
      near = nearest(code, known).join(', ')
      if (answers.size < 10_000) answers.set(code, near)
    }
    return { column, reason: `${column}: the ${kind} "${code}" is not known${near ? `; nearest: ${near}` : ''}` }
  }
}

function checkUnit({ measure, unit, unitMult }: TidyRow): Refusal | null {
  const expected = UNITS[measure]
  if (unit !== expected)
    return { column: 'unit', reason: `unit: ${measure} is stored in ${expected}, the row says ${unit}` }
  if (unit === 'PT' && unitMult !== 0) {
    return {
      column: 'unitMult',
      reason: `unit_mult: a percentage has none, the row says ${unitMult}; map the constant 0 if the file is wrong`,
    }
  }
  return null
}

/** Of a dataset kept as published nobody here knows what is possible: an index passes 100, a balance is below zero. */
function checkKept({ row, valueText }: MappedRow): Refusal | null {
  const isMissing = MISSING_STATUSES.includes(row.obsStatus)
  if (valueText === null) {
    return isMissing
      ? null
      : { column: 'value', reason: `value: is empty although the status ${row.obsStatus} says there is one` }
  }
  if (isMissing)
    return { column: 'value', reason: `value: ${valueText} stands beside the status ${row.obsStatus} (missing)` }
  return Number.isFinite(row.value!) ? null : { column: 'value', reason: `value: ${valueText} is too large` }
}

function checkValue(mapped: MappedRow & { readonly row: TidyRow }): Refusal | null {
  const wrong = checkKept(mapped)
  const { row, valueText } = mapped
  if (wrong || valueText === null) return wrong
  const value = row.value!
  if (value < 0 && !BALANCES.includes(row.measure))
    return { column: 'value', reason: `value: ${valueText} is negative; ${row.measure} cannot be` }
  if (row.unit === 'PT' && value > 100)
    return { column: 'value', reason: `value: ${valueText} is more than 100 per cent` }
  return null
}

function checkVintage({ period, frequency, vintage, obsStatus }: AnyRow): Refusal | null {
  if (!isDay(vintage)) return { column: 'vintage', reason: `vintage: ${vintage} is not a day of the calendar` }
  const start = startOf(`${frequency} ${period}`)
  if (typeof start !== 'string') return start
  if (vintage < start && obsStatus !== 'F') {
    return {
      column: 'vintage',
      reason: `vintage: published on ${vintage}, before the period ${period} began; if the document is wrong, say the day of publication`,
    }
  }
  return null
}

const isDay = remember((day) => {
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === day
})

/** First day of a period given as `A 2024`, or why it is none. */
const startOf = remember((words): string | Refusal => {
  const blank = words.indexOf(' ')
  const frequency = words.slice(0, blank) as Frequency
  try {
    return periodStart(periodIndex(words.slice(blank + 1), frequency), frequency)
  } catch (error) {
    if (error instanceof AppError) return { column: 'period', reason: `period: ${error.message}` }
    throw error
  }
})

/** The same few days and periods stand in row after row. */
function remember<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= 10_000) known.clear()
    const made = work(text)
    known.set(text, made)
    return made
  }
}

function toFigure({ row, valueText }: MappedRow): StagedFigure {
  const { frequency, area, measure, sex, industry, occupation, age, concept, source, unit } = row
  const key = {
    frequency,
    area,
    measure,
    sex,
    industry,
    occupation,
    age,
    concept,
    source,
    unitMeasure: unit,
    unitMult: 0,
    ...('dimensions' in row ? { dimensions: row.dimensions } : {}),
  }
  const dimensions = 'dimensions' in row ? JSON.stringify(row.dimensions) : '{}'
  return {
    seriesId: seriesId(key),
    series: [frequency, area, measure, sex, industry, occupation, age, concept, source, unit, 0, dimensions],
    periodStart: startOf(`${frequency} ${row.period}`) as string,
    vintage: row.vintage,
    value: valueText === null ? null : scaleDecimal(valueText, row.unitMult),
    obsStatus: row.obsStatus,
    isBreak: row.isBreak,
    note: row.note,
  }
}

export const isRefusal = (value: object): value is Refusal => 'reason' in value
