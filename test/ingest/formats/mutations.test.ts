import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { blsFlat, blsJson } from '../../../src/ingest/formats/bls.ts'
import { esco } from '../../../src/ingest/formats/esco.ts'
import { eurostatTsv } from '../../../src/ingest/formats/eurostat-tsv.ts'
import { onet } from '../../../src/ingest/formats/onet.ts'
import { px } from '../../../src/ingest/formats/px.ts'
import { pxWeb } from '../../../src/ingest/formats/px-web.ts'
import { type RawFigure, READ_LIMITS, type Reader } from '../../../src/ingest/formats/reader.ts'
import { spreadsheet } from '../../../src/ingest/formats/spreadsheet.ts'
import { vacancies } from '../../../src/ingest/formats/vacancies.ts'
import { wideCsv } from '../../../src/ingest/formats/wide-csv.ts'
import { worldBankCsv, worldBankJson, worldBankZip } from '../../../src/ingest/formats/worldbank.ts'
import { yearbookPage } from '../../../src/ingest/formats/yearbook-page.ts'
import { type Document, fixture, keyOf, readAll } from './read-all.ts'
import { workbookOf } from './workbook-of.ts'
import { zipOf } from './zip-of.ts'

const YEARBOOK = [
  {
    name: '33',
    rows: [
      ['33. Lao động'],
      [null, null, 'ĐVT: Người'],
      ['', 2019, 2020, 'Sơ bộ 2021'],
      ['TỔNG SỐ', '1.450', '1.460', '-'],
      ['Nam'],
      ['Male', 50, 55, 60],
    ],
  },
]
const TABLE = 'worldbank/API_SL.TLF.TOTL.IN_DS2_en_csv_v2_1.csv'
const DOCUMENTS: readonly (readonly [string, Reader, () => Buffer])[] = [
  ['PX', px, () => fixture('px/labour-two-languages.px')],
  ['PX with keys', px, () => fixture('px/students-with-keys.px')],
  ['PX-Web', pxWeb, () => fixture('px-web/data-v1.json')],
  ['Eurostat TSV', eurostatTsv, () => fixture('eurostat/new-form.tsv')],
  ['World Bank JSON', worldBankJson, () => fixture('worldbank/unemployment-page.json')],
  ['World Bank CSV', worldBankCsv, () => fixture(TABLE)],
  ['World Bank zip', worldBankZip, () => zipOf([{ name: TABLE.replace(/.*\//, ''), data: fixture(TABLE) }])],
  ['BLS JSON', blsJson, () => fixture('bls/answer.json')],
  ['BLS flat file', blsFlat, () => fixture('bls/la.data.part.txt')],
  ['XLSX', spreadsheet, () => workbookOf(YEARBOOK)],
  ['XLS', spreadsheet, () => workbookOf(YEARBOOK, 'biff8')],
  ['yearbook page', yearbookPage, () => fixture('tables/yearbook-page.txt')],
  ['wide CSV', wideCsv, () => fixture('tables/provinces-wide.csv')],
  ['O*NET', onet, () => fixture('onet/db_30_0_text-Skills.txt')],
  ['ESCO', esco, () => fixture('esco/occupationSkillRelations_en.csv')],
  ['JobTech', vacancies, () => fixture('jobs/jobtech.jsonl')],
  ['JobPosting', vacancies, () => fixture('jobs/job-postings.json')],
]
const RUNS = 250
const LIMITS = { ...READ_LIMITS, maxBytes: 4 * 1024 * 1024, maxCells: 50_000 }

/** Cuts, repeats, overwrites or inserts a stretch of bytes. */
type Mutation = readonly [kind: 'cut' | 'repeat' | 'write' | 'insert', at: number, length: number, bytes: Uint8Array]
const mutations = fc.array(
  fc.tuple(
    fc.constantFrom('cut', 'repeat', 'write', 'insert'),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 40 }),
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      fc
        .constantFrom('"', ',', ';', '\n', '\t', '[', '}', '-1e999', 'NaN', '1.234', '__proto__', '\0', '<a>', '..')
        .map((text) => Buffer.from(text)),
    ),
  ) as fc.Arbitrary<Mutation>,
  { minLength: 1, maxLength: 4 },
)

function mutate(bytes: Buffer, changes: readonly Mutation[]): Buffer {
  let result = bytes
  for (const [kind, where, length, insert] of changes) {
    const at = Math.floor(where * result.length)
    const before = result.subarray(0, at)
    const piece = result.subarray(at, at + length)
    const after = result.subarray(at + (kind === 'cut' ? length : kind === 'write' ? insert.length : 0))
    result = Buffer.concat(
      kind === 'cut' ? [before, after] : kind === 'repeat' ? [before, piece, after] : [before, insert, after],
    )
  }
  return result
}

/** What came out, or the error of ours that came instead; anything else is thrown on. */
async function attempt(reader: Reader, bytes: Buffer): Promise<Document | AppError> {
  try {
    return await readAll(reader, bytes, { name: 'mutated', limits: LIMITS, chunk: 4096 })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

describe.each(DOCUMENTS)('%s, damaged', (_, reader, original) => {
  it('any damage ends in an error of ours or in figures that are numbers', async () => {
    const bytes = original()
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const damaged = mutate(bytes, changes)
        expect(reader.recognises(damaged.subarray(0, 65_536), 'mutated')).toBeGreaterThanOrEqual(0)
        const result = await attempt(reader, damaged)
        if (result instanceof AppError) {
          expect(result.message.length).toBeGreaterThan(20)
          return
        }
        for (const { value, text, place } of result.figures) {
          expect(value === null || Number.isFinite(value), `${text} gave ${value}`).toBe(true)
          expect(place.row).toBeGreaterThanOrEqual(1)
        }
        for (const { reason } of result.faults) expect(reason.length).toBeGreaterThan(10)
      }),
      { numRuns: RUNS, seed: 20_241_122 },
    )
  })

  it('cut at any byte, it gives no figure the whole file does not have', async () => {
    const bytes = original()
    const whole = await attempt(reader, bytes)
    if (whole instanceof AppError) throw whole
    const known = new Map(whole.figures.map((figure) => [keyOf(figure), figure.value]))
    // Ads are counted: a count over fewer ads is smaller, so only the bound can be held.
    const isCount = reader === vacancies
    for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 200))) {
      const result = await attempt(reader, bytes.subarray(0, end))
      if (result instanceof AppError) continue
      for (const figure of result.figures) {
        const expected = known.get(keyOf(figure))
        if (isCount) expect(figure.value).toBeLessThanOrEqual(expected!)
        else if (figure.value !== null) expect([end, figure.text, figure.value]).toEqual([end, figure.text, expected])
      }
    }
  })
})

const ARCHIVES = DOCUMENTS.filter(([name]) => name === 'XLSX' || name === 'World Bank zip')
/** The name of a member is under no checksum. */
const figureOf = (figure: RawFigure): string => keyOf({ ...figure, place: { ...figure.place, part: null } })

describe.each(ARCHIVES)('%s, with a flipped byte', (_, reader, original) => {
  it('its checksum lets no changed figure through', async () => {
    const bytes = original()
    const whole = await attempt(reader, bytes)
    if (whole instanceof AppError) throw whole
    const known = new Map(whole.figures.map((figure) => [figureOf(figure), figure.value]))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const flipped = Buffer.from(bytes)
          flipped[at] = flipped[at]! ^ change
          const result = await attempt(reader, flipped)
          if (result instanceof AppError) return
          for (const figure of result.figures) expect(figure.value).toBe(known.get(figureOf(figure)))
        },
      ),
      { numRuns: RUNS, seed: 7 },
    )
  })
})
