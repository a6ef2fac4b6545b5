import { stringify } from 'csv-stringify/sync'
import { AppError } from '../../domain/errors.ts'
import { jsonStart } from './bytes/first-json.ts'
import { readJson } from './bytes/json.ts'
import { ilostatCsv } from './ilostat-csv.ts'
import { bytesSource } from './open-bytes.ts'
import type { Reader, ReadItem } from './reader.ts'
import { wideCsv } from './wide-csv.ts'

type Scalar = string | number | boolean | null
type Flat = Readonly<Record<string, Scalar>>

const MIN_FIELDS = 3
const MAX_COLUMNS = 500

/** A JSON array of flat records, as ILOSTAT and many open-data sites answer: a table whose headings are the names of the fields. */
export const jsonRecords: Reader = {
  format: 'json-records',
  describes: {
    vi: 'JSON: mảng bản ghi phẳng, mỗi bản ghi một dòng',
    en: 'JSON: an array of flat records, a row each',
  },
  recognises(first) {
    const text = jsonStart(first, '[')
    const record = text && /^\s*\[\s*(\{[^{}[\]]*\})/.exec(text)?.[1]
    if (!record) return 0
    try {
      const found: unknown = JSON.parse(record)
      return isFlat(found) && Object.keys(found).length >= MIN_FIELDS ? 0.5 : 0
    } catch {
      return 0
    }
  },
  async open(source, limits, writing) {
    const records = await readJson(source, limits)
    if (!Array.isArray(records)) throw notFlat(source.name, 'it is no array')
    const headings = new Set<string>()
    for (const [i, record] of records.entries()) {
      if (!isFlat(record)) throw notFlat(source.name, `record ${i + 1} is none`)
      for (const name of Object.keys(record)) headings.add(name)
      if (headings.size > MAX_COLUMNS) throw notFlat(source.name, `they have more than ${MAX_COLUMNS} fields`)
    }
    const columns = [...headings]
    const table = stringify([columns, ...records.map((record: Flat) => columns.map((name) => textOf(record[name])))])
    const csv = bytesSource(source.name.replace(/\.json$/i, '.csv'), Buffer.from(table))
    const reader = ilostatCsv.recognises(Buffer.from(table.slice(0, 8192)), csv.name) > 0 ? ilostatCsv : wideCsv
    const { head, items } = await reader.open(csv, limits, writing)
    return { head, items: byRecord(items) }
  },
}

const isFlat = (value: unknown): value is Flat =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => one === null || typeof one !== 'object')

const textOf = (value: Scalar | undefined): string => (value === null || value === undefined ? '' : String(value))

function notFlat(name: string, why: string): AppError {
  const message = `${name} is no array of flat records: ${why}. Save it as a CSV with one row a figure.`
  return new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name })
}

/** Places by the number of the record, which a JSON file has instead of lines. */
async function* byRecord(items: AsyncIterable<ReadItem>): AsyncGenerator<ReadItem> {
  for await (const item of items) {
    const held = item.kind === 'figure' ? item.figure : item.fault
    const place = { ...held.place, row: held.place.row - 1 }
    yield item.kind === 'figure'
      ? { kind: 'figure', figure: { ...item.figure, place } }
      : { kind: 'fault', fault: { ...item.fault, place } }
  }
}
