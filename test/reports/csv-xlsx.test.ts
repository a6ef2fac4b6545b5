import { Readable } from 'node:stream'
import { buffer, text as readText } from 'node:stream/consumers'
import XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCsv } from '../../src/reports/csv.ts'
import { number, type Table, text } from '../../src/reports/table.ts'
import { columnName, toXlsx } from '../../src/reports/xlsx.ts'

interface Row {
  readonly name: string
  readonly value: number | null
}
const TABLE: Table<Row> = {
  name: 'rows',
  title: { vi: 'Dòng', en: 'Rows' },
  columns: [text('name', 'Tên', 'Name', (r) => r.name), number('value', 'Giá trị', 'Value', 'decimal', (r) => r.value)],
}
const PROVENANCE = {
  title: TABLE.title,
  meta: { release: 'r', asOf: '2026-01-01', unit: 'PS', method: 'm', status: 'A', licence: 'l' },
  sources: [],
  definition: null,
  query: 'http://localhost/',
  id: 'rows.r.0',
  permanent: 'http://localhost/?release=r',
  citation: 'c',
  generatedAt: new Date('2026-01-01T00:00:00Z'),
  attribution: null,
}

/** Any text, often with a first character that a spreadsheet takes for the start of a formula. */
const fieldText = fc
  .tuple(fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\uFF1D'), fc.string({ unit: 'binary' }))
  .map((parts) => parts.join(''))

describe('toCsv', () => {
  it('any text comes back as it was, or with one apostrophe where a spreadsheet would run it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fieldText, { minLength: 1, maxLength: 8 }), async (names) => {
        const csv = await readText(
          toCsv(
            TABLE,
            names.map((name) => ({ name, value: 1 })),
            'vi',
          ),
        )
        const back = parse(csv, { columns: true, record_delimiter: '\r\n' }) as { name: string }[]
        expect(back.map((r) => r.name)).toEqual(
          names.map((name) => (/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(name) ? `'${name}` : name)),
        )
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  it('a negative number is not taken for a formula, and a missing value is empty', async () => {
    expect(
      await readText(
        toCsv(
          TABLE,
          [
            { name: 'a', value: -1.5 },
            { name: 'b', value: null },
          ],
          'en',
        ),
      ),
    ).toBe('name,value\r\na,-1.5\r\nb,\r\n')
  })

  it('no rows give the header alone', async () => {
    expect(await readText(toCsv(TABLE, [], 'en'))).toBe('name,value\r\n')
  })

  it('a failure among the rows breaks the stream off instead of ending it', async () => {
    async function* rows() {
      yield { name: 'a', value: 1 }
      throw new Error('the database went away')
    }
    const ended: number[] = []
    let file = ''
    const read = async () => {
      for await (const chunk of toCsv(TABLE, rows(), 'en', { onEnd: (n) => ended.push(n) })) file += chunk
    }
    await expect(read()).rejects.toThrow('the database went away')
    expect(file).toBe('name,value\r\na,1\r\n#error the file ends after 1 rows: reading failed. Ask again.\r\n')
    expect(ended).toEqual([])
  })
})

describe('toCsv with comments', () => {
  it('says on top what it is and at the end how many rows it has; a file without that line was cut', async () => {
    const comments = [
      ['Release', 'r-1'],
      ['Method', 'two\nlines'],
    ] as const
    const file = await readText(toCsv(TABLE, [{ name: 'a', value: 1 }], 'en', { comments }))
    expect(file).toBe('# Release: r-1\r\n# Method: two lines\r\nname,value\r\na,1\r\n# end: 1 rows\r\n')
    expect(parse(file, { columns: true, comment: '#', comment_no_infix: true })).toEqual([{ name: 'a', value: '1' }])
  })
})

describe('toXlsx', () => {
  it('re-read by another library: frozen header, numbers as numbers, no number where there is none', async () => {
    const rows = [
      { name: 'ưỡ <&> "ẵ"', value: -0.5 },
      { name: '+84', value: Number.NaN },
      { name: '', value: null },
    ]
    const bytes = (await toXlsx(TABLE, rows, PROVENANCE, 'vi')) as Uint8Array
    const book = XLSX.read(bytes, { cellStyles: true })
    expect(book.SheetNames).toEqual(['Dòng', 'Nguồn gốc'])
    const sheet = book.Sheets['Dòng']!
    expect([sheet['A1'].v, sheet['B1'].v]).toEqual(['Tên', 'Giá trị'])
    expect(sheet['A2']).toMatchObject({ t: 's', v: 'ưỡ <&> "ẵ"' })
    expect(sheet['B2']).toMatchObject({ t: 'n', v: -0.5 })
    expect(sheet['A3']).toMatchObject({ t: 's', v: '+84' })
    expect(sheet['B3']?.v).toBeUndefined()
    const xml = XLSX.read(bytes, { bookFiles: true }) as unknown as { files: Record<string, { content: Uint8Array }> }
    const part = Buffer.from(xml.files['xl/worksheets/sheet1.xml']!.content).toString('utf8')
    expect(part).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
    expect(part).toContain('<autoFilter ref="A1:B4"')
  })

  it('more rows than fit into memory become a stream over as many sheets as it takes, each under its header', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => ({ name: `=${i}`, value: i - 0.5 }))
    const stream = await toXlsx(TABLE, rows, PROVENANCE, 'en', { memoryRows: 9, sheetRows: 5 })
    const book = XLSX.read(await buffer(Readable.fromWeb(stream as never)), { cellFormula: true })
    expect(book.SheetNames).toEqual(['Rows', 'Rows_2', 'Rows_3'])
    const read = book.SheetNames.flatMap((name) => {
      const [header, ...body] = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name]!, { header: 1 })
      expect(header).toEqual(['Name', 'Value'])
      return body
    })
    expect(read).toEqual(rows.map(({ name, value }) => [name, value]))
    expect(book.Sheets['Rows']!['A2']).not.toHaveProperty('f')
    expect(await toXlsx(TABLE, rows, PROVENANCE, 'en', { memoryRows: 10 })).toBeInstanceOf(Uint8Array)
  })

  it('a failure after the workbook began leaves one that no program opens', async () => {
    async function* rows() {
      for (let i = 0; i < 5; i++) yield { name: 'a', value: i }
      throw new Error('the database went away')
    }
    const stream = await toXlsx(TABLE, rows(), PROVENANCE, 'en', { memoryRows: 2 })
    await expect(buffer(Readable.fromWeb(stream as never))).rejects.toThrow('the database went away')
  })

  it('columns are named as spreadsheets name them', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})
