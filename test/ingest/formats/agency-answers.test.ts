import { describe, expect, it } from 'vitest'
import { blsFlat, blsJson } from '../../../src/ingest/formats/bls.ts'
import { eurostatTsv } from '../../../src/ingest/formats/eurostat-tsv.ts'
import { readPeriod } from '../../../src/ingest/formats/period-text.ts'
import { readPxWebAnswer } from '../../../src/ingest/formats/px-web/answers.ts'
import { pxWeb } from '../../../src/ingest/formats/px-web.ts'
import { worldBankCsv, worldBankJson } from '../../../src/ingest/formats/worldbank.ts'
import { figureAt, fixture, readAll, readFixture } from './read-all.ts'

describe('World Bank', () => {
  it('a page: null stays missing, a region without ISO code keeps its own', async () => {
    const document = await readFixture(worldBankJson, 'worldbank/unemployment-page.json')
    expect(document.head).toMatchObject({
      title: 'Unemployment, total (% of total labor force)',
      published: '2024-06-28',
    })
    expect(document.figures.map(({ period, value }) => [period, value])).toEqual([
      ['2023', null],
      ['2022', 1.523],
      ['2022', 7.98555],
    ])
    expect(document.figures[2]!.dimensions['country']).toEqual({ code: 'ZH', label: 'Africa Eastern and Southern' })
    expect(document.figures[1]!.flags).toEqual(['E'])
  })

  it('an error body sent as a page is an error, with the words of the bank', async () => {
    await expect(readFixture(worldBankJson, 'worldbank/error-120.json')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('120 The provided parameter value is not valid'),
    })
    const gone = '[{"message":[{"id":"175","key":"Invalid format","value":"The indicator was not found."}]}]'
    await expect(readAll(worldBankJson, gone)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('a page with fewer rows than it says is refused', async () => {
    const page = JSON.parse(fixture('worldbank/unemployment-page.json').toString()) as [unknown, unknown[]]
    const cut = JSON.stringify([page[0], page[1].slice(1)])
    await expect(readAll(worldBankJson, cut)).rejects.toMatchObject({
      message: expect.stringContaining('says 3 rows but has 2'),
    })
  })

  it('a value that is no number is a fault, not a guess', async () => {
    const text = fixture('worldbank/unemployment-page.json').toString().replace('1.523', '"1,523"')
    const { figures, faults } = await readAll(worldBankJson, text)
    expect(figures).toHaveLength(2)
    expect(faults[0]!.reason).toContain('"1,523"')
  })

  it('the CSV: four lines before the heading, a comma after every line, empty years missing', async () => {
    const document = await readFixture(worldBankCsv, 'worldbank/API_SL.TLF.TOTL.IN_DS2_en_csv_v2_1.csv')
    expect(document.head).toMatchObject({ title: 'World Development Indicators', published: '2024-06-28' })
    expect(document.figures).toHaveLength(6)
    expect(figureAt(document, 'VNM', '2022')!.value).toBe(56012345)
    expect(figureAt(document, 'VNM', '2023')!.value).toBeNull()
    expect(figureAt(document, 'KOR', '2023')!.place).toEqual({ part: null, row: 7, column: '2023' })
  })

  it('columns are found by name: more of them and another order change nothing', async () => {
    const csv =
      '"Country Code","2022","Note","Indicator Code","Country Name","Indicator Name",\n"VNM","5","x","I","Viet Nam","Name",\n'
    const { figures } = await readAll(worldBankCsv, csv)
    expect(figures).toEqual([
      expect.objectContaining({
        period: '2022',
        value: 5,
        dimensions: { country: { code: 'VNM', label: 'Viet Nam' }, indicator: { code: 'I', label: 'Name' } },
      }),
    ])
  })

  it('the list of countries has a head and no figures', async () => {
    const document = await readFixture(
      worldBankCsv,
      'worldbank/Metadata_Country_API_SL.TLF.TOTL.IN_DS2_en_csv_v2_1.csv',
    )
    expect(document.head.format).toBe('worldbank-metadata')
    expect(document.figures).toEqual([])
  })
})

describe('Eurostat TSV', () => {
  it('new form: flags follow a blank, two letters are two flags, a colon may carry one', async () => {
    const document = await readFixture(eurostatTsv, 'eurostat/new-form.tsv')
    expect(document.faults).toEqual([])
    expect(document.head.dimensions.map(({ id }) => id)).toEqual(['freq', 'unit', 'sex', 'geo', 'TIME_PERIOD'])
    expect(figureAt(document, 'AT', 'T', '2022')).toMatchObject({ value: 4421, flags: ['b'] })
    expect(figureAt(document, 'AT', 'F', '2023')).toMatchObject({ value: 2101.2, flags: ['b', 'p'] })
    expect(figureAt(document, 'AT', 'F', '2022')).toMatchObject({ value: null, flags: ['c'] })
    expect(figureAt(document, 'AT', 'F', '2021')).toMatchObject({ value: null, flags: [] })
    expect(figureAt(document, 'MT', 'M', '2023')).toMatchObject({ value: 0, flags: ['n'] })
  })

  it('old form: newest year first, no frequency', async () => {
    const document = await readFixture(eurostatTsv, 'eurostat/old-form.tsv')
    expect(figureAt(document, 'BE', '2012')!.value).toBe(4524.1)
    expect(figureAt(document, 'BE', '2011')!.value).toBe(4509.3)
    expect(figureAt(document, 'BG', '2011')).toMatchObject({ value: 2965.2, flags: ['b'] })
  })

  it('a line with a cell too few is a fault; so is a last line without its line break', async () => {
    const text = fixture('eurostat/new-form.tsv').toString()
    const short = await readAll(eurostatTsv, text.replace('4275.3 \t', ''))
    expect(short.faults).toEqual([expect.objectContaining({ place: { part: null, row: 2, column: null } })])
    const cut = await readAll(eurostatTsv, text.slice(0, -6))
    expect(cut.figures).toHaveLength(6)
    expect(cut.faults[0]!.reason).toContain('ends inside this line')
  })
})

describe('BLS', () => {
  it('an answer: P is kept, the annual average is no month, a dash is missing with its footnote', async () => {
    const document = await readFixture(blsJson, 'bls/answer.json')
    expect(document.figures.map(({ period, value, flags }) => [period, value, flags])).toEqual([
      ['2024M02', 3.9, ['P']],
      ['2024M01', 3.7, []],
      ['2023M13', 3.6, []],
      ['2023A01', null, ['5']],
    ])
    expect(readPeriod('2023M13')).toMatchObject({ basis: 'annual-average', frequency: 'A' })
    expect(document.figures[3]!.attributes['footnotes']).toContain('greater than $115.00')
    expect(document.figures[0]!.attributes['seasonality']).toBe('Seasonally Adjusted')
    expect(document.head.notes).toEqual(['No Data Available for Series LNS14000000 Year: 2025'])
  })

  it('a series without figures is told', async () => {
    const { faults } = await readFixture(blsJson, 'bls/answer.json')
    expect(faults).toEqual([expect.objectContaining({ text: 'LNS99999999' })])
  })

  it('the body of a used-up quota is an error that names it', async () => {
    await expect(readFixture(blsJson, 'bls/quota.json')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    const refused = '{"status":"REQUEST_FAILED","message":["Invalid Series"],"Results":{}}'
    await expect(readAll(blsJson, refused)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('a flat file: padded fields, columns by name', async () => {
    const document = await readFixture(blsFlat, 'bls/la.data.part.txt')
    expect(document.faults).toEqual([])
    expect(document.figures.map(({ period, value, flags }) => [period, value, flags])).toEqual([
      ['2023M11', 2314921, []],
      ['2023M12', 2315107, ['P']],
      ['2023M13', 2302418, []],
      ['2023M12', null, ['N']],
    ])
    expect(document.figures[0]!.dimensions).toEqual({ series_id: { code: 'LASST010000000000006', label: null } })
    await expect(readAll(blsFlat, 'series_id\tyear\tvalue\nA\t2020\t1\n')).rejects.toMatchObject({
      message: expect.stringContaining('no column period'),
    })
  })
})

describe('PX-Web', () => {
  it('data of version 1: a value per contents, a dash nil, dots missing', async () => {
    const document = await readFixture(pxWeb, 'px-web/data-v1.json')
    expect(document.head).toMatchObject({
      title: 'Employed by region and year',
      publisher: 'SCB',
      published: '2024-02-20',
    })
    expect(document.figures).toHaveLength(6)
    expect(figureAt(document, '01', '2022', 'AM01')).toMatchObject({ value: 1203.4, attributes: { unit: 'thousands' } })
    expect(figureAt(document, '01', '2023', 'AM02')).toMatchObject({ value: null, flags: ['..'] })
    expect(figureAt(document, '03', '2023', 'AM01')).toMatchObject({ value: 0, flags: ['-'] })
  })

  it('the configuration gives the limits a fetch must keep', () => {
    const answer = readPxWebAnswer('config', JSON.parse(fixture('px-web/config-v2.json').toString()))
    expect(answer).toMatchObject({ kind: 'config', limits: { maxCells: 150_000, calls: 20, windowSeconds: 10 } })
  })

  it('lists and variables are read', () => {
    const read = (path: string) => readPxWebAnswer(path, JSON.parse(fixture(path).toString()))
    expect(read('px-web/tables-v2.json')).toMatchObject({
      kind: 'tables',
      total: 41,
      pages: 3,
      tables: [{ id: 'TAB1', firstPeriod: '2005' }],
    })
    expect(read('px-web/folder-v1.json')).toMatchObject({
      kind: 'folder',
      folders: [{ id: 'AM' }],
      tables: [{ id: 'TabSysselsatta' }],
    })
    expect(read('px-web/variables-v1.json')).toMatchObject({
      kind: 'variables',
      variables: [
        {
          code: 'Region',
          canEliminate: true,
          isTime: false,
          values: [
            { code: '01', label: 'Stockholm' },
            { code: '03', label: 'Uppsala' },
          ],
        },
        { code: 'Tid', isTime: true },
      ],
    })
  })

  it.each([
    ['{"error":"Too many values selected"}', 'TOO_LARGE'],
    ['{"type":"about:blank","title":"Too many requests","status":429}', 'RATE_LIMITED'],
    ['{"title":"Non-existent table","status":404,"detail":"TAB9"}', 'NOT_FOUND'],
    ['<!DOCTYPE html><html><head><title>Checking your browser</title>', 'SOURCE_SCHEMA_CHANGED'],
    [
      '{"columns":[{"code":"Tid","text":"year","type":"t"}],"data":[{"key":["2020"],"values":[]}]}',
      'SOURCE_SCHEMA_CHANGED',
    ],
  ])('%s is an error: %s', async (body, code) => {
    await expect(readAll(pxWeb, body)).rejects.toMatchObject({ name: 'AppError', code })
  })
})
