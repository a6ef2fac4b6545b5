import type { Refusal } from '../contracts/ingest.ts'
import { type AnyRow, Mapping, TidyRow } from '../contracts/tidy.ts'
import { AppError } from '../domain/errors.ts'

type Field = keyof TidyRow
const FIELDS = TidyRow.keyof().options

/** Headings of our own tidy files. */
const TIDY_HEADINGS: Readonly<Record<Field, string>> = {
  measure: 'measure',
  area: 'area',
  industry: 'industry',
  occupation: 'occupation',
  sex: 'sex',
  age: 'age',
  concept: 'concept',
  frequency: 'frequency',
  period: 'period',
  value: 'value',
  unit: 'unit',
  unitMult: 'unit_mult',
  obsStatus: 'obs_status',
  isBreak: 'is_break',
  vintage: 'vintage',
  source: 'source',
  note: 'note',
}

/** What a field is when the file says nothing. obsStatus is A with a value and O (missing) without one. */
const DEFAULTS: Partial<Record<Field, string>> = {
  sex: 'T',
  industry: '_T',
  occupation: '_T',
  age: '_T',
  concept: '_Z',
  unitMult: '0',
  isBreak: 'false',
}
const OPTIONAL: readonly Field[] = ['obsStatus', 'note']

/** The mapping of a tidy file: every field from the column of its name, where there is one. */
export function tidyMapping(headings: readonly string[]): Mapping {
  const columns = Object.fromEntries(Object.entries(TIDY_HEADINGS).filter(([, heading]) => headings.includes(heading)))
  return Mapping.parse({ columns })
}

/** A row as it crossed the boundary, with the text of its value: that is scaled as a decimal, not as a double. */
export interface MappedRow {
  readonly row: AnyRow
  readonly valueText: string | null
}

export type ReadRow = (fields: readonly string[]) => MappedRow | Refusal

/** Columns the mapping does not use. */
export function ignoredColumns(mapping: Mapping, headings: readonly string[]): string[] {
  const used = new Set(Object.values(mapping.columns))
  return headings.filter((heading) => !used.has(heading))
}

/**
 * Turns a mapping into a function that reads the fields of one record.
 *
 * @param headings  of the file, in order
 * @throws AppError MAPPING_INVALID naming each heading that is not there or stands twice, and each field nothing gives
 */
export function compileMapping(mapping: Mapping, headings: readonly string[]): ReadRow {
  const sources = compileSources(mapping, headings)
  const nulls = new Set(mapping.nullSymbols)
  const text = (field: Field, fields: readonly string[]): string | null => {
    const source = sources[field]
    if (source === undefined) return DEFAULTS[field] ?? null
    if (typeof source === 'string') return source
    const found = toNfc((fields[source.column] ?? '').trim())
    if (nulls.has(found)) return DEFAULTS[field] ?? null
    const code = mapping.codes[field]?.[found] ?? found
    const prefix = mapping.prefixes[field]
    return prefix && code !== '_T' ? prefix + code : code
  }
  const headingOf = (field: Field): string => mapping.columns[field] ?? field
  return (fields) => {
    if (fields.length !== headings.length) {
      return { column: null, reason: `the row has ${fields.length} fields, the heading has ${headings.length}` }
    }
    if (fields.some((field) => field.includes('\0'))) return { column: null, reason: 'the row has a NUL character' }
    const valueText = decimalText(text('value', fields), mapping.decimal)
    const candidate: Record<string, unknown> = {}
    for (const field of FIELDS) candidate[field] = text(field, fields)
    candidate['value'] = valueText === null ? null : toNumber(valueText)
    candidate['unitMult'] = toNumber(text('unitMult', fields))
    candidate['isBreak'] = toBoolean(text('isBreak', fields))
    candidate['obsStatus'] ??= valueText === null ? 'O' : 'A'
    const parsed = TidyRow.safeParse(candidate)
    if (parsed.success) return { row: parsed.data, valueText }
    return explain(parsed.error.issues, headingOf, (field) => text(field, fields))
  }
}

type Source = string | { readonly column: number } | undefined

function compileSources(mapping: Mapping, headings: readonly string[]): Readonly<Record<Field, Source>> {
  const problems: string[] = []
  const sources = {} as Record<Field, Source>
  for (const field of FIELDS) {
    const heading = mapping.columns[field]
    const constant = mapping.constants[field]
    if (heading !== undefined) {
      const column = headings.indexOf(heading)
      if (column < 0) problems.push(`columns.${field}: there is no column "${heading}"`)
      if (headings.lastIndexOf(heading) > column) problems.push(`columns.${field}: "${heading}" stands twice`)
      sources[field] = { column }
    } else if (constant !== undefined) {
      sources[field] = String(constant).normalize('NFC')
    } else if (DEFAULTS[field] === undefined && !OPTIONAL.includes(field)) {
      problems.push(`${field}: neither a column nor a constant gives it`)
    }
  }
  if (problems.length > 0) {
    const there = headings.slice(0, 30).join(', ').slice(0, 400)
    throw new AppError(
      'MAPPING_INVALID',
      `The mapping does not fit the file. ${problems.join('; ')}. The columns are: ${there}.`,
      {
        problems,
      },
    )
  }
  return sources
}

function explain(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  headingOf: (field: Field) => string,
  text: (field: Field) => string | null,
): Refusal {
  const told = issues.map((issue) => {
    const field = issue.path[0] as Field
    const found = text(field)
    return `${headingOf(field)}: ${found === null ? 'is empty' : `"${found.slice(0, 80)}"`} (${issue.message})`
  })
  return { column: headingOf(issues[0]!.path[0] as Field), reason: told.join('; ') }
}

// Most fields are plain ASCII, which is in every normal form.
const toNfc = (text: string): string => (/[^ -~]/.test(text) ? text.normalize('NFC') : text)

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false }

// A thousands separator is never guessed: 1,234 with a decimal point is refused, since in Viet Nam it may mean 1.234.
const decimalText = (text: string | null, decimal: string): string | null =>
  text !== null && decimal === ',' ? text.replaceAll('.', '?').replaceAll(',', '.') : text
const toNumber = (text: string | null): unknown => (text !== null && NUMBER.test(text) ? Number(text) : text)
const toBoolean = (text: string | null): unknown => BOOLEANS[(text ?? '').toLowerCase()] ?? text
