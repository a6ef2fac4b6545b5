import { AppError } from '../../../domain/errors.ts'
import { cellCounter, faultAt, readRecords } from '../bytes/delimited.ts'
import { BLS_NUMBERS, readNumber } from '../number-text.ts'
import type { ByteSource, DocumentHead, ReadItem, ReadLimits } from '../reader.ts'

const OPTIONS = { delimiter: '\t', encoding: null, endsInBreak: true }
const REQUIRED = ['series_id', 'year', 'period', 'value'] as const

/** Columns of a flat file by name; every field is padded with blanks. Some files spell `fooltnote_codes`. */
export async function readBlsFlat(
  source: ByteSource,
  limits: ReadLimits,
): Promise<{ readonly head: DocumentHead; readonly items: AsyncIterable<ReadItem> }> {
  for await (const { fields } of readRecords(source, limits, OPTIONS)) {
    const headings = fields.map((field) => field.trim().toLowerCase())
    const missing = REQUIRED.filter((name) => !headings.includes(name))
    if (missing.length > 0) {
      const message = `${source.name} has no column ${missing.join(', ')}; it has ${headings.join(', ').slice(0, 300)}. Take a data file of download.bls.gov/pub/time.series.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name, missing })
    }
    return { head: HEAD, items: readFigures(source, limits, headings) }
  }
  throw new AppError('SOURCE_SCHEMA_CHANGED', `${source.name} is empty. Fetch it again.`, { file: source.name })
}

const HEAD: DocumentHead = {
  format: 'bls-flat',
  title: null,
  publisher: 'U.S. Bureau of Labor Statistics',
  published: null,
  dimensions: [
    { id: 'series_id', label: 'Series' },
    { id: 'TIME_PERIOD', label: 'Period' },
  ],
  notes: [],
}

async function* readFigures(
  source: ByteSource,
  limits: ReadLimits,
  headings: readonly string[],
): AsyncGenerator<ReadItem> {
  const count = cellCounter(source.name, limits)
  const [id, year, period, value] = REQUIRED.map((name) => headings.indexOf(name)) as [number, number, number, number]
  const notes = headings.findIndex((name) => /^foo?l?tnote_codes$/.test(name))
  let isHeading = true
  for await (const { line, raw, fields, problem } of readRecords(source, limits, OPTIONS)) {
    if (isHeading) {
      isHeading = false
      continue
    }
    if (problem || (fields.length !== headings.length && fields.length !== headings.length - 1)) {
      const reason = problem ?? `the line has ${fields.length} fields, the heading ${headings.length}`
      yield faultAt(line, raw, `${reason}; fetch the file again`)
      continue
    }
    count(1)
    const field = (k: number): string => (fields[k] ?? '').trim()
    const text = field(value)
    const reading = readNumber(text, BLS_NUMBERS)
    if (
      !field(id) ||
      !/^\d{4}$/.test(field(year)) ||
      !/^[AMQS]\d\d$/.test(field(period)) ||
      reading.kind === 'refused'
    ) {
      const isNumber = reading.kind !== 'refused'
      yield faultAt(line, raw, isNumber ? 'series, year or period is missing; fetch the file again' : reading.reason)
      continue
    }
    const flags =
      notes < 0
        ? []
        : field(notes)
            .split(/[,\s]+/)
            .filter(Boolean)
    yield {
      kind: 'figure',
      figure: {
        place: { part: null, row: line, column: 'value' },
        dimensions: { series_id: { code: field(id), label: null } },
        period: field(year) + field(period),
        text,
        value: reading.kind === 'number' ? reading.value : null,
        flags,
        attributes: {},
      },
    }
  }
}
