import { foldVietnamese } from '../../../domain/fold.ts'
import { readPeriod } from '../period-text.ts'

/** A quarter, a month, months added up, a day: words that stand beside a year printed elsewhere. */
const PART =
  /^((quy|quarter|q) ?(iv|i{1,3}|[1-4])|(thang|month|m) ?\d{1,2}|\d{1,2} thang( dau nam| cuoi nam)?|((tai )?thoi diem |ngay |as of )?\d{1,2}\/\d{1,2})( ?[-–/] ?(quarter|month|q|m) ?[\divx]+)?$/

/**
 * The period of a part of a year printed over it, beside it or above it: `Quý I` under `Sơ bộ 2023` is `Quý I Sơ bộ 2023`. Read
 * as the year alone, four quarters would be four figures of one year.
 *
 * @returns null when the text is no part of a year, or the other no year
 */
export function partOfYear(text: string | null, year: string | null): string | null {
  if (text === null || year === null || !isPartOfYear(text)) return null
  const reading = readPeriod(year)
  if (reading.kind !== 'period' || reading.frequency !== 'A' || reading.basis !== 'calendar') return null
  const part = text.split(/\s[-–/]\s/)[0]!.trim()
  return /\/\d{1,2}$/.test(part)
    ? `${reading.marks.length === 0 ? '' : `${reading.marks[0]} `}${part}/${reading.index}`
    : `${part} ${year}`
}

export const isPartOfYear = (text: string): boolean => text.length < 60 && PART.test(foldVietnamese(text))
