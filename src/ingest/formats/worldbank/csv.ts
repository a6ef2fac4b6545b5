import { AppError } from '../../../domain/errors.ts'
import { cellCounter, faultAt, readRecords } from '../bytes/delimited.ts'
import { MACHINE_NUMBERS, readNumber } from '../number-text.ts'
import { isPeriodText } from '../period-text.ts'
import type { ByteSource, DocumentHead, ReadItem, ReadLimits } from '../reader.ts'

const OPTIONS = { delimiter: ',', encoding: null }
const MAX_LEAD_LINES = 20

interface Table {
  readonly head: DocumentHead
  readonly headings: readonly string[]
  readonly headingLine: number
}

/**
 * Reads the CSV of a World Bank download: some lines of description, a heading with a column per year, a comma after every
 * line. The lists of countries and indicators that come with it have a head and no figures.
 *
 * @throws AppError SOURCE_SCHEMA_CHANGED when there is no heading with Country Code
 */
export async function readWorldBankTable(
  source: ByteSource,
  limits: ReadLimits,
  part: string | null = null,
): Promise<{ readonly head: DocumentHead; readonly items: AsyncIterable<ReadItem> }> {
  const table = await readHead(source, limits)
  return { head: table.head, items: readFigures(source, limits, table, part) }
}

async function readHead(source: ByteSource, limits: ReadLimits): Promise<Table> {
  const lead = new Map<string, string>()
  let lines = 0
  for await (const record of readRecords(source, limits, OPTIONS)) {
    const headings = record.fields.map((field) => field.trim())
    if (headings.some((heading) => /^(country code|indicator_code)$/i.test(heading))) {
      return { headings, headingLine: record.line, head: headOf(headings, lead) }
    }
    lead.set(headings[0] ?? '', headings[1] ?? '')
    lines += 1
    if (lines > MAX_LEAD_LINES) break
  }
  const message = `${source.name} has no heading with "Country Code" in its first ${MAX_LEAD_LINES} lines. Download it again as CSV from data.worldbank.org.`
  throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
}

function headOf(headings: readonly string[], lead: ReadonlyMap<string, string>): DocumentHead {
  const years = headings.filter(isPeriodText)
  const isTable = years.length > 0 && headings.includes('Indicator Code')
  const updated = lead.get('Last Updated Date') ?? ''
  return {
    format: isTable ? 'worldbank-csv' : 'worldbank-metadata',
    title: lead.get('Data Source') ?? null,
    publisher: 'World Bank',
    published: /^\d{4}-\d{2}-\d{2}$/.test(updated) ? updated : null,
    dimensions: isTable
      ? [
          { id: 'country', label: 'Country' },
          { id: 'indicator', label: 'Indicator' },
          { id: 'TIME_PERIOD', label: 'Year' },
        ]
      : [],
    notes: isTable ? [] : [`A list of ${headings.filter(Boolean).join(', ')}: it describes figures and has none.`],
  }
}

async function* readFigures(
  source: ByteSource,
  limits: ReadLimits,
  { head, headings, headingLine }: Table,
  part: string | null,
): AsyncGenerator<ReadItem> {
  if (head.format !== 'worldbank-csv') return
  const column = (name: string): number => headings.indexOf(name)
  const [country, countryName] = [column('Country Code'), column('Country Name')]
  const [indicator, indicatorName] = [column('Indicator Code'), column('Indicator Name')]
  const periods = headings.map((heading, k) => ({ heading, k })).filter(({ heading }) => isPeriodText(heading))
  // The heading of World Bank files ends in a comma, and so does every line.
  const width = headings.at(-1) === '' ? headings.length - 1 : headings.length
  const count = cellCounter(source.name, limits)
  for await (const { line, raw, fields, problem } of readRecords(source, limits, OPTIONS)) {
    if (line <= headingLine) continue
    if (problem) {
      yield faultAt(line, raw, `${problem}; correct the line or fetch the file again`, part)
      continue
    }
    const isWhole = fields.length === width || (fields.length === width + 1 && fields[width]!.trim() === '')
    if (!isWhole || !fields[country]?.trim() || !fields[indicator]?.trim()) {
      yield faultAt(line, raw, `the line has ${fields.length} fields, its heading ${width}; fetch the file again`, part)
      continue
    }
    count(periods.length)
    const dimensions = {
      country: coordinate(fields[country], fields[countryName]),
      indicator: coordinate(fields[indicator], fields[indicatorName]),
    }
    for (const { heading, k } of periods) {
      const text = fields[k]!.trim()
      const reading = readNumber(text, MACHINE_NUMBERS)
      if (reading.kind === 'refused') {
        yield faultAt(line, text, `${heading}: ${reading.reason}`, part)
        continue
      }
      const place = { part, row: line, column: heading }
      const value = reading.kind === 'number' ? reading.value : null
      yield { kind: 'figure', figure: { place, dimensions, period: heading, text, value, flags: [], attributes: {} } }
    }
  }
}

const coordinate = (code: string | undefined, label: string | undefined) => ({
  code: code?.trim().normalize('NFC') || null,
  label: label?.trim().normalize('NFC') || null,
})
