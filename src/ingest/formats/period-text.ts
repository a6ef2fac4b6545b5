import { readPeriodForm } from './period-forms.ts'

/**
 * Frequencies a published period can have: SDMX CL_FREQ annual, half-yearly, quarterly, monthly, weekly, daily.
 * The store keeps them and school years (`domain/period.ts`).
 */
export const TEXT_FREQUENCIES = ['A', 'S', 'Q', 'M', 'W', 'D'] as const
export type TextFrequency = (typeof TEXT_FREQUENCIES)[number]

/**
 * What the period means beside its length:
 * `calendar` an ordinary period; `school-year` August/September to summer, index is the year it begins;
 * `point-in-time` a stock on `day`; `annual-average` a mean the agency derived (BLS M13, Q05, S03), kept apart from its months.
 */
export type PeriodBasis = 'calendar' | 'school-year' | 'point-in-time' | 'annual-average'

export interface PeriodReading {
  readonly kind: 'period'
  readonly frequency: TextFrequency
  /** Years, half-years, quarters or months since year 0; ISO weeks or days since 1970-01-01 (week of 1969-12-29). */
  readonly index: number
  readonly basis: PeriodBasis
  /** The day of a point in time or of a daily figure, `YYYY-MM-DD`. */
  readonly day: string | null
  /** What the text adds to the period, as SDMX CL_OBS_STATUS: P provisional, E estimated, F forecast. */
  readonly status: 'P' | 'E' | 'F' | null
  /** The added words and footnote marks as published: `Sơ bộ`, `(*)`. */
  readonly marks: readonly string[]
}

export type PeriodRefusalWhy = 'not-a-period' | 'ambiguous' | 'impossible' | 'range' | 'conflict'

export interface PeriodRefusal {
  readonly kind: 'refused'
  readonly why: PeriodRefusalWhy
  /** What is wrong and what to do. */
  readonly reason: string
}

export interface PeriodHints {
  /** Frequency another column declares (SDMX FREQ); a text that contradicts it is refused. */
  readonly frequency?: string
  /** Year another column or heading gives, for `M03`, `Quý III`, `1/7`. */
  readonly year?: number
  /** Whether `1/7/2024` is 1 July (Viet Nam, Europe) or 7 January; without it only unmistakable dates are read. */
  readonly dayFirst?: boolean
}

/**
 * Reads a period as agencies write it: `2024`, `2024Q3`, `2024-Q3`, `2024K3`, `2024M03`, `2024-03`, `2024-S1`, `2020-2021`,
 * `Quý III/2024`, `Sơ bộ 2021`, `tại thời điểm 1/7/2024`, `2024-01-01/P1Y`, `2024M13`. Never throws, never guesses: a text
 * that can mean two things is refused with both meanings in the reason.
 *
 * @param text   as published, any Unicode form; blanks and line breaks do not matter
 * @param hints  what the document says elsewhere
 */
export function readPeriod(text: string, hints: PeriodHints = {}): PeriodReading | PeriodRefusal {
  if (text.length > MAX_LENGTH) return refuse('not-a-period', `"${text.slice(0, 40)}..." is too long for a period.`)
  const { core, status, marks } = splitMarks(clean(text))
  const form = readPeriodForm(core, fold(core), hints)
  if ('why' in form) return refuse(form.why, form.reason(shown(text)))
  const year = Number(form.year)
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return refuse(
      'impossible',
      `"${shown(text)}" has the year ${form.year}; periods lie in ${FIRST_YEAR}-${LAST_YEAR}.`,
    )
  }
  const { frequency, index, basis = 'calendar', day = null } = form
  const conflict = conflictWith(hints.frequency, frequency, basis)
  if (conflict)
    return refuse('conflict', `"${shown(text)}" is ${conflict}. Correct the period or the frequency column.`)
  return { kind: 'period', frequency, index, basis, day, status, marks }
}

/**
 * `readPeriod` for a whole file: a file of millions of rows has some dozens of periods, and each is read once.
 * @returns reads a text with the frequency its row declares
 */
export function createPeriodReader(): (text: string, frequency?: string) => PeriodReading | PeriodRefusal {
  const known = new Map<string, PeriodReading | PeriodRefusal>()
  return (text, frequency) => {
    const key = frequency === undefined ? text : `${frequency}\n${text}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= MAX_KNOWN) known.clear()
    const reading = readPeriod(text, { frequency })
    known.set(key, reading)
    return reading
  }
}
const MAX_KNOWN = 10_000

/** Whether a text is a period, be it one that a mapping has to say more of: 1/4/2019, 2010/11. */
export const isPeriodText = (text: string): boolean => {
  const reading = readPeriod(text)
  return reading.kind === 'period' || reading.why === 'ambiguous'
}

const MAX_LENGTH = 120
const FIRST_YEAR = 1800
const LAST_YEAR = 2200

const refuse = (why: PeriodRefusalWhy, reason: string): PeriodRefusal => ({ kind: 'refused', why, reason })
const shown = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 60)

/** NFC, every kind of blank one blank, every dash a hyphen. */
function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0\u200b\u2007\u202f\ufeff]+/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
}

/** Lower case without Vietnamese marks, character for character, so that positions in both texts agree. */
function fold(text: string): string {
  return Array.from(text, (character) => {
    const base = character.normalize('NFD')[0]!.toLowerCase()
    return base === 'đ' ? 'd' : base
  }).join('')
}

const STATUS_WORDS: readonly (readonly [RegExp, 'P' | 'E' | 'F'])[] = [
  [/\(?(so bo|preliminary|provisional|prelim|prel|prov)\b\.?\)?/, 'P'],
  [/\(?(uoc thuc hien|uoc tinh|uoc|estimated|estimate|est)\b\.?\)?/, 'E'],
  [/\(?(du bao|forecast|projection|proj)\b\.?\)?/, 'F'],
]
const FOOTNOTE = /\s*(\(\*+\)|\*+|\(\d\)|[¹²³⁴⁵⁶⁷⁸⁹]+)$/u

function splitMarks(text: string): { core: string; status: 'P' | 'E' | 'F' | null; marks: string[] } {
  let core = text
  let status: 'P' | 'E' | 'F' | null = null
  const marks: string[] = []
  for (let footnote = FOOTNOTE.exec(core); footnote; footnote = FOOTNOTE.exec(core)) {
    marks.push(footnote[1]!)
    core = core.slice(0, footnote.index)
  }
  for (const [word, code] of STATUS_WORDS) {
    // Yearbooks print the word twice, in Vietnamese and English: "Sơ bộ Prel. 2021".
    for (let found = word.exec(fold(core)); found; found = word.exec(fold(core))) {
      marks.push(core.slice(found.index, found.index + found[0].length))
      core = `${core.slice(0, found.index)} ${core.slice(found.index + found[0].length)}`.replace(/ +/g, ' ').trim()
      status ??= code
    }
  }
  return { core: core.replace(/^[-/,: ]+|[-/,: ]+$/g, ''), status, marks }
}

/** SDMX also writes H for half-yearly, B for business days and the like. */
const DECLARED: Readonly<Record<string, TextFrequency>> = {
  A: 'A',
  Y: 'A',
  S: 'S',
  H: 'S',
  Q: 'Q',
  M: 'M',
  W: 'W',
  D: 'D',
  B: 'D',
}

function conflictWith(declared: string | undefined, frequency: TextFrequency, basis: PeriodBasis): string | null {
  const code = declared === undefined ? undefined : DECLARED[declared.trim().toUpperCase()]
  if (code === undefined || code === frequency) return null
  // BLS keeps the annual average of a monthly series in the same series.
  if (basis === 'annual-average') return null
  return `of frequency ${frequency}, while its row says ${code}`
}
