import { AppError } from '../../../domain/errors.ts'
import type { CsvRecord } from '../../read-csv.ts'
import { readPeriod } from '../period-text.ts'
import { actionLetter, isAttributeId, MEASURE, TIME } from '../sdmx/concepts.ts'
import { splitLabel } from './cells.ts'

/** One component of a row. */
export interface SdmxColumn {
  readonly id: string
  /** Heading label of `labels=both`, heading of the name column of `labels=name`; null without labels. */
  readonly label: string | null
  readonly column: number
  /** Column that holds the names of its codes (`labels=name`); -1 where there is none. */
  readonly nameColumn: number
  /** Whether cells have the form `A: Annual` (`labels=both`). */
  readonly isLabelled: boolean
  /** Declared by `[]`: several values in one cell. */
  readonly isMultiple: boolean
}

export interface SdmxColumns {
  readonly version: 1 | 2
  /** Separator inside cells, announced by `STRUCTURE[;]`; null when there is none. */
  readonly subSeparator: string | null
  readonly structureId: number
  readonly action: number
  readonly time: SdmxColumn | null
  readonly measures: readonly SdmxColumn[]
  readonly dimensions: readonly SdmxColumn[]
  readonly attributes: readonly SdmxColumn[]
  /** What had to be concluded because the format does not say it. */
  readonly notes: readonly string[]
}

const SPECIAL = new Set(['DATAFLOW', 'STRUCTURE', 'STRUCTURE_ID', 'STRUCTURE_NAME', 'ACTION', 'SERIES_KEY', 'OBS_KEY'])
const MEASURE_FORM = /^(OBS_VALUE\w*|MEAS_\w+)$/

/**
 * Tells the columns apart by their ids. The format does not say which are dimensions: ids known as attributes are attributes,
 * those before `OBS_VALUE` that may be either are dimensions, and a row's own OBS_KEY decides where it is given.
 *
 * @throws AppError SOURCE_SCHEMA_CHANGED naming what is not there or stands twice
 */
export function compileColumns(name: string, headings: readonly string[], sample: readonly CsvRecord[]): SdmxColumns {
  const first = /^(DATAFLOW|STRUCTURE)(?:\[(.)\])?/.exec(headings[0] ?? '')
  if (first === null)
    throw changed(name, `its first column is "${(headings[0] ?? '').slice(0, 40)}", not DATAFLOW or STRUCTURE`)
  const components = headings.includes('STRUCTURE_NAME') ? pairedColumns(name, headings) : plainColumns(headings)
  const ids = components.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw changed(name, `the column "${twice}" stands twice`)
  const measures = components.filter(({ id }) => MEASURE_FORM.test(id))
  // A message of deletions may name keys alone.
  const action = headings.indexOf('ACTION')
  const deletes = sample.some(({ fields }) => actionLetter(fields[action] ?? '') === 'D')
  if (measures.length === 0 && !deletes) throw changed(name, `there is no column "${MEASURE}"`)
  const notes: string[] = []
  const time = timeOf(components, sample, notes)
  const others = components.filter((component) => component !== time && !measures.includes(component))
  const keyed = keyColumns(headings, others, sample)
  const firstMeasure =
    time !== null && measures.length > 0 && time.column < measures[0]!.column
      ? measures[0]!.column
      : Number.POSITIVE_INFINITY
  const isDimension = (component: SdmxColumn): boolean => {
    if (component.isMultiple) return false
    if (keyed !== null) return keyed.has(component)
    if (isAttributeId(component.id)) return false
    // UNIT_MEASURE and the like may be either. Servers write dimensions, time, measure, attributes, in this order.
    return component.column < firstMeasure
  }
  const dimensions = others.filter(isDimension)
  const attributes = others.filter((component) => !isDimension(component))
  if (keyed === null && dimensions.length > 0) {
    notes.push(
      `Read as dimensions: ${dimensions.map(({ id }) => id).join(', ')}; the file itself does not say which are.`,
    )
  }
  return {
    version: first[1] === 'DATAFLOW' ? 1 : 2,
    subSeparator: first[2] ?? null,
    structureId: first[1] === 'DATAFLOW' ? 0 : headings.indexOf('STRUCTURE_ID'),
    action,
    time,
    measures,
    dimensions,
    attributes,
    notes,
  }
}

const isSpecial = (heading: string): boolean => SPECIAL.has(heading.replace(/\[.\].*$|:.*$/, ''))

function plainColumns(headings: readonly string[]): SdmxColumn[] {
  return headings.flatMap((heading, column) => {
    if (isSpecial(heading) || heading === '') return []
    const [code, label] = splitLabel(heading)
    return [{ ...idOf(code), label, column, nameColumn: -1, isLabelled: label !== null }]
  })
}

/** With STRUCTURE_NAME every component is followed by the column of its names. */
function pairedColumns(name: string, headings: readonly string[]): SdmxColumn[] {
  const columns: SdmxColumn[] = []
  let column = headings.findIndex((heading) => !isSpecial(heading))
  for (; column >= 0 && column < headings.length; column += 2) {
    const label = headings[column + 1] ?? null
    columns.push({
      ...idOf(headings[column]!),
      label,
      column,
      nameColumn: label === null ? -1 : column + 1,
      isLabelled: false,
    })
  }
  if (!columns.some(({ id }) => MEASURE_FORM.test(id))) {
    throw changed(
      name,
      `it has STRUCTURE_NAME, but its columns do not alternate between ids and names, so "${MEASURE}" is not found`,
    )
  }
  return columns
}

/** `ATTR[]` has several values, `ATTR[en;fr]` several languages. */
const idOf = (heading: string): { id: string; isMultiple: boolean } => ({
  id: heading.replace(/\[[^\]]*\]/g, ''),
  isMultiple: heading.includes('['),
})

/** TIME_PERIOD, or the one column named like a time whose sampled cells are all periods; null when there is none. */
function timeOf(components: readonly SdmxColumn[], sample: readonly CsvRecord[], notes: string[]): SdmxColumn | null {
  const named = components.find(({ id }) => id === TIME)
  if (named !== undefined) return named
  const candidates = components.filter(({ id, column, isLabelled }) => {
    if (isAttributeId(id)) return false
    const cells = sample.map(({ fields }) =>
      isLabelled ? splitLabel(fields[column] ?? '')[0] : (fields[column] ?? ''),
    )
    const looksTimely = /TIME|PERIOD|YEAR|DATE/i.test(id)
    return cells.length > 0 && cells.every((cell) => (looksTimely ? isPeriod(cell) : isFinePeriod(cell)))
  })
  if (candidates.length !== 1) {
    notes.push(`There is no column ${TIME}; the figures have no period until a mapping gives one.`)
    return null
  }
  notes.push(`There is no column ${TIME}; "${candidates[0]!.id}" is read as the period because all its cells are.`)
  return candidates[0]!
}

const isPeriod = (cell: string): boolean => readPeriod(cell).kind === 'period'
// A bare number may be a code; 2014-01 or 2014-Q1 is not.
const isFinePeriod = (cell: string): boolean => /^\d{4}-(\d\d|[QMSW]\d)/.test(cell) && isPeriod(cell)

/** The columns a row's OBS_KEY or SERIES_KEY is made of, when they can be told without doubt. */
function keyColumns(
  headings: readonly string[],
  others: readonly SdmxColumn[],
  sample: readonly CsvRecord[],
): ReadonlySet<SdmxColumn> | null {
  const keyColumn = ['SERIES_KEY', 'OBS_KEY'].map((id) => headings.indexOf(id)).find((column) => column >= 0)
  if (keyColumn === undefined || sample.length === 0) return null
  const possible = others.filter(({ column, isLabelled }) =>
    sample.every(({ fields }) => {
      const parts = (fields[keyColumn] ?? '').split('.')
      const cell = fields[column] ?? ''
      return parts.includes(isLabelled ? splitLabel(cell)[0] : cell)
    }),
  )
  const parts = (sample[0]!.fields[keyColumn] ?? '').split('.').length
  const expected = headings[keyColumn] === 'OBS_KEY' ? parts - 1 : parts
  return possible.length === expected ? new Set(possible) : null
}

const changed = (name: string, what: string): AppError =>
  new AppError(
    'SOURCE_SCHEMA_CHANGED',
    `${name} is not SDMX-CSV as known: ${what}. Fetch it again, or name another format.`,
    {
      file: name,
    },
  )
