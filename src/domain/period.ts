import { AppError } from './errors.ts'

/**
 * Frequencies this project stores. A, S (half-years), Q, M, W (ISO weeks) and D are SDMX CL_FREQ; D is the stock of one day ("as of 1 April 2019"), which
 * need not come back every day. CL_FREQ has no code for the school year, so AY (academic year) is ours.
 */
export const FREQUENCIES = ['A', 'S', 'Q', 'M', 'W', 'AY', 'D'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** Frequencies whose periods follow one another without gap and can be forecast. */
export const SEASONAL_FREQUENCIES = ['A', 'Q', 'M'] as const
export type SeasonalFrequency = (typeof SEASONAL_FREQUENCIES)[number]

/** Season length m, periods per year. */
export const SEASON_LENGTH: Readonly<Record<SeasonalFrequency, number>> = { A: 1, Q: 4, M: 12 }

/** A school year runs from this day to the same day of the next year; Viet Nam opens it in the first week of September. */
export const SCHOOL_YEAR_START = '09-01'

const EXAMPLE: Readonly<Record<Frequency, string>> = {
  A: '2024',
  S: '2024-S1',
  Q: '2024-Q3',
  M: '2024-03',
  W: '2024-W05',
  AY: '2024/25',
  D: '2024-07-01',
}

const PATTERN: Readonly<Record<Frequency, RegExp>> = {
  A: /^(\d{4})$/,
  S: /^(\d{4})-?S([12])$/,
  Q: /^(\d{4})-?Q([1-4])$/,
  M: /^(\d{4})-?M?(0[1-9]|1[0-2])$/,
  W: /^(\d{4})-?W(\d{2})$/,
  AY: /^(\d{4})[/-](\d{2}|\d{4})$/,
  D: /^(\d{4})-(\d{2})-(\d{2})$/,
}

const DAY_MS = 86_400_000
/** Parts of a year that periods of equal length split it into. */
const PARTS = { A: 1, S: 2, Q: 4, M: 12 } as const
/** The day of week 0, a Monday, in days since 1970-01-01. */
const WEEK_ZERO = -3

/**
 * Index of a period on the integer line of its frequency: the year, half-years, quarters or months since year 0, the year a
 * school year begins, ISO weeks since the one of 1969-12-29, or days since 1970-01-01. Two periods of one frequency are h apart exactly when their indices are.
 *
 * @param text `2024`, `2024-Q3`, `2024-03`, `2024/25`, `2024-07-01`; also `2024Q3`, `2024M03`, `2024-2025`
 * @throws AppError INVALID_INPUT when the text is not a period of that frequency
 */
export function periodIndex(text: string, frequency: Frequency): number {
  const match = PATTERN[frequency].exec(text.trim())
  const index = match ? indexOf(match, frequency) : null
  if (index !== null) return index
  const message = `"${text}" is not a period of frequency ${frequency}; write it like ${EXAMPLE[frequency]}.`
  throw new AppError('INVALID_INPUT', message, { text, frequency })
}

/** null: a school year of other than two years in turn, or a week or day that no calendar has. */
function indexOf([text, first = '', second = '']: RegExpExecArray, frequency: Frequency): number | null {
  const year = Number(first)
  switch (frequency) {
    case 'A':
      return year
    case 'AY':
      return second === String(year + 1).slice(-second.length) ? year : null
    case 'D': {
      const time = Date.parse(`${text}T00:00:00Z`)
      // 30 February is read as 1 March by some engines.
      return !Number.isNaN(time) && dayOf(time / DAY_MS) === text ? time / DAY_MS : null
    }
    case 'W': {
      // 4 January lies in the first week of its year.
      const fourth = Date.parse(`${first}-01-04T00:00:00Z`) / DAY_MS
      const index = weekOf(fourth) + Number(second) - 1
      return formatPeriod(index, 'W') === `${first}-W${second}` ? index : null
    }
    default:
      return year * PARTS[frequency] + Number(second) - 1
  }
}

const weekOf = (day: number): number => Math.floor((day - WEEK_ZERO) / 7)
const dayOf = (index: number): string => new Date(index * DAY_MS).toISOString().slice(0, 10)
const fourDigits = (year: number): string => String(year).padStart(4, '0')

/** Inverse of `periodIndex`: `2024`, `2024-S1`, `2024-Q3`, `2024-03`, `2024-W05`, `2024/25`, `2024-07-01`. */
export function formatPeriod(index: number, frequency: Frequency): string {
  if (frequency === 'A') return String(index)
  if (frequency === 'AY') return `${index}/${String(index + 1).slice(-2)}`
  if (frequency === 'D') return dayOf(index)
  if (frequency === 'W') {
    // The year of a week is the one its Thursday lies in.
    const year = dayOf(WEEK_ZERO + index * 7 + 3).slice(0, 4)
    const first = weekOf(Date.parse(`${year}-01-04T00:00:00Z`) / DAY_MS)
    return `${year}-W${String(index - first + 1).padStart(2, '0')}`
  }
  const m = PARTS[frequency]
  const year = Math.floor(index / m)
  const part = (index % m) + 1
  if (frequency === 'S') return `${year}-S${part}`
  return frequency === 'Q' ? `${year}-Q${part}` : `${year}-${String(part).padStart(2, '0')}`
}

/** First day of the half-open interval [start, end) a period covers, as `YYYY-MM-DD`. */
export function periodStart(index: number, frequency: Frequency): string {
  if (frequency === 'A') return `${fourDigits(index)}-01-01`
  if (frequency === 'AY') return `${fourDigits(index)}-${SCHOOL_YEAR_START}`
  if (frequency === 'D') return dayOf(index)
  if (frequency === 'W') return dayOf(WEEK_ZERO + index * 7)
  const m = PARTS[frequency]
  const month = (index % m) * (12 / m) + 1
  return `${fourDigits(Math.floor(index / m))}-${String(month).padStart(2, '0')}-01`
}

/** The period of a frequency that a day given as `YYYY-MM-DD` lies in; of a period's first day the inverse of `periodStart`. */
export function indexOfStart(day: string, frequency: Frequency): number {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  if (frequency === 'A') return year
  if (frequency === 'AY') return day.slice(5, 10) >= SCHOOL_YEAR_START ? year : year - 1
  if (frequency === 'D') return Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY_MS
  if (frequency === 'W') return weekOf(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY_MS)
  const m = PARTS[frequency]
  return year * m + Math.floor((month - 1) / (12 / m))
}
