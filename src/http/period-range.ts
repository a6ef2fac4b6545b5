import { AppError } from '../domain/errors.ts'
import { FREQUENCIES, type Frequency, periodIndex, periodStart } from '../domain/period.ts'

/**
 * Half-open interval of days [fromDay, beforeDay) that periods `from`..`to` cover, both included. The two may be of
 * different frequencies: from 2023 to 2024-Q3 is 2023-01-01 up to, not including, 2024-10-01.
 * @throws AppError INVALID_INPUT when a text is no period, or `from` lies after `to`
 */
export function periodRange(from?: string, to?: string): { fromDay?: string; beforeDay?: string } {
  const fromDay = from === undefined ? undefined : startOf(from, 'from', 0)
  const beforeDay = to === undefined ? undefined : startOf(to, 'to', 1)
  if (fromDay !== undefined && beforeDay !== undefined && fromDay >= beforeDay) {
    throw new AppError('INVALID_INPUT', `from=${from} lies after to=${to}.`, { parameter: 'from' })
  }
  return { fromDay, beforeDay }
}

function startOf(text: string, parameter: string, shift: number): string {
  for (const frequency of FREQUENCIES) {
    const index = tryIndex(text, frequency)
    if (index !== null) return periodStart(index + shift, frequency)
  }
  throw new AppError(
    'INVALID_INPUT',
    `"${text}" is not a period; write 2024, 2024-Q3, 2024-03, 2024/25 or 2024-07-01.`,
    { parameter },
  )
}

function tryIndex(text: string, frequency: Frequency): number | null {
  try {
    return periodIndex(text, frequency)
  } catch {
    return null
  }
}
