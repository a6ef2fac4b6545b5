import { SCHOOL_YEAR_START } from '../../domain/period.ts'
import type { PeriodBasis, PeriodHints, PeriodRefusalWhy, TextFrequency } from './period-text.ts'

/** A period whose year is not yet checked for sense. */
export interface PeriodForm {
  readonly year: string
  readonly frequency: TextFrequency
  readonly index: number
  readonly basis?: PeriodBasis
  readonly day?: string
}

export interface FormRefusal {
  readonly why: PeriodRefusalWhy
  readonly reason: (shown: string) => string
}

/** One way of writing periods; null when the text is written otherwise. */
type Form = (match: RegExpExecArray, hints: PeriodHints) => PeriodForm | FormRefusal

/**
 * Tries the known ways of writing a period, in order; the first whose pattern fits decides.
 *
 * @param text    NFC, single blanks, hyphens, without status words
 * @param folded  the same in lower case without diacritics
 */
export function readPeriodForm(text: string, folded: string, hints: PeriodHints): PeriodForm | FormRefusal {
  for (const [pattern, form] of FORMS) {
    const match = pattern.exec(folded)
    if (match) return form(match, hints)
  }
  const yearless = hints.year === undefined ? null : withYear(folded, hints)
  if (yearless) return yearless
  return refuse('not-a-period', () => `"${text.slice(0, 60)}" is not a period; write it like 2024, 2024-Q3 or 2024-03.`)
}

// Y is a year of four digits; the words before it are those of yearbooks and tables.
const Y = String.raw`(\d{4})`
const AT = `(?:co den |den |tai thoi diem |thoi diem |tai |as of |on )?(?:ngay )?`
const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 }
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_WORD = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?`
const DATE = String.raw`(\d{4})-(\d{2})-(\d{2})(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?`

const re = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)

const FORMS: readonly (readonly [RegExp, Form])[] = [
  // 2024; "Năm 2024"; "YR2024"; World Bank "2024 [YR2024]"; 2024-A1; BLS 2024A01; 2024.0 from a numeric cell
  [re(String.raw`(?:nam |year |yr)?${Y}(?: \[yr\1\]|-?a0?1?|\.0)?`), ([, y]) => annual(y!)],
  // The annual averages of BLS, kept apart from their months, quarters and halves
  [re(`${Y}[- ]?(?:m13|q05|s03)`), ([, y]) => ({ ...annual(y!), basis: 'annual-average' })],
  // 2024-01-01/P1Y
  [re(String.raw`${DATE}/(p\d+[ymwd])`), ([, y, m, d, length]) => fromDuration(y!, m!, d!, length!.toUpperCase())],
  [re(DATE), ([, y, m, d], hints) => fromDate(y!, m!, d!, hints)],
  // Quarters: 2024Q3, 2024-Q3, 2024 Q3, SCB 2024K3 and 2024kv3, BLS 2024Q03; Q3/2024; "Quý III năm 2024"
  [re(String.raw`${Y}[- ]?(?:q|k|kv|qtr|quy )0?(\d)`), ([, y, q]) => quarter(y!, Number(q))],
  [re(String.raw`(?:q|quy |quarter )0?(\d)(?:[-/ ]| nam | of )+${Y}`), ([, q, y]) => quarter(y!, Number(q))],
  [re(`quy (i{1,3}|iv)(?:[-/ ]| nam )+${Y}`), ([, q, y]) => quarter(y!, ROMAN[q!]!)],
  // Months: 2024M03, 2024-M03, 2024-03, 2024/03; M03/2024, 03/2024, "Tháng 3 năm 2024"; "Mar 2024"; BLS M13
  [re(String.raw`${Y}[- ]?m(\d{1,2})`), ([, y, m]) => month(y!, Number(m))],
  [
    re(String.raw`${Y}-(\d{2})`),
    ([, y, m], hints) => (isSchoolYear(y!, m!, hints) ? schoolYear(y!) : month(y!, Number(m))),
  ],
  [re(String.raw`(?:m|thang )(\d{1,2})(?:[-/ ]| nam )+${Y}`), ([, m, y]) => month(y!, Number(m))],
  [re(String.raw`(\d{1,2})/${Y}`), ([, m, y]) => month(y!, Number(m))],
  [re(`${MONTH_WORD}[- ]${Y}`), ([, m, y]) => month(y!, MONTH_NAMES.indexOf(m!) + 1)],
  [re(`${Y}[- ]${MONTH_WORD}`), ([, y, m]) => month(y!, MONTH_NAMES.indexOf(m!) + 1)],
  [re(String.raw`${Y}/(\d{1,2})`), ([, y, m], hints) => slashed(y!, m!, hints)],
  [re(String.raw`${Y} ?- ?(\d)`), ([, y, n], hints) => bareNumber(y!, Number(n), hints)],
  // Halves: 2024-S1, 2024H1, BLS 2024S01; "6 tháng đầu năm 2024"
  [re(String.raw`${Y}[- ]?(?:s|h|b)0?(\d)`), ([, y, s]) => half(y!, Number(s))],
  [re(`6 thang (dau|cuoi) nam ${Y}`), ([, which, y]) => half(y!, which === 'dau' ? 1 : 2)],
  [re(String.raw`(\d{1,2}) thang (?:dau )?(?:nam )?${Y}`), ([, n]) => cumulative(n!)],
  // Weeks and days: 2024-W05, 2024W05; 2024-D032
  [re(String.raw`${Y}-?w(\d{2})`), ([, y, w]) => week(y!, Number(w))],
  [re(String.raw`${Y}-?d(\d{3})`), ([, y, d]) => dayOfYear(y!, Number(d))],
  // Spain writes 2024T3 for a quarter, SDMX 2024-T3 for four months
  [re(String.raw`${Y}[- ]?t(\d)`), ([, y, t], hints) => trimester(y!, Number(t), hints)],
  // School years: 2020-2021, 2020/2021, "Năm học 2020-2021", 2020/21
  [re(`(?:nam hoc |school year |academic year )?${Y} ?[-/] ?${Y}`), ([, a, b]) => spanOfYears(a!, b!)],
  [
    re(String.raw`(?:nam hoc |school year |academic year )${Y} ?[-/] ?(\d{2})`),
    ([, a, b]) => spanOfYears(a!, a!.slice(0, 2) + b!),
  ],
  // Points in time: "tại thời điểm 1/7/2024", 31.12.2024
  [re(String.raw`${AT}(\d{1,2})[/.-](\d{1,2})[/.-]${Y}`), (match, hints) => pointInTime(match, hints)],
]

/** `M03`, `Q3`, `Quý III`, `Tháng 3`, `1/7`, `A01` beside a year given elsewhere. */
function withYear(folded: string, hints: PeriodHints): PeriodForm | FormRefusal | null {
  const y = String(hints.year)
  const part = /^([aqmsw])(\d{1,2})$/.exec(folded)
  if (part)
    return readPeriodForm(folded, `${y}${part[1]}${part[1] === 'w' ? part[2]!.padStart(2, '0') : part[2]}`, {
      ...hints,
      year: undefined,
    })
  if (
    /^(quy (\d|i{1,3}|iv)|thang \d{1,2}|\d{1,2})$/.test(folded) &&
    (folded.length > 2 || hints.frequency?.toUpperCase() === 'M')
  ) {
    return readPeriodForm(folded, /^\d/.test(folded) ? `${y}m${folded}` : `${folded} ${y}`, {
      ...hints,
      year: undefined,
    })
  }
  const day = new RegExp(`^${AT}(\\d{1,2})/(\\d{1,2})$`).exec(folded)
  return day ? pointInTime(Object.assign([...day, y] as unknown as RegExpExecArray, { 0: folded }), hints) : null
}

const refuse = (why: PeriodRefusalWhy, reason: (shown: string) => string): FormRefusal => ({ why, reason })
const impossible = (what: string): FormRefusal => refuse('impossible', (shown) => `"${shown}" cannot be: ${what}.`)

const annual = (year: string): PeriodForm => ({ year, frequency: 'A', index: Number(year) })
const schoolYear = (year: string): PeriodForm => ({ ...annual(year), basis: 'school-year' })

function quarter(year: string, q: number): PeriodForm | FormRefusal {
  if (q < 1 || q > 4) return impossible(`a year has quarters 1 to 4, not ${q}`)
  return { year, frequency: 'Q', index: Number(year) * 4 + q - 1 }
}

function month(year: string, m: number): PeriodForm | FormRefusal {
  if (m < 1 || m > 12) return impossible(`a year has months 1 to 12, not ${m}`)
  return { year, frequency: 'M', index: Number(year) * 12 + m - 1 }
}

function half(year: string, s: number): PeriodForm | FormRefusal {
  if (s < 1 || s > 2) return impossible(`a year has halves 1 and 2, not ${s}`)
  return { year, frequency: 'S', index: Number(year) * 2 + s - 1 }
}

function trimester(year: string, t: number, hints: PeriodHints): PeriodForm | FormRefusal {
  if (hints.frequency?.toUpperCase() === 'Q') return quarter(year, t)
  return refuse(
    'ambiguous',
    (shown) => `"${shown}" is a quarter in Spain and four months in SDMX. Declare the frequency (Q).`,
  )
}

/** `2016 - 4` is a quarter in one table and a month in another. */
function bareNumber(year: string, n: number, hints: PeriodHints): PeriodForm | FormRefusal {
  const frequency = hints.frequency?.toUpperCase()
  if (frequency === 'Q') return quarter(year, n)
  if (frequency === 'M') return month(year, n)
  if (frequency === 'S' || frequency === 'H') return half(year, n)
  return refuse('ambiguous', (shown) => `"${shown}" is quarter ${n} or month ${n}. Declare the frequency (Q or M).`)
}

const isNextYear = (year: string, two: string): boolean =>
  Number(two) > 13 && Number(two) === (Number(year.slice(2)) + 1) % 100

/** 2010-11 is November unless school years are declared; 2024-25 can be nothing else. */
const isSchoolYear = (year: string, two: string, { frequency }: PeriodHints): boolean =>
  isNextYear(year, two) || (frequency?.toUpperCase() === 'AY' && Number(two) === (Number(year) + 1) % 100)

function slashed(year: string, second: string, hints: PeriodHints): PeriodForm | FormRefusal {
  const n = Number(second)
  if (second.length === 2 && isSchoolYear(year, second, hints)) return schoolYear(year)
  if (second.length === 2 && n === (Number(year.slice(2)) + 1) % 100) {
    return refuse(
      'ambiguous',
      (shown) => `"${shown}" is a month or a school year. Write ${year}-${second} or ${year}-${Number(year) + 1}.`,
    )
  }
  return month(year, n)
}

function spanOfYears(from: string, to: string): PeriodForm | FormRefusal {
  if (Number(to) === Number(from) + 1) return schoolYear(from)
  return refuse(
    'range',
    (shown) => `"${shown}" spans ${from} to ${to}; one figure has one period. Load a figure per year.`,
  )
}

const cumulative = (months: string): FormRefusal =>
  refuse('range', (shown) => `"${shown}" adds up ${months} months of a year; load quarters or months instead.`)

const DAY_MS = 86_400_000
/** Days since 1970-01-01, or null for a day the calendar does not have. */
function dayNumber(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day)
  const back = new Date(ms)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? ms / DAY_MS : null
}
const isoDay = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10)
/** Monday of ISO week 1: the week with 4 January. */
const firstMonday = (year: number): number => mondayOf(Date.UTC(year, 0, 4) / DAY_MS)
const mondayOf = (days: number): number => days - ((((days + 3) % 7) + 7) % 7)
const weekIndex = (monday: number): number => (monday + 3) / 7

function week(year: string, w: number): PeriodForm | FormRefusal {
  const monday = firstMonday(Number(year)) + (w - 1) * 7
  if (w < 1 || monday >= firstMonday(Number(year) + 1)) return impossible(`${year} has no week ${w}`)
  return { year, frequency: 'W', index: weekIndex(monday) }
}

function dayOfYear(year: string, d: number): PeriodForm | FormRefusal {
  const day = Date.UTC(Number(year), 0, d) / DAY_MS
  if (d < 1 || !isoDay(day).startsWith(year)) return impossible(`${year} has no day ${d}`)
  return { year, frequency: 'D', index: day, day: isoDay(day) }
}

/** A day; with a declared frequency, the period it is the first day of (SDMX `timeFormat=normalized`). */
function fromDate(y: string, m: string, d: string, hints: PeriodHints): PeriodForm | FormRefusal {
  const days = dayNumber(Number(y), Number(m), Number(d))
  if (days === null) return impossible(`${y}-${m} has no day ${d}`)
  const length = { A: 'P1Y', S: 'P6M', H: 'P6M', Q: 'P3M', M: 'P1M', W: 'P7D' }[hints.frequency?.toUpperCase() ?? '']
  if (length) return fromDuration(y, m, d, length)
  return { year: y, frequency: 'D', index: days, day: isoDay(days) }
}

function fromDuration(y: string, m: string, d: string, length: string): PeriodForm | FormRefusal {
  const days = dayNumber(Number(y), Number(m), Number(d))
  if (days === null) return impossible(`${y}-${m} has no day ${d}`)
  const first = d === '01' ? Number(m) : 0
  if (/^P(1Y|12M)$/.test(length) && first === 1) return annual(y)
  // A year that begins when schools do.
  if (/^P(1Y|12M)$/.test(length) && `${m}-${d}` === SCHOOL_YEAR_START) return schoolYear(y)
  if (length === 'P6M' && (first === 1 || first === 7)) return half(y, first === 1 ? 1 : 2)
  if (length === 'P3M' && first % 3 === 1) return quarter(y, Math.floor(first / 3) + 1)
  if (length === 'P1M' && first > 0) return month(y, first)
  if (/^P(7D|1W)$/.test(length) && mondayOf(days) === days) return { year: y, frequency: 'W', index: weekIndex(days) }
  if (length === 'P1D') return { year: y, frequency: 'D', index: days, day: isoDay(days) }
  return refuse(
    'range',
    (shown) => `"${shown}" (${y}-${m}-${d}, ${length}) is not a whole year, half, quarter, month, week or day.`,
  )
}

function pointInTime(match: RegExpExecArray, hints: PeriodHints): PeriodForm | FormRefusal {
  const [text, a, b, y] = match
  // Words before the date are Vietnamese; so is a first number that cannot be a month.
  const isVietnamese = /(ngay|diem|tai|den)/.test(text!)
  if (!isVietnamese && hints.dayFirst === undefined && Number(a) <= 12 && Number(b) <= 12 && Number(a) !== Number(b)) {
    return refuse(
      'ambiguous',
      (shown) => `"${shown}" is day ${a} of month ${b} or month ${a}, day ${b}. Declare dayFirst in the mapping.`,
    )
  }
  const isDayFirst = isVietnamese || (hints.dayFirst ?? Number(b) <= 12)
  const [d, m] = isDayFirst ? [Number(a), Number(b)] : [Number(b), Number(a)]
  const days = dayNumber(Number(y), m, d)
  if (days === null) return impossible(`${y}-${String(m).padStart(2, '0')} has no day ${d}`)
  return { ...annual(y!), basis: 'point-in-time', day: isoDay(days) }
}
