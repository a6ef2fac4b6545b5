import { isPeriodText } from '../period-text.ts'
import type { Coordinate } from '../reader.ts'
import { decideNumbers, type NumberDecision } from '../spreadsheet/numbers.ts'

const MAX_SHAPES = 20_000 // of one column
const NUMERIC = /^[+\-\u2212]?\s?(\d[\d.,\s\u00a0']*|\.\d+)([eE][+-]?\d{1,3})?\s?%?$/
const MARK = /^(-|–|na|\.\.|\.\.\.|…|\*{1,2}|#|:|n\/a|N\/A|NA|#N\/A|NaN)$/
const TIME_NAME =
  /^(time|time_period|year|years|period|quarter|month|date|năm|nam|năm học|quý|tháng|kỳ|thời gian|thời kỳ|tid|år|periodo|año)$/iu
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
  readonly #shapes = new Set<string>()

  constructor(name: string) {
    this.name = name
  }

  /** @param isNumber  a numeric cell of a workbook, which needs no style */
  add(text: string, isNumber = false): void {
    if (text === '') return
    this.#filled += 1
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

/** The part each column of a table plays. */
export interface Roles {
  /** Position of the column of periods; null when periods head columns, or there are none. */
  readonly time: number | null
  readonly ids: readonly number[]
  readonly values: readonly { readonly at: number; readonly name: string; readonly period: string | null }[]
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
  const time = headed.length > 0 ? null : (named[0]?.at ?? null)
  const values =
    headed.length > 0
      ? headed
      : all.filter(
          ({ profile, at }) =>
            at !== time && profile.isNumeric && (!isTyped || profile.hasTyped) && !CODE_NAME.test(profile.name),
        )
  const taken = new Set([...values.map(({ at }) => at), time])
  return {
    time,
    ids: all.filter(({ at, profile }) => !taken.has(at) && profile.name !== '' && !profile.isEmpty).map(({ at }) => at),
    values: values.map(({ at, profile }) => ({
      at,
      name: profile.name,
      period: headed.length > 0 ? profile.name : null,
    })),
  }
}

/** A text of a list as a code where it looks like one (capitals, digits, no blanks), else as a label. */
export function coordinateOf(text: string): Coordinate {
  const clean = text.trim().normalize('NFC')
  if (clean === '') return { code: null, label: null }
  return /^(?=.*[A-Z\d])[\w.:+\-/]+$/.test(clean) && (clean === clean.toUpperCase() || /\d/.test(clean))
    ? { code: clean, label: null }
    : { code: null, label: clean }
}
