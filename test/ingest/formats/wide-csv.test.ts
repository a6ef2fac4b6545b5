import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { delimitedReader, wideCsv } from '../../../src/ingest/formats/wide-csv.ts'
import { figureAt, fixture, readAll, readFixture } from './read-all.ts'

const PROVINCES = fixture('tables/provinces-wide.csv').toString()

describe('delimited table', () => {
  it('periods as columns: every column of periods gives a figure, 4.118,3 is read as its column shows', async () => {
    const document = await readFixture(wideCsv, 'tables/provinces-wide.csv')
    expect(document.head.format).toBe('wide-csv')
    expect(figureAt(document, '01', '2021')).toMatchObject({
      value: 4118.3,
      text: '4.118,3',
      place: { row: 2, column: '2021' },
    })
    expect(figureAt(document, '31', '2023')).toMatchObject({ value: null, flags: ['..'] })
    expect(document.figures[0]!.dimensions).toEqual({
      code: { code: '01', label: null },
      province: { code: null, label: 'Hà Nội' },
    })
  })

  it('a column of periods: every other column of numbers is a figure named by its heading', async () => {
    const document = await readFixture(wideCsv, 'tables/districts-tidy.tsv')
    expect(figureAt(document, 'F', '2022', 'employed')!.value).toBe(1999000)
    expect(figureAt(document, 'F', '2022', 'rate')!.value).toBe(98.1)
    expect(document.figures).toHaveLength(4)
  })

  it.each(['utf-8', 'utf-16le', 'windows-1258', 'tcvn3'])('reads %s when it is declared', async (encoding) => {
    // windows-1258 writes the tone of a vowel as a letter of its own; TCVN3 has bytes of its own.
    const encode: Readonly<Record<string, () => Uint8Array>> = {
      'utf-8': () => Buffer.from(PROVINCES),
      'utf-16le': () => iconv.encode(PROVINCES, 'utf-16le', { addBOM: true }),
      'windows-1258': () =>
        iconv.encode(
          PROVINCES.replace('Hải Phòng', 'Ha\u0309i Pho\u0300ng').replace('Nội', 'Nô\u0323i'),
          'windows-1258',
        ),
      tcvn3: () =>
        Buffer.from(
          PROVINCES.replace('Hà Nội', 'H\u00b5 N\u00e9i').replace('Hải Phòng', 'H\u00b6i Ph\u00dfng'),
          'latin1',
        ),
    }
    const document = await readAll(delimitedReader({ delimiter: null, encoding, numbers: null }), encode[encoding]!())
    expect(document.figures.map(({ dimensions }) => dimensions['province']!.label)).toEqual([
      ...Array(3).fill('Hà Nội'),
      ...Array(3).fill('Hải Phòng'),
    ])
  })

  it('bytes that are not UTF-8 are refused until their encoding is declared', async () => {
    await expect(readAll(wideCsv, iconv.encode(PROVINCES, 'windows-1258'))).rejects.toMatchObject({
      code: 'FILE_NOT_READABLE',
      message: expect.stringContaining('windows-1258'),
    })
  })

  it('the delimiter and titles above the heading are found', async () => {
    const text = 'Labour force by province\nthousand persons\n\ncode;2021;2022\n01;4118,3;4124,6\n31;1083,2;1090,5\n'
    const { head, figures } = await readAll(wideCsv, text)
    expect(figures.map(({ value }) => value)).toEqual([4118.3, 4124.6, 1083.2, 1090.5])
    expect(head.notes).toContain('Labour force by province')
  })

  it('a column whose numbers can mean two things is refused until the sign is declared', async () => {
    const text = 'code,2021\n01,"4.118"\n31,"1.083"\n'
    const doubtful = await readAll(wideCsv, text)
    expect(doubtful.figures).toEqual([])
    expect(doubtful.faults[0]!.reason).toContain('4.118 (as 1234.5) or 4118 (as 1.234,5)')
    const declared = await readAll(delimitedReader({ delimiter: ',', encoding: null, numbers: '1.234,5' }), text)
    expect(declared.figures.map(({ value }) => value)).toEqual([4118, 1083])
  })

  it('one column never decides for another', async () => {
    const text = 'code,2021,2022\n01,"3.359,80","105.698"\n31,"1.526,52","106.407"\n'
    const { figures, faults } = await readAll(wideCsv, text)
    expect(figures.map(({ value }) => value)).toEqual([3359.8, 1526.52])
    expect(faults.map(({ text: refused }) => refused)).toEqual(['105.698', '106.407'])
  })

  it('a dash is neither zero nor a number here: the mapping has to say', async () => {
    const { figures } = await readAll(wideCsv, 'code,2021,2022\n01,1.5,-\n02,2.5,3.5\n')
    expect(figures[1]).toMatchObject({ value: null, flags: ['-'] })
  })

  it('the words machines write where nothing is are missing, not faults', async () => {
    const { figures, faults } = await readAll(wideCsv, 'code,2021,2022\n01,na,NaN\n02,n/a,3.5\n03,1.5,..\n')
    expect(faults).toEqual([])
    expect(figures.map(({ value }) => value)).toEqual([null, null, null, 3.5, 1.5, null])
  })

  it('a line of another width is a fault with its number; so is a figure the end of the file cuts', async () => {
    const { faults } = await readAll(wideCsv, 'code,2021,2022\n01,1.5\n02,2.5,3.5\n03,4.5,5')
    expect(faults.map(({ place }) => place.row)).toEqual([2, 4])
  })

  it('a table without numbers, without lines, or with a column twice is refused', async () => {
    for (const text of ['a,b\nx,y\n', 'hello\n', '', 'code,2021,2021\n01,1,2\n']) {
      await expect(readAll(wideCsv, text)).rejects.toMatchObject({ name: 'AppError', code: 'SOURCE_SCHEMA_CHANGED' })
    }
  })
})
