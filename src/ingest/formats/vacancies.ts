import { AppError } from '../../domain/errors.ts'
import { decode, textEncoding } from './bytes/encoding.ts'
import { jsonStart } from './bytes/first-json.ts'
import { parseJson, readJson } from './bytes/json.ts'
import { readFirst } from './bytes/read-whole.ts'
import type { ByteSource, DocumentHead, Reader, ReadItem, ReadLimits } from './reader.ts'
import { recordsIn } from './vacancies/ad.ts'
import { AdCounter, type AdTally, DUPLICATE_RULE } from './vacancies/count.ts'

/**
 * Job advertisements: schema.org JobPosting as JSON-LD, and JobTech ads as JSON or JSONL. Counted by occupation, place and month
 * after taking duplicates out; what comes out is `postings`, never employment or demand.
 */
export const vacancies: Reader = {
  format: 'vacancies',
  describes: {
    vi: 'Tin tuyển dụng: JobPosting (schema.org) hoặc JobTech JSONL',
    en: 'Job advertisements: schema.org JobPosting or JobTech JSONL',
  },
  recognises(first) {
    const text = jsonStart(first, '{[')
    if (!text) return 0
    if (/"@type"\s{0,9}:\s{0,9}(\[\s{0,99})?"(https?:\/\/schema\.org\/)?JobPosting"/.test(text)) return 0.97
    return /"(number_of_vacancies|annonsId|antalPlatser|occupation_group)"\s*:/.test(text) ? 0.95 : 0
  },
  async open(source, limits) {
    const { tally } = await countAds(source, limits)
    if (tally.read === 0) {
      const message = `${source.name} has no job advertisement of schema.org or JobTech.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
    }
    return { head: headOf(tally), items: readAds(source, limits) }
  },
}

async function countAds(source: ByteSource, limits: ReadLimits): Promise<AdCounter> {
  const counter = new AdCounter()
  for await (const { record, row } of records(source, limits)) counter.add(record, row)
  return counter
}

async function* readAds(source: ByteSource, limits: ReadLimits): AsyncGenerator<ReadItem> {
  const counter = new AdCounter()
  for await (const { record, row } of records(source, limits)) {
    const fault = counter.add(record, row)
    if (fault) yield { kind: 'fault', fault }
  }
  yield* counter.figures()
}

function headOf(tally: AdTally): DocumentHead {
  const rate = (100 * tally.duplicates) / tally.read
  return {
    format: 'vacancies',
    title: 'Job advertisements by occupation, place and month of posting',
    publisher: null,
    published: null,
    dimensions: [
      { id: 'MEASURE', label: null },
      { id: 'OCCUPATION', label: null },
      { id: 'AREA', label: null },
      { id: 'TIME_PERIOD', label: 'Month of posting' },
    ],
    notes: [
      `${tally.read} ads read: ${tally.counted} counted, ${tally.duplicates} duplicates (${rate.toFixed(1)} %), ${tally.withdrawn} withdrawn, ${tally.refused} refused.`,
      DUPLICATE_RULE,
      'Postings are advertisements, a flow with re-posts and agencies in it; they are not vacancies of a survey, employment or demand.',
    ],
  }
}

interface Numbered {
  readonly record: unknown
  /** Line of a JSONL file, else the number of the ad. */
  readonly row: number
}

async function* records(source: ByteSource, limits: ReadLimits): AsyncGenerator<Numbered> {
  if (await isJsonLines(source)) {
    yield* fromLines(source, limits)
    return
  }
  let row = 0
  for (const record of recordsIn(await readJson(source, limits))) {
    row += 1
    yield { record, row }
  }
}

/** A first line that is a whole object, and another after it. */
async function isJsonLines(source: ByteSource): Promise<boolean> {
  const first = await readFirst(source)
  const end = first.indexOf(0x0a)
  if (end < 0 || end === first.length - 1) return /\.(jsonl|ndjson)$/i.test(source.name)
  try {
    JSON.parse(
      first
        .subarray(0, end)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    )
    return true
  } catch {
    return /\.(jsonl|ndjson)$/i.test(source.name)
  }
}

const MAX_LINE = 4 * 1024 * 1024

async function* fromLines(source: ByteSource, limits: ReadLimits): AsyncGenerator<Numbered> {
  const encoding = textEncoding(source.name, await readFirst(source))
  let rest = ''
  let row = 0
  const parse = (line: string): Numbered | null => {
    row += 1
    const text = line.replace(/^\ufeff/, '').trim()
    if (text === '') return null
    try {
      return { record: parseJson(`${source.name}, line ${row}`, text, limits), row }
    } catch (error) {
      // One broken line costs one ad; a line beyond a limit ends the file.
      if (error instanceof AppError && error.code === 'SOURCE_SCHEMA_CHANGED') return { record: null, row }
      throw error
    }
  }
  for await (const chunk of decode(source.name, source.stream(), encoding)) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    if (rest.length > MAX_LINE) {
      const message = `${source.name}, line ${row + lines.length + 1} has more than ${MAX_LINE} characters. Is it one ad a line?`
      throw new AppError('TOO_LARGE', message, { file: source.name })
    }
    for (const line of lines) {
      const found = parse(line)
      if (found) yield found
    }
  }
  const last = parse(rest)
  if (last) yield last
}
