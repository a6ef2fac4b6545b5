import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvRecord, readCsv } from '../../src/ingest/read-csv.ts'

const OPTIONS = { delimiter: ',', maxFieldLength: 200 }

async function read(text: string, cuts: readonly number[] = [], options = OPTIONS): Promise<CsvRecord[]> {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), text.length]
  async function* chunks() {
    for (let i = 1; i < edges.length; i += 1) yield text.slice(edges[i - 1], edges[i])
  }
  const records: CsvRecord[] = []
  for await (const batch of readCsv(chunks(), options)) records.push(...batch)
  return records
}

const field = fc.string({ unit: fc.constantFrom('a', 'ế', '1', ',', '"', '\n', '\r\n', ' ', ';'), maxLength: 8 })
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
const cutsOf = (text: string) => fc.array(fc.nat(text.length), { maxLength: 6 })

test('readCsv: reads what csv-stringify wrote as csv-parse reads it, however the text is cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.infiniteStream(fc.nat(400)),
      async (rows, ending, quoted, at) => {
        const text = stringify(rows, { record_delimiter: ending, quoted, quoted_match: /\n/ })
        const cuts = [...at.take(5)].map((cut) => Math.min(cut, text.length))
        const records = await read(text, cuts)
        expect(records.map(({ fields }) => fields)).toEqual(parse(text, { record_delimiter: ending }))
        expect(records.every(({ problem }) => problem === null)).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

test('readCsv: of any text, every line that is not empty is in exactly one record, at its own line number', async () => {
  const soup = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', '""', '",', '\n"'), maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(
      soup.chain((text) => fc.tuple(fc.constant(text), cutsOf(text))),
      async ([text, cuts]) => {
        const records = await read(text, cuts)
        const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
        const seen = new Array<string>(lines.length).fill('')
        for (const { line, raw } of records) {
          for (const [i, part] of raw.split('\n').entries()) {
            expect(seen[line - 1 + i]).toBe('')
            seen[line - 1 + i] = part.replace(/\r$/, '')
          }
        }
        // An empty line between two quotes is part of a field; one between records is none.
        expect(seen).toEqual(lines)
        expect(await read(text)).toEqual(records)
      },
    ),
    { numRuns: 500 },
  )
})

test('readCsv: a stray quote costs its own line, and reading goes on at the next', async () => {
  const records = await read('a,b\n1,"x" y\n2,5" pipe\n3,"never closed\n4,ok\n5,"fine, ""really"""\n')
  expect(records.map(({ line, fields, problem }) => [line, problem ? 'broken' : fields[1]])).toEqual([
    [1, 'b'],
    [2, 'broken'],
    [3, 'broken'],
    [4, 'broken'],
    [5, 'ok'],
    [6, 'fine, "really"'],
  ])
  expect(records[1]).toMatchObject({ raw: '1,"x" y', problem: 'field 2 goes on after its closing quote' })
  expect(records[2]!.problem).toBe('field 2 has a quote inside that is not doubled')
})

test('readCsv: an open quote is followed for the longest field and no further', async () => {
  const records = await read(`a\n"open\n${'x'.repeat(300)}\n3\n`)
  expect(records.map(({ line, problem }) => [line, problem])).toEqual([
    [1, null],
    [2, 'field 1 opens a quote that is never closed'],
    [3, 'field 1 has 300 characters, more than 200'],
    [4, null],
  ])
})

test('readCsv: a file that is one endless line is refused', async () => {
  await expect(read('x'.repeat(5000), [2000, 4000])).rejects.toMatchObject({ code: 'TOO_LARGE' })
})

test('readCsv: another delimiter, Windows line ends, no line end after the last record', async () => {
  const records = await read('a;b\r\n"1;x"; 2 \r\n3;', [3, 5], { ...OPTIONS, delimiter: ';' })
  expect(records.map(({ fields }) => fields)).toEqual([
    ['a', 'b'],
    ['1;x', ' 2 '],
    ['3', ''],
  ])
})
