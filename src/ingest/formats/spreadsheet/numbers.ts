import {
  ENGLISH_NUMBERS,
  type NumberReading,
  type NumberRules,
  readNumber,
  SPACED_NUMBERS,
  VIETNAMESE_NUMBERS,
} from '../number-text.ts'

/** Marks a yearbook or a list of wages puts where no figure is; a dash is nil. */
const MARKS = {
  '.': 'O',
  '*': 'O',
  '**': 'O',
  '#': 'Q',
  ':': 'O',
  na: 'O',
  NA: 'O',
  NaN: 'O',
  'n/a': 'O',
  'N/A': 'O',
  '#N/A': 'O',
  x: 'O',
  '…': 'O',
} as const
const withMarks = (rules: NumberRules): NumberRules => ({ ...rules, missing: { ...rules.missing, ...MARKS } })

/** The ways numbers are written as text. Plain: 34.915 is thirty-four and a bit. */
const STYLES = {
  '1234.5': withMarks({ ...ENGLISH_NUMBERS, groups: [] }),
  '1.234,5': withMarks(VIETNAMESE_NUMBERS),
  '1,234.5': withMarks(ENGLISH_NUMBERS),
  '1 234,5': withMarks(SPACED_NUMBERS),
} as const
export type NumberStyle = keyof typeof STYLES
const NAMES = Object.keys(STYLES) as NumberStyle[]

/** How the text numbers of one block are read, and why. */
export interface NumberDecision {
  /** null: cannot be told; only texts that mean the same in every style are read. */
  readonly style: NumberStyle | null
  /** Styles that fit. */
  readonly fitting: readonly NumberStyle[]
  /** `all` fit one way; otherwise what decided, in words for the report. */
  readonly because: string
}

/** What a mapping declares, as a decision. */
export const declaredNumbers = (style: NumberStyle): NumberDecision => ({ style, fitting: [style], because: 'all' })

export interface NumberEvidence {
  readonly texts: readonly string[]
  /** As published; null when there is none. */
  readonly unit: string | null
  /** Style other blocks of the workbook were found to have, beyond doubt. */
  readonly elsewhere: NumberStyle | null
  /** Typed by people to a fixed place, as in a yearbook; machines drop closing zeros, so rule 4 does not hold for them. */
  readonly isTyped: boolean
}

/** Things counted one by one, without a multiplier and not on average: a part of one does not exist. */
const COUNTED =
  /người|person|sinh viên|student|học sinh|pupil|giáo viên|teacher|hộ(?!\p{L})|household|cơ sở|establishment|doanh nghiệp|enterprise|lao động|employee|job|xã(?!\p{L})|commune|trường|school|lớp|class/iu
const MULTIPLIED = /nghìn|ngàn|triệu|tỷ|trăm|thous|mill|bill|%|‰|1000|10\^|\/|bình quân|trung bình|average|\bper\b/iu

/**
 * Decides how the numbers of a block are written when they stand as text. `34.915` is thirty-four thousand in a Vietnamese
 * yearbook and thirty-four in a machine's output, so one text never decides. In order:
 *
 * 1. texts that only one style can read (`54,75` with `1.234.567`), or that all styles read alike;
 * 2. the style another block of the workbook has beyond doubt;
 * 3. a unit that is counted one by one: no style that makes fractions of persons;
 * 4. at least three numbers with exactly three digits after every point, beside whole numbers below 1000 without a point:
 *    decimals would all be written to the same place. Only for tables typed by people.
 *
 * Otherwise it stays undecided and the block is reported.
 */
export function decideNumbers({ texts, unit, elsewhere, isTyped }: NumberEvidence): NumberDecision {
  // A text no style reads says nothing of the others.
  const distinct = [...new Set(texts)].filter((text) => NAMES.some((name) => readAs(text, name).kind !== 'refused'))
  if (distinct.length === 0) return { style: null, fitting: [], because: 'no style reads these texts' }
  const fitting = NAMES.filter((name) => distinct.every((text) => readAs(text, name).kind !== 'refused'))
  if (fitting.length === 0) return { style: null, fitting: NAMES, because: 'they contradict each other' }
  const decide = (style: NumberStyle, because: string): NumberDecision => ({ style, fitting, because })
  const disputed = distinct.filter((text) => !agrees(text, fitting))
  if (disputed.length === 0) return decide(fitting[0]!, 'all')
  if (elsewhere && fitting.includes(elsewhere)) return decide(elsewhere, 'other blocks of the workbook are written so')
  if (unit && COUNTED.test(unit) && !MULTIPLIED.test(unit)) {
    const whole = fitting.filter((name) => distinct.every((text) => isWhole(readAs(text, name))))
    if (whole.length > 0 && disputed.every((text) => agrees(text, whole))) {
      return decide(whole[0]!, `the unit is "${unit}", which has no fractions`)
    }
  }
  const grouped = isTyped ? groupedStyle(distinct, fitting) : null
  if (grouped)
    return decide(grouped, 'all separators stand before exactly three digits, beside whole numbers below 1000')
  return { style: null, fitting, because: `they can be read as ${fitting.join(' or ')}` }
}

/** Reads one text by a decision; where undecided, only when every fitting style reads it alike. */
export function readDecided(text: string, decision: NumberDecision): NumberReading {
  if (decision.style !== null) return readAs(text, decision.style)
  if (decision.fitting.length === 0) return readAs(text, '1234.5')
  if (agrees(text, decision.fitting)) return readAs(text, decision.fitting[0]!)
  const values = decision.fitting.map((name) => `${meaningOf(readAs(text, name))} (as ${name})`)
  return {
    kind: 'refused',
    reason: `"${text.slice(0, 40)}" can mean ${[...new Set(values)].join(' or ')}, and nothing in its block tells which. Declare the decimal sign in the mapping.`,
  }
}

const readAs = (text: string, style: NumberStyle): NumberReading => readNumber(text, STYLES[style])
const meaningOf = (reading: NumberReading): string =>
  reading.kind === 'number' || reading.kind === 'nil' ? String(reading.value) : reading.kind
const isWhole = (reading: NumberReading): boolean => reading.kind !== 'number' || Number.isInteger(reading.value)

function agrees(text: string, styles: readonly NumberStyle[]): boolean {
  const [first, ...rest] = styles.map((style) => readAs(text, style)).filter(({ kind }) => kind !== 'refused')
  return first !== undefined && rest.every((reading) => meaningOf(reading) === meaningOf(first))
}

function groupedStyle(texts: readonly string[], fitting: readonly NumberStyle[]): NumberStyle | null {
  const style = texts.some((text) => text.includes('.')) ? '1.234,5' : '1,234.5'
  if (!fitting.includes(style)) return null
  const separated = texts.filter((text) => /^-?\d{1,3}([.,]\d{3})+$/.test(text))
  const others = texts.filter((text) => !separated.includes(text) && /\d/.test(text))
  const small = others.filter((text) => /^-?\d{1,3}$/.test(text))
  return separated.length >= 3 && small.length > 0 && small.length === others.length ? style : null
}
