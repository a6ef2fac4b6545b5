import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { runFetch } from '../../../src/ingest/connect/run-fetch.ts'
import { createFetch, type TestFetch } from './support/fetch-deps.ts'
import {
  type Asked,
  csv,
  type Handler,
  inTurn,
  json,
  type SourceServer,
  send,
  startSource,
  status,
} from './support/source-server.ts'
import { zipOf } from './support/zip.ts'

const fixture = (name: string) =>
  readFile(fileURLToPath(new URL(`../../fixtures/connect/${name}`, import.meta.url)), 'utf8')

let source: SourceServer
let test: TestFetch
beforeEach(async () => {
  source = await startSource()
  test = await createFetch()
})
const run = (connector: string, request: object, changes = {}) =>
  runFetch({ ...test.deps, ...changes }, connector, request)
const outcomes = async () => (await test.answers(source.url)).map(({ outcome }) => outcome)
const paths = () => source.asked.map(({ path }) => path)

describe('ILOSTAT', () => {
  const request = () => ({ root: source.url, indicators: ['UNE_DEAP_SEX_AGE_RT_A'], refArea: ['VNM', 'THA'] })
  const serve = (toc: string, table: string): Handler => {
    return (asked, response) =>
      send(response, 200, 'application/octet-stream', asked.path.startsWith('/metadata') ? toc : table)
  }

  it('asks for the table of contents, then for the table, lists joined by a literal +', async () => {
    source.answer(serve(await fixture('ilostat-toc.csv'), await fixture('ilostat-table.csv')))
    const { fresh, bodies } = await run('ilostat', request())
    expect(fresh).toBe(1)
    expect(paths()).toEqual([
      '/metadata/toc/indicator?lang=en&format=.csv',
      '/data/indicator?id=UNE_DEAP_SEX_AGE_RT_A&ref_area=VNM+THA&type=both&format=.csv',
    ])
    expect(bodies.at(-1)).toMatchObject({ role: 'data', sourceMark: '25/10/2026 06:12:00' })
  })

  it('does not fetch again what the table of contents says was not updated, and fetches what was', async () => {
    const toc = await fixture('ilostat-toc.csv')
    const table = await fixture('ilostat-table.csv')
    source.answer(serve(toc, table))
    await run('ilostat', request())
    expect((await run('ilostat', request())).fresh).toBe(0)
    expect(paths().filter((path) => path.startsWith('/data'))).toHaveLength(1)
    source.answer(serve(toc.replace('25/10/2026', '20/11/2026'), table.replace('1.6', '1.7')))
    expect((await run('ilostat', request())).fresh).toBe(1)
  })

  it('HTTP 200 with a heading alone (an unknown code) stores nothing and says so', async () => {
    const table = await fixture('ilostat-table.csv')
    source.answer(serve(await fixture('ilostat-toc.csv'), `${table.split('\n')[0]}\n`))
    await expect(run('ilostat', request())).rejects.toMatchObject({
      code: 'NOT_AVAILABLE',
      message: expect.stringContaining('a heading and no rows'),
    })
    expect(await outcomes()).toEqual(['stored', 'empty'])
  })

  it('an indicator that is not listed is refused before anything is asked for it', async () => {
    source.answer(serve(await fixture('ilostat-toc.csv'), ''))
    const wrong = { ...request(), indicators: ['UNE_DEAP_SEX_AGE_NB_A'] }
    await expect(run('ilostat', wrong)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('UNE_DEAP_SEX_AGE_RT_A'),
    })
    expect(source.asked).toHaveLength(1)
  })

  it('an answer that is wider than the question is refused: the server ignored the filter', async () => {
    source.answer(serve(await fixture('ilostat-toc.csv'), await fixture('ilostat-table.csv')))
    await expect(run('ilostat', { ...request(), refArea: ['VNM'] })).rejects.toMatchObject({
      message: expect.stringContaining('THA'),
    })
  })

  it('a table whose last line is cut is asked for again', async () => {
    const [toc, table] = [await fixture('ilostat-toc.csv'), await fixture('ilostat-table.csv')]
    source.answer(inTurn(csv(toc), csv(table.slice(0, -9)), csv(table)))
    expect((await run('ilostat', request())).bodies.at(-1)!.bytes).toBe(Buffer.byteLength(table))
  })

  it('a misspelt filter is an error here, since the server would ignore it', async () => {
    await expect(run('ilostat', { ...request(), refArae: ['VNM'] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('refArae'),
    })
  })

  it('retired indicators come back with the words of the server', async () => {
    const error = { error: 'deprecated or invalid dataset id=UNE_DEAP_SEX_AGE_RT_A' }
    source.answer(inTurn(csv(await fixture('ilostat-toc.csv')), json(error, 400)))
    await expect(run('ilostat', request())).rejects.toMatchObject({
      message: expect.stringContaining('deprecated or invalid'),
    })
  })

  it('the SDMX host is asked in its own way', async () => {
    source.answer(csv(await fixture('sdmx.csv')))
    await run('ilostat', {
      root: source.url,
      api: 'sdmx',
      indicators: ['UNE_DEAP_SEX_AGE_RT_A'],
      key: [['VNM'], ['A'], [], [], []],
      timeFrom: 2010,
    })
    expect(paths()).toEqual(['/data/ILO,DF_UNE_DEAP_SEX_AGE_RT,1.0/VNM.A...?startPeriod=2010&format=csv'])
    expect(source.asked[0]!.headers['accept-language']).toBe('en')
  })
})

describe('SDMX REST', () => {
  const base = () => ({ root: `${source.url}/rest`, agency: 'OECD.ELS', flow: 'DF_LFS', version: '1.1' })

  it('2.1: flow, key and periods stand where the standard puts them', async () => {
    source.answer(csv(await fixture('sdmx.csv')))
    await run('sdmx', { ...base(), key: [['A'], ['VNM', 'THA'], [], ['T']], startPeriod: '2010', endPeriod: '2024-Q3' })
    expect(paths()).toEqual(['/rest/data/OECD.ELS,DF_LFS,1.1/A.VNM+THA..T?startPeriod=2010&endPeriod=2024-Q3'])
    expect(source.asked[0]!.headers.accept).toBe('application/vnd.sdmx.data+csv;version=1.0.0')
  })

  it('3.0: context, wildcards and period bounds', async () => {
    source.answer(csv(await fixture('sdmx.csv')))
    await run('sdmx', {
      ...base(),
      api: '3.0',
      key: [['A'], ['VNM', 'THA'], []],
      startPeriod: '2010',
      endPeriod: '2024',
    })
    expect(paths()).toEqual(['/rest/data/dataflow/OECD.ELS/DF_LFS/1.1/A.VNM.*,A.THA.*?c[TIME_PERIOD]=ge:2010+le:2024'])
    expect(source.asked[0]!.headers.accept).toBe('application/vnd.sdmx.data+csv;version=2.0.0')
  })

  it('413: the longest list of codes is halved until the server agrees, each code asked once', async () => {
    const rows = await fixture('sdmx.csv')
    source.answer((asked, response) => {
      const codes = /\/A\.([^.]*)\./.exec(asked.path)![1]!.split('+')
      if (codes.length > 2) send(response, 413, 'text/plain', 'too many observations')
      else send(response, 200, 'text/csv', rows)
    })
    const { bodies } = await run('sdmx', { ...base(), key: [['A'], ['VNM', 'THA', 'LAO', 'KHM', 'PHL'], []] })
    const codes = bodies.flatMap(({ address }) => /\/A\.([^.]*)\./.exec(address)![1]!.split('+'))
    expect(codes).toEqual(['VNM', 'THA', 'LAO', 'KHM', 'PHL'])
  })

  it('510 without lists: the years are halved, no year lost or asked twice', async () => {
    const rows = await fixture('sdmx.csv')
    source.answer((asked, response) => {
      const [, from, to] = /startPeriod=(\d+)[^&]*&endPeriod=(\d+)/.exec(asked.path)!
      if (Number(to) - Number(from) > 3) status(510)(asked, response)
      else send(response, 200, 'text/csv', rows)
    })
    const { bodies } = await run('sdmx', { ...base(), startPeriod: '2010', endPeriod: '2020' })
    const years = bodies.flatMap(({ address }) => {
      const [, from, to] = /startPeriod=(\d+)[^&]*&endPeriod=(\d+)/.exec(address)!
      return Array.from({ length: Number(to) - Number(from) + 1 }, (_, k) => Number(from) + k)
    })
    expect(years).toEqual([2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020])
  })

  it('too large with nothing to split says what to add', async () => {
    source.answer(status(413))
    await expect(run('sdmx', base())).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringContaining('startPeriod'),
    })
  })

  it('404 "no results" is an answer, and no data', async () => {
    source.answer(status(404, {}, 'NoRecordsFound'))
    await expect(run('sdmx', base())).rejects.toMatchObject({
      code: 'NOT_AVAILABLE',
      message: expect.stringContaining('NoRecordsFound'),
    })
  })

  it('a JSON message with a header alone is no data', async () => {
    source.answer(json({ meta: { id: 'x' }, data: { dataSets: [{ structure: 0, series: {} }], structures: [] } }))
    await expect(run('sdmx', { ...base(), format: 'json' })).rejects.toMatchObject({ code: 'NOT_AVAILABLE' })
  })

  it('an XML message with a header alone is no data; an error message with HTTP 200 neither', async () => {
    const empty =
      '<?xml version="1.0"?><mes:StructureSpecificData xmlns:mes="m"><mes:Header/><mes:DataSet/></mes:StructureSpecificData>'
    source.answer((_a, r) => send(r, 200, 'application/xml', empty))
    await expect(run('sdmx', { ...base(), format: 'xml' })).rejects.toMatchObject({ code: 'NOT_AVAILABLE' })
    const error =
      '<?xml version="1.0"?><mes:Error xmlns:mes="m"><mes:ErrorMessage code="140"><c:Text xmlns:c="c">Syntax error</c:Text></mes:ErrorMessage></mes:Error>'
    source.answer((_a, r) => send(r, 200, 'application/xml', error))
    await expect(run('sdmx', { ...base(), format: 'xml', version: '2.0' })).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      message: expect.stringContaining('Syntax error'),
    })
  })
})

describe('PX-Web', () => {
  const cells = (asked: Asked): string[][] => {
    const body = JSON.parse(asked.body) as {
      query?: { selection: { values: string[] } }[]
      selection?: { valueCodes: string[] }[]
    }
    return body.query?.map(({ selection }) => selection.values) ?? body.selection!.map(({ valueCodes }) => valueCodes)
  }
  const answerCells: Handler = (asked, response) =>
    send(
      response,
      200,
      'application/json',
      JSON.stringify({ class: 'dataset', size: cells(asked).map(({ length }) => length), value: [1] }),
    )
  const server =
    (table: string, data: Handler): Handler =>
    (asked, response) => {
      if (asked.method === 'POST') data(asked, response)
      else if (asked.path.endsWith('config')) send(response, 404, 'text/plain', '')
      else send(response, 200, 'application/json', table)
    }
  const request = (more = {}) => ({ root: `${source.url}/api/v1/en/ssd`, table: 'AM/AM0401/LFS', ...more })
  /** Every combination that was answered, as text. */
  const got = () =>
    source.asked
      .filter(({ method }) => method === 'POST')
      .flatMap((asked) =>
        cells(asked).reduce<string[]>(
          (all, codes) => all.flatMap((one) => codes.map((code) => `${one} ${code}`)),
          [''],
        ),
      )

  it('1: splits to the limit of the server; every cell once', async () => {
    source.answer(server(await fixture('pxweb1-table.json'), answerCells))
    const { bodies } = await run('pxweb', request({ maxCells: 12 }))
    expect(bodies.filter(({ role }) => role === 'data').length).toBeGreaterThan(3)
    expect(new Set(got()).size).toBe(3 * 4 * 5)
    expect(got()).toHaveLength(60)
  })

  it('1: 403 for too many cells is answered by asking for half', async () => {
    const years = Array.from({ length: 300 }, (_, k) => String(1725 + k))
    const table = JSON.stringify({
      title: 'LFS',
      variables: [
        { code: 'Kon', values: ['1', '2', '3', '4'] },
        { code: 'Tid', values: years, time: true },
      ],
    })
    source.answer(
      server(table, (asked, response) => {
        const count = cells(asked).reduce((product, { length }) => product * length, 1)
        if (count > 700)
          send(
            response,
            403,
            'text/html',
            '<html><head><title>403 - Forbidden: Access is denied.</title></head></html>',
          )
        else answerCells(asked, response)
      }),
    )
    const { bodies } = await run('pxweb', request())
    expect(bodies.filter(({ role }) => role === 'data')).toHaveLength(2)
    expect(await outcomes()).toEqual(['refused', 'stored', 'split', 'stored', 'stored'])
  })

  it('1: 403 for a small question is no matter of size', async () => {
    source.answer(server(await fixture('pxweb1-table.json'), status(403)))
    await expect(run('pxweb', request())).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
  })

  it('1: a form instead of data (HTTP 200) stores nothing', async () => {
    source.answer(
      server(
        '<html><head><title>PX-Web</title></head><body><form><input name="__VIEWSTATE"></form></body></html>',
        answerCells,
      ),
    )
    await expect(run('pxweb', request())).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      message: expect.stringContaining('PX-Web'),
    })
    expect(await outcomes()).toEqual(['refused', 'refused'])
  })

  it('fewer cells than asked for are refused', async () => {
    source.answer(
      server(await fixture('pxweb1-table.json'), (_a, r) =>
        send(r, 200, 'application/json', '{"size":[3,4,2],"value":[1]}'),
      ),
    )
    await expect(run('pxweb', request())).rejects.toMatchObject({
      message: expect.stringContaining('60 cells were asked for and 24 came'),
    })
  })

  it('expressions are resolved in the order of the table', async () => {
    source.answer(server(await fixture('pxweb1-table.json'), answerCells))
    await run('pxweb', request({ select: { Tid: ['from(2022)'], Region: ['0?'], Kon: ['2', '1'] } }))
    expect(cells(source.asked.at(-1)!)).toEqual([
      ['01', '04'],
      ['1', '2'],
      ['2022', '2023', '2024'],
    ])
  })

  it.each([
    [{ Nganh: ['A'] }, 'no variable Nganh'],
    [{ Tid: ['1999'] }, 'no value 1999'],
    [{ Tid: ['from(1999)'] }, 'no value 1999'],
    [{ Tid: ['top(0)'] }, 'whole number'],
  ])('%j is refused before any cell is asked for', async (select, words) => {
    source.answer(server(await fixture('pxweb1-table.json'), answerCells))
    await expect(run('pxweb', request({ select }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(words),
    })
    expect(source.asked.some(({ method }) => method === 'POST')).toBe(false)
  })

  it('2: limit from /config, codes from the metadata, selection posted', async () => {
    const metadata = await fixture('pxweb2-metadata.json')
    source.answer((asked, response) => {
      if (asked.method === 'POST') answerCells(asked, response)
      else if (asked.path.endsWith('/config'))
        send(response, 200, 'application/json', '{"maxDataCells":5,"apiVersion":"2.0.0"}')
      else send(response, 200, 'application/json', metadata)
    })
    await run('pxweb', { root: `${source.url}/api/v2`, api: '2', table: 'TAB003' })
    expect(paths().slice(0, 3)).toEqual([
      '/api/v2/config',
      '/api/v2/tables/TAB003/metadata?lang=en&outputFormat=json-stat2',
      '/api/v2/tables/TAB003/data?lang=en&outputFormat=json-stat2',
    ])
    expect(source.asked.filter(({ method }) => method === 'POST').map(cells)).toEqual([
      [
        ['E0', 'E1'],
        ['2022', '2023'],
      ],
      [['E0', 'E1'], ['2024']],
    ])
  })
})

describe('Eurostat', () => {
  const request = (more = {}) => ({ root: source.url, dataset: 'jvs_q_nace2', ...more })
  const dataset = (values: object) => json({ class: 'dataset', id: ['geo'], size: [1], value: values })
  const tooBig: Handler = (_a, r) =>
    send(
      r,
      413,
      'text/xml',
      '<S:Fault xmlns:S="s"><faultcode>413</faultcode><faultstring>EXTRACTION_TOO_BIG: estimated 9000000 rows</faultstring></S:Fault>',
    )

  it('413 EXTRACTION_TOO_BIG: asked in halves of the codes that were listed', async () => {
    source.answer((asked, response) => {
      const geo = [...asked.path.matchAll(/geo=([A-Z]+)/g)]
      if (geo.length > 1) tooBig(asked, response)
      else dataset({ 0: 1.5 })(asked, response)
    })
    const { bodies } = await run('eurostat', request({ filters: { geo: ['DE', 'FR', 'IT'] }, since: '2020' }))
    expect(bodies.map(({ address }) => /geo=([A-Z]+)/.exec(address)![1])).toEqual(['DE', 'FR', 'IT'])
    expect(await outcomes()).toEqual(['split', 'split', 'stored', 'stored', 'stored'])
  })

  it('413 without lists: the codes come from the constraint of the dataset', async () => {
    const constraint = await fixture('eurostat-constraint.xml')
    source.answer((asked, response) => {
      if (asked.path.includes('contentconstraint')) send(response, 200, 'application/xml', constraint)
      else if ([...asked.path.matchAll(/geo=/g)].length !== 2) tooBig(asked, response)
      else dataset({ 0: 1 })(asked, response)
    })
    const { bodies } = await run('eurostat', request())
    const geo = bodies.flatMap(({ address }) => [...address.matchAll(/geo=([A-Z]+)/g)].map(([, code]) => code))
    expect(geo).toEqual(['AT', 'BE', 'DE', 'FR'])
  })

  it('an answer that is prepared in the background is waited for', async () => {
    source.answer(
      inTurn(json({ warning: [{ status: 413, label: 'ASYNCHRONOUS_RESPONSE. Try again later' }] }), dataset({ 0: 1 })),
    )
    expect((await run('eurostat', request())).fresh).toBe(1)
    expect(test.clock.waits.length).toBeGreaterThan(0)
  })

  it('a queued job is asked for its status until it is there, then for its data', async () => {
    const queued = (state: string) =>
      `<env:Envelope xmlns:env="e"><env:Body><queued><id>job-7</id><status>${state}</status></queued></env:Body></env:Envelope>`
    const states = ['SUBMITTED', 'PROCESSING', 'AVAILABLE']
    const tsv = await fixture('eurostat.tsv')
    source.answer((asked, response) => {
      if (asked.path.includes('/async/status/job-7'))
        send(response, 200, 'text/xml', `<status>${states.shift()}</status>`)
      else if (asked.path.includes('/async/data/job-7')) send(response, 200, 'text/tab-separated-values', tsv)
      else send(response, 200, 'text/xml', queued('SUBMITTED'))
    })
    const { bodies } = await run('eurostat', request({ format: 'tsv' }))
    expect(await readFile(bodies.at(-1)!.path, 'utf8')).toBe(tsv)
    expect(states).toEqual([])
  })

  it('a dataset without a figure is no data', async () => {
    source.answer(dataset({}))
    await expect(run('eurostat', request({ filters: { geo: ['XX'] } }))).rejects.toMatchObject({
      code: 'NOT_AVAILABLE',
    })
  })

  it('a TSV whose last figure is cut, 12 for 12.4, is asked for again', async () => {
    const tsv = await fixture('eurostat.tsv')
    source.answer(inTurn(csv(tsv.slice(0, -3)), csv(tsv)))
    expect((await run('eurostat', request({ format: 'tsv' }))).bodies[0]!.bytes).toBe(Buffer.byteLength(tsv))
  })
})

describe('World Bank', () => {
  const request = () => ({
    root: `${source.url}/v2`,
    indicators: ['SL.AGR.EMPL.ZS'],
    countries: ['VNM', 'THA'],
    date: '2020:2024',
    perPage: 4,
  })
  const page = (number: number, pages: number, updated = '2026-10-07') =>
    json([
      { page: number, pages, per_page: '4', total: 10, sourceid: '2', lastupdated: updated },
      [{ date: '2024', value: 26.5 }],
    ])

  it('fetches every page that the first one announces', async () => {
    source.answer(inTurn(page(1, 3), page(2, 3), page(3, 3)))
    const { bodies } = await run('worldbank', request())
    expect(bodies.map(({ sourceMark }) => sourceMark)).toEqual(['2026-10-07', '2026-10-07', '2026-10-07'])
    expect(paths()[1]).toBe('/v2/country/VNM;THA/indicator/SL.AGR.EMPL.ZS?format=json&date=2020:2024&per_page=4&page=2')
  })

  it('an error that comes with HTTP 200 stores nothing', async () => {
    source.answer(
      json([{ message: [{ id: '120', key: 'Invalid value', value: 'The provided parameter value is not valid' }] }]),
    )
    await expect(run('worldbank', request())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('120 Invalid value'),
    })
    expect(await outcomes()).toEqual(['refused'])
  })

  it('no figure at all is no data', async () => {
    source.answer(json([{ page: 0, pages: 0, per_page: 0, total: 0 }, null]))
    await expect(run('worldbank', request())).rejects.toMatchObject({ code: 'NOT_AVAILABLE' })
  })

  it('pages of two publications are not mixed: the run is given up and the next one begins anew', async () => {
    source.answer(inTurn(page(1, 2), page(2, 2, '2026-11-20')))
    await expect(run('worldbank', request())).rejects.toMatchObject({
      message: expect.stringContaining('published anew'),
    })
    source.answer(inTurn(page(1, 2, '2026-11-20'), page(2, 2, '2026-11-20')))
    const again = await run('worldbank', request())
    expect(again).toMatchObject({ resumed: false })
    expect(again.bodies).toHaveLength(2)
  })

  it('the archive of the download page is fetched whole: a cut one is asked for again, a bomb refused', async () => {
    const zip = zipOf({ 'API_SL.AGR.EMPL.ZS_DS2_en_csv_v2_1.csv': 'Country Name,2024\nViet Nam,26.5\n' })
    const archive =
      (body: Buffer): Handler =>
      (_asked, response) =>
        send(response, 200, 'application/zip', body)
    source.answer(inTurn(archive(zip.subarray(0, zip.length - 30)), archive(zip)))
    const { bodies } = await run('worldbank', { ...request(), format: 'csv' })
    expect(await readFile(bodies[0]!.path)).toEqual(zip)
    expect(source.asked).toHaveLength(2)
    source.answer(archive(zipOf({ 'a.csv': Buffer.alloc(8 * 1024 * 1024) })))
    await expect(run('worldbank', { ...request(), format: 'csv', date: '2024' })).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      message: expect.stringContaining('unpacks to 8388608 bytes'),
    })
  })

  it('several indicators need the number of their database', async () => {
    await expect(run('worldbank', { ...request(), indicators: ['A', 'B'] })).rejects.toMatchObject({
      message: expect.stringContaining('source'),
    })
  })
})

describe('BLS', () => {
  const KEY = 'registration-key-0001'
  const request = (more = {}) => ({
    root: source.url,
    series: ['LNS14000000'],
    startYear: 2000,
    endYear: 2025,
    ...more,
  })
  const asked = () =>
    source.asked.map(({ body }) => JSON.parse(body) as { seriesid: string[]; startyear: string; endyear: string })
  const succeed: Handler = (question, response) => {
    const { seriesid } = JSON.parse(question.body) as { seriesid: string[] }
    const series = seriesid.map((seriesID) => ({
      seriesID,
      data: [{ year: '2024', period: 'M10', value: '4.1', footnotes: [{}] }],
    }))
    json({ status: 'REQUEST_SUCCEEDED', message: [], Results: { series } })(question, response)
  }

  it('without a key: ten years and 25 series a query', async () => {
    source.answer(succeed)
    await run('bls', request({ series: Array.from({ length: 30 }, (_, k) => `LAUST${k}`) }))
    expect(paths()[0]).toBe('/v1/timeseries/data/')
    expect(asked().map(({ seriesid, startyear, endyear }) => `${seriesid.length}: ${startyear}-${endyear}`)).toEqual([
      '25: 2000-2009',
      '25: 2010-2019',
      '25: 2020-2025',
      '5: 2000-2009',
      '5: 2010-2019',
      '5: 2020-2025',
    ])
  })

  it('with a key: twenty years a query; the key is sent and kept nowhere', async () => {
    source.answer(succeed)
    await run('bls', request(), { keys: { bls: KEY } })
    expect(asked().map(({ startyear, endyear }) => `${startyear}-${endyear}`)).toEqual(['2000-2019', '2020-2025'])
    expect(source.asked[0]!.body).toContain(KEY)
    expect(JSON.stringify(await test.answers(source.url))).not.toContain(KEY)
  })

  it('a quota that is used up comes with HTTP 200; what was finished is kept for tomorrow', async () => {
    const quota = json({
      status: 'REQUEST_NOT_PROCESSED',
      message: [
        'Request could not be serviced, as the daily threshold for total number of requests allocated to the user has been reached.',
      ],
      Results: {},
    })
    source.answer(inTurn(succeed, quota))
    await expect(run('bls', request())).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringContaining('daily threshold'),
    })
    expect(source.asked).toHaveLength(2)
    source.answer(succeed)
    const again = await run('bls', request())
    expect(again).toMatchObject({ resumed: true, fresh: 3 })
    expect(asked().map(({ startyear }) => startyear)).toEqual(['2000', '2010', '2010', '2020'])
  })

  it('a series that does not exist is named, not left out', async () => {
    source.answer(
      json({
        status: 'REQUEST_SUCCEEDED',
        message: ['Series does not exist for Series LNS14000000'],
        Results: { series: [{ seriesID: 'LNS14000000', data: [] }] },
      }),
    )
    await expect(run('bls', request())).rejects.toMatchObject({
      message: expect.stringContaining('does not exist for Series LNS14000000'),
    })
  })

  it('years before a series begins are no error', async () => {
    const empty = json({
      status: 'REQUEST_SUCCEEDED',
      message: ['No Data Available for Series LNS14000000 Year: 2000'],
      Results: { series: [{ seriesID: 'LNS14000000', data: [] }] },
    })
    source.answer(inTurn(empty, succeed))
    expect(await run('bls', request())).toMatchObject({ fresh: 2, empty: 1 })
  })
})
