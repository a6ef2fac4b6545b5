import { isPeriodText } from '../period-text.ts'
import type { PxStatement } from './header.ts'

/** A code of a time list as a period: TLIST(Q1) `20103` is `2010-Q3`, TLIST(M1) `200610` is `2006-10`. */
export function timeCodeToPeriod(unit: string, code: string): string {
  const found = /^(\d{4})\D{0,2}(\d{1,2})$/.exec(code.trim())
  if (!found) return code
  const [, year, part] = found as unknown as [string, string, string]
  const number = Number(part)
  const within = (most: number): boolean => number >= 1 && number <= most
  if (unit.startsWith('H') && within(2)) return `${year}-S${number}`
  if (unit.startsWith('Q') && within(4)) return `${year}-Q${number}`
  if (unit.startsWith('M') && within(12)) return `${year}-${part.padStart(2, '0')}`
  if (unit.startsWith('W') && within(53)) return `${year}-W${part.padStart(2, '0')}`
  return code
}

const PARTS: Readonly<Record<string, number>> = { H: 2, Q: 4, M: 12 }
const MAX_RANGE = 5000 // periods

/**
 * All codes of a time list; a range such as TLIST(Q1,"20104"-"20112") is written out.
 * @returns null when the range cannot be followed (weeks, or an end before its start)
 */
export function timeCodes({ values, isRange, timeUnit }: PxStatement): readonly string[] | null {
  if (!isRange) return values
  const parse = (code: string): [year: number, part: number, width: number] | null => {
    const found = /^(\d{4})(?:\D?(\d{1,2}))?$/.exec(code.trim())
    return found ? [Number(found[1]), Number(found[2] ?? '1'), found[2]?.length ?? 0] : null
  }
  const from = parse(values[0]!)
  const to = parse(values[1]!)
  const parts = timeUnit?.startsWith('A') ? 1 : PARTS[timeUnit?.[0] ?? '']
  if (!from || !to || !parts || from[1] > parts || to[1] > parts) return null
  const first = from[0] * parts + from[1] - 1
  const last = to[0] * parts + to[1] - 1
  if (last < first || last - first > MAX_RANGE) return null
  return Array.from({ length: last - first + 1 }, (_, k) => {
    const year = Math.floor((first + k) / parts)
    const part = ((first + k) % parts) + 1
    return parts === 1 ? String(year) : `${year}${String(part).padStart(from[2], '0')}`
  })
}

/** Names of a time variable in the languages of PX sites. */
const TIME_NAMES =
  /^(time|time_period|year|years|quarter|month|period|periodo|tid|år|ar|aar|kvartal|månad|maaned|måned|vuosi|ano|año|anno|jahr|année|rok|godina|năm|nam|quý|quy|tháng|thang|thời gian|thời kỳ|năm học)$/iu
/** Reading a period is dear, and most values of a table are none. */
const HAS_YEAR = /(?<!\d)\d{4}(?!\d)/
/** Spanish offices number quarters in Roman figures: `2005TIII`. */
const ROMAN_QUARTER = /^(\d{4})\s?T(I|II|III|IV)$/
const ROMAN: Readonly<Record<string, number>> = { I: 1, II: 2, III: 3, IV: 4 }

/** Whether a variable counts time, by its name and its values. */
export function isTimeVariable(name: string, labels: readonly string[]): boolean {
  const like = labels.filter(
    (label) => HAS_YEAR.test(label) && (isPeriodText(label) || ROMAN_QUARTER.test(label)),
  ).length
  return labels.length > 0 && (TIME_NAMES.test(name.trim()) ? like * 2 >= labels.length : like === labels.length)
}

/** Roman quarters as `2005-Q3`; other labels stay as they are. */
export function romanQuarter(label: string): string {
  const found = ROMAN_QUARTER.exec(label.trim())
  return found ? `${found[1]}-Q${ROMAN[found[2]!]}` : label
}
