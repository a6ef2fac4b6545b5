/** How a source writes numbers. Declared by the format or the mapping; never inferred from a single figure. */
export interface NumberRules {
  readonly decimal: '.' | ','
  /** Separators of thousands; a blank stands for every kind of blank (no-break, narrow no-break, thin). */
  readonly groups: readonly ('.' | ',' | ' ' | "'")[]
  /** Symbol -> SDMX CL_OBS_STATUS of the missing figure: O missing, Q suppressed, L not collected, M cannot exist, H holiday. */
  readonly missing: Readonly<Record<string, 'H' | 'L' | 'M' | 'O' | 'Q'>>
  /** Symbols that say zero: "-" in a yearbook. Never in a format that means "missing" by it. */
  readonly nil: readonly string[]
}

export type NumberReading =
  | { readonly kind: 'number'; readonly value: number }
  /** The source says zero (`nil`): a figure, not a gap. */
  | { readonly kind: 'nil'; readonly value: 0; readonly symbol: string }
  | { readonly kind: 'missing'; readonly symbol: string; readonly status: 'H' | 'L' | 'M' | 'O' | 'Q' }
  | { readonly kind: 'refused'; readonly reason: string }

/** Machine formats (JSON, SDMX, ILOSTAT): xs:double, no separators; words several producers write where nothing is. */
export const MACHINE_NUMBERS: NumberRules = {
  decimal: '.',
  groups: [],
  missing: { '': 'O', NaN: 'O', NA: 'O', na: 'O', 'n/a': 'O', 'N/A': 'O', '#N/A': 'O', null: 'O' },
  nil: [],
}

/** Vietnamese yearbooks: 1.234,5; "-" nil, ".." or "..." not available. */
export const VIETNAMESE_NUMBERS: NumberRules = {
  decimal: ',',
  groups: ['.', ' '],
  missing: { '': 'O', '..': 'O', '...': 'O', '…': 'O' },
  nil: ['-'],
}

/** 1,234.5 with yearbook symbols, as in English editions. */
export const ENGLISH_NUMBERS: NumberRules = { ...VIETNAMESE_NUMBERS, decimal: '.', groups: [',', ' '] }

/** 1 234,5 as in France, Sweden and Finland; "-" is nil there too. */
export const SPACED_NUMBERS: NumberRules = { ...VIETNAMESE_NUMBERS, decimal: ',', groups: [' '] }

/** Eurostat: ":" not available, ":c" confidential; flags after a blank are split off by the reader. */
export const EUROSTAT_NUMBERS: NumberRules = { decimal: '.', groups: [], missing: { '': 'O', ':': 'O' }, nil: [] }

/** BLS: "-" not available, "*" not available, "#" top-coded (at or above a published bound). */
export const BLS_NUMBERS: NumberRules = {
  decimal: '.',
  groups: [','],
  missing: { '': 'O', '-': 'O', '*': 'O', '**': 'O', '#': 'Q', 'N/A': 'O' },
  nil: [],
}

const BLANKS = /[\s\u00a0\u2007\u2009\u202f]+/g
const MINUS = /^[\u2212\u2010-\u2013]/
/** Most figures of most files: no blank, no separator, no exponent. */
const UNMISTAKABLE = /^-?\d{1,15}(?:\.\d{1,15})?$/
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/

/**
 * Reads a figure by declared rules. A text the rules do not fit is refused with what it may have meant; nothing is repaired,
 * so `1,234` is refused where the decimal sign is a point and no thousands separator is declared.
 *
 * @param text  as published
 * @returns never NaN or infinite; `missing` only for declared symbols, `nil` only where the rules name the symbol
 */
export function readNumber(text: string, rules: NumberRules): NumberReading {
  if (
    UNMISTAKABLE.test(text) &&
    (rules.decimal === '.' || !text.includes('.')) &&
    !Object.hasOwn(rules.missing, text)
  ) {
    return { kind: 'number', value: Number(text) || 0 }
  }
  const trimmed = text.replace(BLANKS, ' ').trim()
  if (Object.hasOwn(rules.missing, trimmed)) {
    return { kind: 'missing', symbol: trimmed, status: rules.missing[trimmed]! }
  }
  if (rules.nil.some((symbol) => symbol === trimmed || (symbol === '-' && /^[\u2010-\u2015\u2212]$/.test(trimmed)))) {
    return { kind: 'nil', value: 0, symbol: trimmed }
  }
  const signed = trimmed.replace(MINUS, '-')
  const plain = withoutGroups(signed, rules)
  if (plain === null || !PLAIN.test(plain)) return { kind: 'refused', reason: explain(trimmed, rules) }
  const value = Number(plain)
  if (!Number.isFinite(value)) return { kind: 'refused', reason: `"${shown(trimmed)}" is too large for a figure.` }
  return { kind: 'number', value: value === 0 ? 0 : value } // -0 is 0
}

/** Names of the rule sets all texts can be read by; more than one means the texts alone do not decide. */
export function rulesThatFit(texts: Iterable<string>, candidates: Readonly<Record<string, NumberRules>>): string[] {
  let fitting = Object.keys(candidates)
  for (const text of texts) fitting = fitting.filter((name) => readNumber(text, candidates[name]!).kind !== 'refused')
  return fitting
}

/** The text with a decimal point and no separators; null when the separators do not stand between groups of three. */
function withoutGroups(text: string, { decimal, groups }: NumberRules): string | null {
  const [whole = '', ...fractions] = text.split(decimal)
  if (fractions.length > 1) return null
  const fraction = fractions[0]
  if (fraction !== undefined && decimal === ',' && !/^\d*$/.test(fraction)) return null
  const used = groups.find((group) => whole.includes(group))
  let digits = whole
  if (used !== undefined) {
    const [first = '', ...rest] = whole.split(used)
    // 012.345 is no grouped number, nor is 1.23 or 1.234.56
    if (!/^[+-]?[1-9]\d{0,2}$/.test(first) || !rest.every((group) => /^\d{3}$/.test(group))) return null
    digits = first + rest.join('')
  }
  if (digits.includes(',') || (decimal === ',' && digits.includes('.'))) return null
  return fraction === undefined ? digits : `${digits}.${fraction}`
}

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}...` : text)

function explain(text: string, rules: NumberRules): string {
  const said = `"${shown(text)}" is not a number with decimal "${rules.decimal}"${
    rules.groups.length > 0 ? ` and thousands ${rules.groups.map((group) => `"${group}"`).join(' or ')}` : ''
  }`
  if (text === '') return 'The field is empty, which this source does not declare as missing.'
  if (/^[-+]?[\d.,' ]+$/.test(text)) return `${said}: declare its separators in the mapping, or correct the source.`
  if (/^[-+]?[\d.,' ]+\s*\D{1,4}$/.test(text))
    return `${said}: a mark follows the digits; declare it as a flag or remove it.`
  if (text.length <= 6) return `${said}: declare it as a symbol of a missing or nil figure in the mapping.`
  return `${said}.`
}
