import { AppError } from '../../domain/errors.ts'
import { blsFlat, blsJson } from './bls.ts'
import { readFirst } from './bytes/read-whole.ts'
import { errorBodyOf } from './error-body.ts'
import { esco } from './esco.ts'
import { eurostatTsv } from './eurostat-tsv.ts'
import { ilostatCsv } from './ilostat-csv.ts'
import { jsonRecords } from './json-records.ts'
import { jsonStat } from './jsonstat.ts'
import { onet } from './onet.ts'
import { px } from './px.ts'
import { pxWeb } from './px-web.ts'
import type { ByteSource, Reader } from './reader.ts'
import { sdmxCsv } from './sdmx-csv.ts'
import { sdmxJson } from './sdmx-json.ts'
import { sdmxMl } from './sdmx-ml.ts'
import { spreadsheet } from './spreadsheet.ts'
import { vacancies } from './vacancies.ts'
import { wideCsv } from './wide-csv.ts'
import { worldBankCsv, worldBankJson, worldBankZip } from './worldbank.ts'
import { yearbookPage } from './yearbook-page.ts'

/** Every format read here; a new reader is added to this list and nowhere else. */
export const READERS: readonly Reader[] = [
  ilostatCsv,
  sdmxCsv,
  sdmxJson,
  sdmxMl,
  jsonStat,
  px,
  pxWeb,
  eurostatTsv,
  worldBankJson,
  worldBankCsv,
  worldBankZip,
  blsJson,
  blsFlat,
  onet,
  esco,
  spreadsheet,
  yearbookPage,
  vacancies,
  jsonRecords,
  wideCsv,
]

export interface Recognition {
  readonly reader: Reader
  /** 0..1, how sure its reader is. */
  readonly score: number
}

const FIRST_BYTES = 64 * 1024
/** Two readers whose scores lie closer than this are equally sure. */
const TIE = 0.001

/** The readers that recognise a file by its first bytes, the surest first. */
export function recognise(first: Uint8Array, name: string, readers: readonly Reader[] = READERS): Recognition[] {
  return readers
    .map((reader) => ({ reader, score: reader.recognises(first, name) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
}

/**
 * Chooses the reader of a document by its content; the name only supports.
 *
 * @throws AppError INVALID_INPUT when the file is empty, holds an error answer of a server, is of no format read here, or when
 *         two readers are equally sure; the message says what to do
 */
export async function detectFormat(source: ByteSource, readers: readonly Reader[] = READERS): Promise<Reader> {
  const first = await readFirst(source, FIRST_BYTES)
  const { name } = source
  if (first.length === 0) {
    throw new AppError('INVALID_INPUT', `${name} is empty; an empty answer of a source is not data. Fetch it again.`, {
      name,
    })
  }
  const found = recognise(first, name, readers)
  const [best, second] = found
  const error = errorBodyOf(first)
  if (error !== null && (best === undefined || best.score < 1)) {
    throw new AppError(
      'INVALID_INPUT',
      `${name} is not data but an answer that says: "${error}". Nothing of it is loaded.`,
      {
        name,
        errorBody: error,
      },
    )
  }
  if (best === undefined) {
    const known = readers.map(({ format }) => format).join(', ')
    const message = `${name} is of no format known here; its first bytes are ${firstBytes(first)}. Known are: ${known}. Save it as one of them, e.g. a CSV with one row a figure.`
    throw new AppError('INVALID_INPUT', message, { name })
  }
  if (second !== undefined && best.score - second.score < TIE) {
    const rivals = found.filter(({ score }) => best.score - score < TIE).map(({ reader }) => reader.format)
    const message = `${name} looks equally like ${rivals.join(' and ')}. Say which it is.`
    throw new AppError('INVALID_INPUT', message, { name, formats: rivals })
  }
  return best.reader
}

function firstBytes(first: Uint8Array): string {
  const text = new TextDecoder().decode(first.subarray(0, 40))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what tells binary files
  return /[\u0000-\u0008\ufffd]/.test(text) ? Buffer.from(first.subarray(0, 12)).toString('hex') : JSON.stringify(text)
}
