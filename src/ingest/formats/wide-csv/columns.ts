import { foldVietnamese } from '../../../domain/fold.ts'
import { isPeriodText } from '../period-text.ts'
import type { Coordinate } from '../reader.ts'
import { decideNumbers, type NumberDecision } from '../spreadsheet/numbers.ts'

const MAX_SHAPES = 20_000 // of one column
const NUMERIC = /^[+\-\u2212]?\s?(\d[\d.,\s\u00a0']*|\.\d+)([eE][+-]?\d{1,3})?\s?%?$/
const MARK = /^(-|–|na|\.|\.\.|\.\.\.|…|\*{1,2}|#|:|n\/a|N\/A|NA|#N\/A|NaN)$/
const TIME_NAME =
  /^(time|time[_ ]period|year|years|yr|period|quarter|qtr|month|date|(ref|reference|observation|obs|survey)[_ ]?(date|period|year|quarter|month)|năm|nam|năm học|năm báo cáo|quý|tháng|kỳ|kỳ báo cáo|thời gian|thời kỳ|thời điểm|tid|år|periodo|año|année|jahr)$/iu
/** Of days: beside a column of years it is the day of something else. */
const DAY_NAME = /date$/i
const QUARTER_NAME = /^(quarter|qtr|q|quý|qui|kvartal|trimestre)$/iu
const MONTH_NAME = /^(month|mon|tháng|månad|mes|mois|monat)$/iu
const CODED_PART_NAME = /^period$/i
const FLAG_NAME =
  /^(flags?|obs[_ ]?(status|flag)|observation[_ ](status|flag)|conf[_ ]?status|footnotes?([_ ]codes?)?)$/i
/** These may as well be a dimension: employment status. */
const MAYBE_FLAG_NAME = /^(status|symbol|trạng thái)$/iu
const NOTE_NAME =
  /^(notes?|comments?|remarks?|ghi chú|chú thích|decimals|coordinate|vector|dguid|terminated|(last[_ ])?update[ds]?)$/iu
const MULTIPLIER_NAME = /^(unit[_ ]mult(iplier)?|multiplier|scalar[_ ]factor|powercode([_ ]code)?)$/i
const POWERS: Readonly<Record<string, number>> = { unit: 0, ten: 1, hundred: 2, thousand: 3, million: 6, billion: 9 }
const LONGEST_FLAG = 3
const CODE_NAME = /^(id|stt|tt|no\.?|code|mã.*|mahc|ma_.*|.*[_ ](id|code|fips)|.*[_ ]?code|fips|zip|naics|soc|isic)$/iu

/** What a column was found to hold, collected over the whole file. */
export class ColumnProfile {
  readonly name: string
  #filled = 0
  #numeric = 0
  #typed = 0
  #marks = 0
  #hasOther = false
  #isCode = false
  #isEmptySomewhere = false
  #longest = 0
  #hasOtherPart = false
  #hasOtherPower = false
  #hasOtherYear = false
  readonly #shapes = new Set<string>()

  constructor(name: string) {
    this.name = name
  }

  /** @param isNumber  a numeric cell of a workbook, which needs no style */
  add(text: string, isNumber = false): void {
    if (text === '') {
      this.#isEmptySomewhere = true
      return
    }
    this.#filled += 1
    this.#longest = Math.max(this.#longest, text.length)
    if (!this.#hasOtherYear && !/^\d{4}$/.test(text)) this.#hasOtherYear = true
    if (!this.#hasOtherPart && partOfYear(this.name, text) === null) this.#hasOtherPart = true
    if (!this.#hasOtherPower && powerOf(text) === null) this.#hasOtherPower = true
    if (isNumber || NUMERIC.test(text)) {
      this.#numeric += 1
      if (isNumber) this.#typed += 1
      if (!isNumber && this.#shapes.size < MAX_SHAPES) this.#shapes.add(shapeOf(text))
    } else if (MARK.test(text)) this.#marks += 1
    // Asked only while every text before was a period: reading one is dear.
    if (!this.#hasOther && !isPeriodText(text)) this.#hasOther = true
    // No figure begins with a zero before another digit; codes do.
    if (!isNumber && /^0\d/.test(text)) this.#isCode = true
  }

  get isEmpty(): boolean {
    return this.#filled === 0
  }
  /** Mostly numbers; marks in the place of numbers count once there are numbers. */
  get isNumeric(): boolean {
    return !this.#isCode && this.#numeric > 0 && (this.#numeric + this.#marks) * 2 > this.#filled
  }
  get hasTyped(): boolean {
    return this.#typed > 0
  }
  get isPeriods(): boolean {
    return this.#filled > 0 && !this.#hasOther
  }
  get isYears(): boolean {
    return this.#filled > 0 && !this.#hasOtherYear
  }
  /** Quarters or months that stand beside a year. */
  get isPartOfYear(): boolean {
    return this.#filled > 0 && !this.#hasOtherPart
  }
  /** What it says of a figure without telling its series from others; null for a dimension or figures. */
  get says(): Saying | null {
    if (MULTIPLIER_NAME.test(this.name)) return this.#hasOtherPower ? null : 'multiplier'
    if (FLAG_NAME.test(this.name)) return 'flag'
    if (MAYBE_FLAG_NAME.test(this.name)) return this.#isEmptySomewhere && this.#longest <= LONGEST_FLAG ? 'flag' : null
    return NOTE_NAME.test(this.name) ? 'note' : null
  }
  /** How its text numbers are written. Other columns say nothing: a list joins columns of several makers. */
  decide(): NumberDecision {
    return decideNumbers({ texts: [...this.#shapes], unit: null, elsewhere: null, isTyped: false })
  }
}

/**
 * How a number is written, its digits left out: `34.915` and `12.001` are both `99.999`, which every style reads the same way
 * as them. A first zero is kept, since 0.915 is no grouped number. So a column of millions is judged by a handful of texts.
 */
const shapeOf = (text: string): string =>
  text
    .replace(/\s?%$/, '')
    .replace(/\d/g, '9')
    .replace(/^([+\-\u2212]?)9/, /^[+\-\u2212]?0/.test(text) ? '$10' : '$19')

/** A mark of the figure, the power of ten of its unit, or words about it. */
export type Saying = 'flag' | 'multiplier' | 'note'

/** The part each column of a table plays. */
export interface Roles {
  /** Position of the column of periods; null when periods head columns, or there are none. */
  readonly time: number | null
  /** Position of the column with the quarter or month of the year in `time`. */
  readonly part: number | null
  readonly ids: readonly number[]
  readonly values: readonly { readonly at: number; readonly name: string; readonly period: string | null }[]
  readonly sayings: readonly { readonly at: number; readonly name: string; readonly says: Saying }[]
}

/**
 * Columns headed by periods hold the figures; else every column of numbers does, save codes and the column of periods.
 *
 * @param isTyped  numbers are kept as numbers (workbooks): then digits kept as text are codes
 */
export function rolesOf(profiles: readonly ColumnProfile[], isTyped = false): Roles {
  const all = profiles.map((profile, at) => ({ profile, at }))
  const headed = all.filter(({ profile }) => isPeriodText(profile.name))
  const named = all.filter(({ profile }) => TIME_NAME.test(profile.name) && (profile.isPeriods || profile.isEmpty))
  const finer = named.find(({ profile }) => !profile.isYears && !profile.isEmpty && !DAY_NAME.test(profile.name))
  const found = headed.length > 0 ? undefined : (finer ?? named[0])
  const part = found?.profile.isYears
    ? all.find(({ at, profile }) => at !== found.at && profile.isPartOfYear)
    : undefined
  const sayings = all.flatMap(({ at, profile }) =>
    profile.says === null || at === found?.at ? [] : [{ at, name: profile.name, says: profile.says }],
  )
  const apart = new Set([found?.at, part?.at, ...sayings.map(({ at }) => at)])
  const rest = all.filter(({ at }) => !apart.has(at))
  const values =
    headed.length > 0
      ? headed
      : rest.filter(
          ({ profile }) =>
            profile.isNumeric &&
            (!isTyped || profile.hasTyped) &&
            !CODE_NAME.test(profile.name) &&
            !TIME_NAME.test(profile.name) &&
            !isPartName(profile.name),
        )
  const figures = new Set(values.map(({ at }) => at))
  return {
    time: found?.at ?? null,
    part: part?.at ?? null,
    ids: rest
      .filter(({ at, profile }) => !figures.has(at) && profile.name !== '' && !profile.isEmpty)
      .map(({ at }) => at),
    values: values.map(({ at, profile }) => ({
      at,
      name: profile.name,
      period: headed.length > 0 ? profile.name : null,
    })),
    sayings,
  }
}

const isPartName = (name: string): boolean => QUARTER_NAME.test(name) || MONTH_NAME.test(name)

/**
 * A quarter or month as it is written after its year: `Quý I` and `1` of a column of quarters are `-Q1`, `March` is `-03`, `A` and
 * `Annual` of either are the year itself, ''.
 *
 * @returns null when the column is none of quarters or months, or the text is neither
 */
export function partOfYear(name: string, text: string): string | null {
  const isQuarter = QUARTER_NAME.test(name)
  const isMonth = MONTH_NAME.test(name)
  const said = foldVietnamese(text).trim()
  if (CODED_PART_NAME.test(name)) {
    const [, kind, digits] = /^([mqsa])(\d\d)$/.exec(said) ?? []
    if (kind === undefined) return null
    const number = Number(digits)
    if (kind === 'a') return ''
    if (kind === 'm') return number >= 1 && number <= 12 ? `-${digits}` : number === 13 ? 'M13' : null
    return number >= 1 && number <= (kind === 'q' ? 4 : 2) ? `-${kind.toUpperCase()}${number}` : null
  }
  if (!isQuarter && !isMonth) return null
  if (/^(a|annual|year|ca nam)$/.test(said)) return ''
  if (isQuarter) {
    const [, roman] = /^(?:q|qtr|quarter|quy)?[ .]?(iv|i{1,3}|0?[1-4])$/.exec(said) ?? []
    return roman === undefined ? null : `-Q${ROMAN[roman] ?? Number(roman)}`
  }
  const [, digits] = /^(?:m|thang)?[ .]?(0?[1-9]|1[0-2])$/.exec(said) ?? []
  const month = digits === undefined ? MONTHS.indexOf(said.slice(0, 3)) + 1 : Number(digits)
  const isNamed = digits !== undefined || (month > 0 && /^[a-z]+$/.test(said))
  return month > 0 && isNamed ? `-${String(month).padStart(2, '0')}` : null
}
const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 }
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The power of ten a text names: `3`, `thousands`; null when it names none. */
export function powerOf(text: string): number | null {
  if (/^[+-]?\d{1,2}$/.test(text.trim())) return Number(text)
  return POWERS[text.trim().toLowerCase().replace(/s$/, '')] ?? null
}

/** What the columns beside a figure say of it. */
export function sayingsOf(
  { sayings }: Roles,
  textAt: (at: number) => string,
): { readonly flags: readonly string[]; readonly attributes: Readonly<Record<string, string>> } {
  const flags: string[] = []
  const attributes: Record<string, string> = {}
  for (const { at, name, says } of sayings) {
    const text = textAt(at).trim()
    if (text === '') continue
    if (says === 'flag')
      flags.push(
        ...text
          .split(/[,;]/)
          .map((one) => one.trim())
          .filter(Boolean),
      )
    else if (says === 'multiplier') attributes['UNIT_MULT'] = String(powerOf(text))
    else attributes[/^(note|comment|remark|ghi ch|chú)/iu.test(name) ? 'NOTE' : name] = text
  }
  return { flags, attributes }
}

/** The period of a row: of its column of periods, with the quarter or month of another. */
export function periodOf(
  { time, part }: Roles,
  textAt: (at: number) => string,
  nameAt: (at: number) => string,
): string {
  if (time === null) return ''
  const text = textAt(time).trim()
  return part === null ? text : `${text}${partOfYear(nameAt(part), textAt(part)) ?? ''}`
}

/** A text of a list as a code where it looks like one (capitals, digits, no blanks), else as a label. */
export function coordinateOf(text: string): Coordinate {
  const clean = text.trim().normalize('NFC')
  if (clean === '') return { code: null, label: null }
  return /^(?=.*[A-Z\d])[\w.:+\-/]+$/.test(clean) && (clean === clean.toUpperCase() || /\d/.test(clean))
    ? { code: clean, label: null }
    : { code: null, label: clean }
}
