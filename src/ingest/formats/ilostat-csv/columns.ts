import { AppError } from '../../../domain/errors.ts'
import type { CsvRecord } from '../../read-csv.ts'
import type { DocumentHead } from '../reader.ts'

/** Where the parts of a figure stand in a row; found by heading, whatever the order. */
export interface IlostatColumns {
  readonly time: number
  readonly value: number
  readonly status: { readonly code: number; readonly label: number }
  /** Dimension id -> columns of its code and its label, -1 where there is none. */
  readonly dimensions: readonly { readonly id: string; readonly code: number; readonly label: number }[]
  /** Notes and whatever else stands beside the figure. */
  readonly attributes: readonly { readonly id: string; readonly column: number }[]
}

const LABEL = '.label'
/** Columns that say something about a figure without being part of its key; all others are dimensions. */
const ATTRIBUTE =
  /^(note_\w+|best_source|obs_status|obs_conf|decimals|unit\w*|upper_bound|lower_bound|last_?update\w*)$/

/** @throws AppError SOURCE_SCHEMA_CHANGED naming what is not there or stands twice */
export function compileColumns(name: string, headings: readonly string[]): IlostatColumns {
  const twice = headings.find((heading, index) => heading !== '' && headings.indexOf(heading) !== index)
  if (twice !== undefined) throw changed(name, `the column "${twice}" stands twice`)
  for (const needed of ['time', 'obs_value']) {
    if (!headings.includes(needed)) throw changed(name, `there is no column "${needed}"`)
  }
  const bases = [...new Set(headings.map(baseOf))].filter((id) => id !== '' && id !== 'time' && id !== 'obs_value')
  const codeAndLabel = (id: string) => ({ code: headings.indexOf(id), label: headings.indexOf(id + LABEL) })
  return {
    time: headings.indexOf('time'),
    value: headings.indexOf('obs_value'),
    status: codeAndLabel('obs_status'),
    dimensions: bases.filter((id) => !ATTRIBUTE.test(id)).map((id) => ({ id, ...codeAndLabel(id) })),
    attributes: headings
      .map((id, column) => ({ id, column }))
      .filter(({ id }) => id !== '' && baseOf(id) !== 'obs_status' && ATTRIBUTE.test(baseOf(id))),
  }
}

/** What the columns and the first rows tell about the document. */
export function headOf(
  { dimensions }: IlostatColumns,
  headings: readonly string[],
  sample: readonly CsvRecord[],
): DocumentHead {
  const column =
    headings.indexOf('indicator') >= 0 ? headings.indexOf('indicator') : headings.indexOf('indicator.label')
  const indicators = [...new Set(sample.map(({ fields }) => fields[column] ?? ''))].filter((text) => text !== '')
  return {
    format: 'ilostat-csv',
    title: indicators.length > 0 ? indicators.join(', ').slice(0, 300) : null,
    publisher: 'ILO',
    published: null, // ILOSTAT keeps the day of its last update in the table of contents, not in the answer.
    dimensions: [...dimensions.map(({ id }) => ({ id, label: null })), { id: 'TIME_PERIOD', label: 'time' }],
    notes: [],
  }
}

const baseOf = (heading: string): string => (heading.endsWith(LABEL) ? heading.slice(0, -LABEL.length) : heading)

const changed = (name: string, what: string): AppError =>
  new AppError(
    'SOURCE_SCHEMA_CHANGED',
    `${name} is not an ILOSTAT table as known: ${what}. Fetch it again, or name another format.`,
    {
      file: name,
    },
  )
