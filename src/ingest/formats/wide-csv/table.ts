import { AppError } from '../../../domain/errors.ts'
import { cellCounter, type DelimitedOptions, faultAt, readRecords } from '../bytes/delimited.ts'
import type { ByteSource, Coordinate, DocumentHead, ReadItem, ReadLimits } from '../reader.ts'
import { declaredNumbers, type NumberDecision, type NumberStyle, readDecided } from '../spreadsheet/numbers.ts'
import { ColumnProfile, coordinateOf, periodOf, type Roles, rolesOf, sayingsOf } from './columns.ts'

/** What a mapping may declare about a delimited file; null: found out from the file. */
export interface TableOptions {
  readonly delimiter: string | null
  readonly encoding: string | null
  readonly numbers: NumberStyle | null
}

interface Table {
  readonly headings: readonly string[]
  readonly headingLine: number
  readonly roles: Roles
  readonly decisions: ReadonlyMap<number, NumberDecision>
  readonly lead: readonly string[]
}

const MAX_LEAD_LINES = 20
const SAMPLE_LINES = 60
const DELIMITERS = [',', '\t', ';', '|'] as const

/** The sign that splits the most lines of a file into the same number of fields; null when none does. */
export function delimiterOf(lines: readonly string[]): string | null {
  const full = lines.filter((line) => line.trim() !== '').slice(0, 40)
  let best: { readonly sign: string; readonly score: number } | null = null
  for (const sign of DELIMITERS) {
    const counts = full.map((line) => line.replace(/"[^"]*"/g, '').split(sign).length - 1)
    const usual = counts.toSorted((a, b) => b - a)[Math.floor(counts.length / 2)] ?? 0
    const score = usual === 0 ? 0 : counts.filter((count) => count === usual).length / full.length + usual / 1000
    if (score > (best?.score ?? 0)) best = { sign, score }
  }
  return best?.sign ?? null
}

/**
 * Reads a delimited table of any shape with one heading row: periods as columns, or a column of periods. Two passes: the first
 * learns what the columns hold and how their numbers are written, the second hands out figures.
 *
 * @throws AppError SOURCE_SCHEMA_CHANGED when there is no heading or no column of figures
 */
export async function readWideTable(
  source: ByteSource,
  limits: ReadLimits,
  delimiter: string,
  options: TableOptions,
): Promise<{ readonly head: DocumentHead; readonly items: AsyncIterable<ReadItem> }> {
  const delimited = { delimiter, encoding: options.encoding }
  const table = await learn(source, limits, delimited, options)
  return { head: headOf(table), items: readFigures(source, limits, delimited, table) }
}

async function learn(
  source: ByteSource,
  limits: ReadLimits,
  delimited: DelimitedOptions,
  options: TableOptions,
): Promise<Table> {
  const width = await usualWidth(source, limits, delimited)
  const lead: string[] = []
  let headingLine = 0
  let profiles: ColumnProfile[] = []
  const count = cellCounter(source.name, limits)
  for await (const { line, fields, raw, problem } of readRecords(source, limits, delimited)) {
    if (problem) continue
    if (headingLine === 0) {
      // Titles above the heading are narrower than it.
      if (fields.length === width) {
        headingLine = line
        profiles = fields.map((field) => new ColumnProfile(field.trim().normalize('NFC')))
      } else if (lead.length < MAX_LEAD_LINES) lead.push(raw)
      else break
      continue
    }
    if (fields.length !== profiles.length) continue
    count(fields.length)
    for (const [k, field] of fields.entries()) profiles[k]!.add(field.trim())
  }
  const headings = profiles.map(({ name }) => name)
  const twice = headings.find((name, k) => name !== '' && headings.indexOf(name) !== k)
  const roles = rolesOf(profiles)
  const wrong =
    headingLine === 0
      ? 'has no heading followed by rows of the same width'
      : twice !== undefined
        ? `has the column "${twice}" twice`
        : roles.values.length === 0
          ? `has no column of numbers (columns: ${headings.join(', ').slice(0, 300)})`
          : null
  if (wrong !== null) {
    const message = `${source.name} ${wrong}. Save it with one heading row, or write a mapping that names its columns.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
  }
  const declared = options.numbers
  const decide = (profile: ColumnProfile): NumberDecision => (declared ? declaredNumbers(declared) : profile.decide())
  const decisions = new Map(roles.values.map(({ at }) => [at, decide(profiles[at]!)]))
  return { headings, headingLine, roles, decisions, lead }
}

/** Fields of most lines at the start; 0 when the file is no table. */
async function usualWidth(source: ByteSource, limits: ReadLimits, delimited: DelimitedOptions): Promise<number> {
  const widths = new Map<number, number>()
  let read = 0
  for await (const { fields, problem } of readRecords(source, limits, delimited)) {
    if (!problem && fields.length > 1) widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1)
    read += 1
    if (read >= SAMPLE_LINES) break
  }
  return [...widths.entries()].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0
}

function headOf({ headings, roles, decisions, lead }: Table): DocumentHead {
  const notes = [...lead]
  for (const [at, decision] of decisions) {
    if (decision.style === null)
      notes.push(`${headings[at]}: ${decision.because}; figures in doubt are refused. Declare the decimal sign.`)
  }
  const hasColumns = roles.values.some(({ period }) => period === null)
  return {
    format: hasColumns ? 'csv' : 'wide-csv',
    title: null,
    publisher: null,
    published: null,
    dimensions: [
      ...roles.ids.map((at) => ({ id: headings[at]!, label: null })),
      ...(hasColumns ? [{ id: 'COLUMN', label: null }] : []),
      { id: 'TIME_PERIOD', label: roles.time === null ? null : headings[roles.time]! },
    ],
    notes,
  }
}

async function* readFigures(
  source: ByteSource,
  limits: ReadLimits,
  delimited: DelimitedOptions,
  { headings, headingLine, roles, decisions }: Table,
): AsyncGenerator<ReadItem> {
  for await (const { line, raw, fields, problem } of readRecords(source, limits, { ...delimited, endsInBreak: true })) {
    if (line <= headingLine) continue
    if (problem || fields.length !== headings.length) {
      const reason = problem ?? `the line has ${fields.length} fields, its heading ${headings.length}`
      yield faultAt(line, raw, `${reason}; correct the line or fetch the file again`)
      continue
    }
    const ids = roles.ids.map((at): [string, Coordinate] => [headings[at]!, coordinateOf(fields[at]!)])
    const textAt = (at: number): string => fields[at]!
    // A heading within the table, a note under it: words in one column, and not a figure.
    const isWords = roles.values.every(({ at }) => fields[at]!.trim() === '')
    if (isWords && fields.filter((field) => field.trim() !== '').length <= 1) continue
    const when = periodOf(roles, textAt, (at) => headings[at]!)
    const { flags: marks, attributes: said } = sayingsOf(roles, textAt)
    for (const { at, name, period } of roles.values) {
      const text = fields[at]!.trim()
      const place = { part: null, row: line, column: name }
      const reading = readDecided(text.replace(/\s?%$/, ''), decisions.get(at)!)
      const dimensions = Object.fromEntries(period === null ? [...ids, ['COLUMN', { code: name, label: null }]] : ids)
      if (reading.kind === 'refused') {
        const figure = { place, dimensions, period: period ?? when, text, flags: marks, attributes: said }
        yield { kind: 'fault', fault: { place, text, reason: `${name}: ${reading.reason}`, figure } }
        continue
      }
      // A dash is nil in a yearbook and "not available" in a wage list: a plain CSV does not say which, so no figure is made.
      const isNil = reading.kind === 'nil'
      const value = reading.kind === 'number' ? reading.value : null
      const flags = reading.kind !== 'number' && reading.symbol !== '' ? [reading.symbol, ...marks] : marks
      const attributes: Readonly<Record<string, string>> = {
        ...said,
        ...(isNil ? { NIL: 'the mapping says what a dash means' } : {}),
        ...(/%$/.test(text) ? { UNIT: '%' } : {}),
      }
      yield { kind: 'figure', figure: { place, dimensions, period: period ?? when, text, value, flags, attributes } }
    }
  }
}
