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

  it('a quarter or month beside a year is part of the period; flags, multipliers and notes tell no series apart', async () => {
    const rows = [
      'geo,Year,Quarter,UOM_ID,value,flag,SCALAR_FACTOR,Note',
      'VN,2024,Q1,249,52.4,,thousands,',
      'VN,2024,Quý II,249,52.5,p,thousands,first reading',
      'VN,2024,Annual,249,.,,thousands,',
      'Source: the office,,,,,,,',
      ',,,,,,,',
    ]
    const { head, figures } = await readAll(wideCsv, Buffer.from(rows.join('\n')))
    expect(head.dimensions.map(({ id }) => id)).toEqual(['geo', 'UOM_ID', 'COLUMN', 'TIME_PERIOD'])
    expect(figures.map(({ period, value, flags }) => [period, value, flags])).toEqual([
      ['2024-Q1', 52.4, []],
      ['2024-Q2', 52.5, ['p']],
      ['2024', null, ['.']],
    ])
    expect(figures[1]!.attributes).toEqual({ UNIT_MULT: '3', NOTE: 'first reading' })
  })

  it.each([
    ['year,period,rate', '2024,M02,1', '2024-02'],
    ['year,period,rate', '2024,M13,1', '2024M13'],
    ['year,month,rate', '2024,March,1', '2024-03'],
    ['Năm,Tháng,Tỷ lệ', '2024,12,1', '2024-12'],
    ['Năm,Quý,Tỷ lệ', '2024,IV,1', '2024-Q4'],
    ['REF_DATE,year,rate', '2024-05,2025,1', '2024-05'],
    ['year,release date,rate', '2024,2025-03-01,1', '2024'],
  ])('the period of %s in %s is %s', async (heading, row, period) => {
    const { figures } = await readAll(wideCsv, Buffer.from(`${heading}\n${row}\n`))
    expect(figures.find(({ dimensions }) => /rate|Tỷ/.test(dimensions['COLUMN']!.code!))).toMatchObject({ period })
  })

  it('a status of every row is a dimension, not a flag', async () => {
    const text = 'year,status,persons\n2024,employed,10\n2024,unemployed,1\n'
    const { figures } = await readAll(wideCsv, Buffer.from(text))
    expect(figures.map(({ dimensions }) => dimensions['status']!.label)).toEqual(['employed', 'unemployed'])
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
