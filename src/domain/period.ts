import { AppError } from './errors.ts'

/** SDMX CL_FREQ codes this project stores. */
export const FREQUENCIES = ['A', 'Q', 'M'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** Season length m, periods per year. */
export const SEASON_LENGTH: Readonly<Record<Frequency, number>> = { A: 1, Q: 4, M: 12 }

const PATTERN: Readonly<Record<Frequency, RegExp>> = {
  A: /^(\d{4})$/,
  Q: /^(\d{4})-?Q([1-4])$/,
  M: /^(\d{4})-?M?(0[1-9]|1[0-2])$/,
}

/**
 * Index of a period on the integer line of its frequency: the year, quarters since year 0, or months since year 0.
 * Two periods of one frequency are h apart exactly when their indices are.
 *
 * @param text `2024`, `2024-Q3`, `2024-03`; also `2024Q3`, `2024M03`
 * @throws AppError INVALID_INPUT when the text is not a period of that frequency
 */
export function periodIndex(text: string, frequency: Frequency): number {
  const match = PATTERN[frequency].exec(text.trim())
  if (!match) {
    const example = { A: '2024', Q: '2024-Q3', M: '2024-03' }[frequency]
    throw new AppError(
      'INVALID_INPUT',
      `"${text}" is not a period of frequency ${frequency}; write it like ${example}.`,
      {
        text,
        frequency,
      },
    )
  }
  const year = Number(match[1])
  return frequency === 'A' ? year : year * SEASON_LENGTH[frequency] + Number(match[2]) - 1
}

/** Inverse of `periodIndex`: `2024`, `2024-Q3`, `2024-03`. */
export function formatPeriod(index: number, frequency: Frequency): string {
  if (frequency === 'A') return String(index)
  const m = SEASON_LENGTH[frequency]
  const year = Math.floor(index / m)
  const part = (index % m) + 1
  return frequency === 'Q' ? `${year}-Q${part}` : `${year}-${String(part).padStart(2, '0')}`
}

/** First day of the half-open interval [start, end) a period covers, as `YYYY-MM-DD`. */
export function periodStart(index: number, frequency: Frequency): string {
  if (frequency === 'A') return `${String(index).padStart(4, '0')}-01-01`
  const m = SEASON_LENGTH[frequency]
  const month = (index % m) * (12 / m) + 1
  return `${String(Math.floor(index / m)).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`
}

/** The period of a frequency that starts on a day given as `YYYY-MM-DD`; inverse of `periodStart`. */
export function indexOfStart(day: string, frequency: Frequency): number {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const m = SEASON_LENGTH[frequency]
  return frequency === 'A' ? year : year * m + Math.floor((month - 1) / (12 / m))
}
