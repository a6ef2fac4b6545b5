import { AppError } from '../../domain/errors.ts'
import { cellCounter, faultAt, firstLines, readRecords } from './bytes/delimited.ts'
import { MACHINE_NUMBERS, readNumber } from './number-text.ts'
import type { Coordinate, DocumentHead, Reader, ReadItem } from './reader.ts'

/** Columns of O*NET tables that hold a weight. */
const VALUES = ['Data Value', 'Job Zone'] as const
/** A table that only relates occupations to tools has a weight of 1 a line. */
const RELATED = 'Example'
/** Columns that say what a weight is of. */
const DIMENSIONS = [
  'O*NET-SOC Code',
  'Element ID',
  'Scale ID',
  'Category',
  'Task ID',
  'Commodity Code',
  'Example',
] as const
const LABELS: Readonly<Record<string, string>> = {
  'O*NET-SOC Code': 'Title',
  'Element ID': 'Element Name',
  'Scale ID': 'Scale Name',
  Category: 'Category Description',
  'Task ID': 'Task',
  'Commodity Code': 'Commodity Title',
}
const ONE = { kind: 'number', value: 1 } as const
const KNOWN = /^\ufeff?"?(O\*NET-SOC Code|Element ID|Scale ID|Job Zone)"?[\t,]/

/**
 * Tables of the O*NET database as text or CSV. Weights of skills, knowledge and job zones: not observations of a labour market,
 * so their period is the month of the rating and their measure is the scale.
 * @see O*NET Resource Center, Data Dictionary
 */
export const onet: Reader = {
  format: 'onet',
  describes: {
    vi: 'Bảng O*NET (kỹ năng, kiến thức, Job Zone) dạng văn bản hoặc CSV',
    en: 'O*NET table (skills, knowledge, job zones) as text or CSV',
  },
  recognises: (first) => (KNOWN.test(firstLines(first, 1)[0] ?? '') ? 0.95 : 0),
  async open(source, limits) {
    for (const delimiter of ['\t', ',']) {
      for await (const { fields } of readRecords(source, limits, { delimiter, encoding: null })) {
        const headings = fields.map((field) => field.trim())
        if (headings.length < 2) break
        const value = [...VALUES, RELATED].find((name) => headings.includes(name)) ?? null
        if (!DIMENSIONS.some((name) => headings.includes(name))) break
        return {
          head: headOf(source.name, headings, value),
          items: readWeights(source, limits, delimiter, headings, value),
        }
      }
    }
    const message = `${source.name} has none of the columns of O*NET (O*NET-SOC Code, Element ID, Scale ID). Take it from onetcenter.org/database.html.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
  },
}

const dimensionsOf = (headings: readonly string[], value: string | null): string[] =>
  DIMENSIONS.filter((name) => headings.includes(name) && (name !== value || name === RELATED))

function headOf(name: string, headings: readonly string[], value: string | null): DocumentHead {
  const release = /db_(\d+)_(\d+)/.exec(name)
  const ids = dimensionsOf(headings, value)
  return {
    format: 'onet',
    title: [
      name.replace(/^.*?text[-/_]/, '').replace(/\.\w+$/, ''),
      release ? `O*NET ${release[1]}.${release[2]}` : null,
    ]
      .filter(Boolean)
      .join(', '),
    publisher: 'U.S. Department of Labor, Employment and Training Administration (O*NET)',
    published: null,
    dimensions: [...ids.map((id) => ({ id, label: LABELS[id] ?? null })), { id: 'TIME_PERIOD', label: 'Date' }],
    notes: [
      value === null
        ? `A list without weights: ${headings.join(', ').slice(0, 300)}.`
        : `Weights (${value}), not observations: they describe occupations, not employment.`,
    ],
  }
}

async function* readWeights(
  source: Parameters<Reader['open']>[0],
  limits: Parameters<Reader['open']>[1],
  delimiter: string,
  headings: readonly string[],
  valueName: string | null,
): AsyncGenerator<ReadItem> {
  if (valueName === null) return
  const count = cellCounter(source.name, limits)
  const at = (name: string): number => headings.indexOf(name)
  const ids = dimensionsOf(headings, valueName)
  const carried = headings.filter(
    (name) => name !== valueName && name !== 'Date' && !ids.includes(name) && !Object.values(LABELS).includes(name),
  )
  let isHeading = true
  for await (const { line, raw, fields, problem } of readRecords(source, limits, {
    delimiter,
    encoding: null,
    endsInBreak: delimiter === '\t',
  })) {
    if (isHeading) {
      isHeading = false
      continue
    }
    const field = (name: string): string => (fields[at(name)] ?? '').trim().normalize('NFC')
    if (problem || fields.length !== headings.length || ids.some((id) => field(id) === '')) {
      yield faultAt(
        line,
        raw,
        `${problem ?? `the line has ${fields.length} fields, its heading ${headings.length}, or lacks a code`}; fetch the file again`,
      )
      continue
    }
    count(1)
    const text = field(valueName)
    const reading = valueName === RELATED ? ONE : readNumber(text, MACHINE_NUMBERS)
    if (reading.kind === 'refused') {
      yield faultAt(line, raw, `${valueName}: ${reading.reason}`)
      continue
    }
    const coordinates = ids.map((id): [string, Coordinate] => [
      id,
      { code: field(id), label: field(LABELS[id] ?? '') || null },
    ])
    const pairs = carried
      .map((name) => [name, field(name)] as const)
      .filter(([, value]) => value !== '' && value !== 'n/a')
    yield {
      kind: 'figure',
      figure: {
        place: { part: null, row: line, column: valueName },
        dimensions: Object.fromEntries(coordinates),
        period: monthFirst(field('Date')),
        text,
        value: reading.kind === 'number' ? reading.value : null,
        // Ratings O*NET itself asks to leave out.
        flags: field('Recommend Suppress') === 'Y' ? ['Recommend Suppress'] : [],
        attributes: Object.fromEntries(pairs),
      },
    }
  }
}

/** O*NET writes `07/2014`. */
function monthFirst(text: string): string {
  const found = /^(\d{2})\/(\d{4})$/.exec(text)
  return found ? `${found[2]}-${found[1]}` : text
}
