import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GapRow } from '../../src/contracts/gaps.ts'
import type { ObservationRow } from '../../src/contracts/observations.ts'
import { jsonStat } from '../../src/ingest/formats/jsonstat.ts'
import type { RawFigure } from '../../src/ingest/formats/reader.ts'
import { sdmxCsv } from '../../src/ingest/formats/sdmx-csv.ts'
import { MEASURE_NAMES } from '../../src/reports/cubes/names.ts'
import { readDocument } from '../ingest/formats/read-document.ts'
import { type Api, openApi } from '../support/api.ts'
import { RELEASE_ID } from '../support/published-release.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.app.close())

const ROUTES = {
  gaps: '/v1/gaps?area=VN',
  observations: '/v1/observations?includeHistory=true',
  forecasts: '/v1/forecasts?area=VN&industry=VSIC2018:C',
  openings: '/v1/openings?area=VN',
}
const JSON_STAT = 'application/vnd.json-stat+json'
const SDMX_CSV = 'application/vnd.sdmx.data+csv;version=2.0.0'

const keyOf = ({ dimensions, period }: RawFigure): string =>
  `${Object.entries(dimensions)
    .map(([id, { code }]) => `${id}=${code}`)
    .sort()
    .join(' ')} ${period}`
const valuesOf = (figures: readonly RawFigure[]) =>
  new Map(figures.map((figure) => [keyOf(figure), [figure.value, figure.flags.join()]]))
const read = async (url: string, accept: string) => {
  const answer = await api.get(url, { accept })
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  expect(answer.headers['content-type']).toContain(accept.split(';')[0])
  return answer
}

beforeAll(async () => {
  await api.pool.query(
    `insert into sector_opening values ($1, 'VN', 'section', 'VSIC2018:C', 2030, 'permanent_exits', '{1.5,2,3}', '{4,5,6.25}', '{7,8,9}')`,
    [RELEASE_ID],
  )
})

describe.each(Object.entries(ROUTES))('%s', (_name, url) => {
  it('JSON-stat and SDMX-CSV, read by our own readers, hold the same figures with the same statuses', async () => {
    const cube = await readDocument(jsonStat, (await read(url, JSON_STAT)).body)
    const flat = await readDocument(sdmxCsv, (await read(url, SDMX_CSV)).body)
    expect([...cube.faults, ...flat.faults]).toEqual([])
    expect(flat.head.format).toBe('sdmx-csv-2')
    expect(flat.figures.length).toBeGreaterThan(0)
    expect(valuesOf(flat.figures).size).toBe(flat.figures.length)
    expect(valuesOf(cube.figures)).toEqual(valuesOf(flat.figures))
  })

  it('labels change no figure: codes alone, code and name, names in their own columns', async () => {
    const [id, both, name] = await Promise.all(
      ['id', 'both', 'name'].map(async (labels) => {
        const answer = await api.get(`${url}&format=sdmx-csv&labels=${labels}&lang=en`)
        return readDocument(sdmxCsv, answer.body)
      }),
    )
    expect(valuesOf(both!.figures)).toEqual(valuesOf(id!.figures))
    expect(valuesOf(name!.figures)).toEqual(valuesOf(id!.figures))
    const labelled = (figures: readonly RawFigure[]) => figures.map((f) => f.dimensions['REF_AREA']?.label)
    expect(new Set(labelled(both!.figures))).toEqual(new Set(['Viet Nam']))
    expect(new Set(labelled(name!.figures))).toEqual(new Set(['Viet Nam']))
  })
})

describe('SDMX-CSV', () => {
  it('every row has status, confidentiality, unit, multiplier and decimals; figures are those of JSON', async () => {
    const { rows } = (await api.get('/v1/gaps?area=VN&sector=C&year=2030&sex=F')).json() as { rows: GapRow[] }
    const body = (await read('/v1/gaps?area=VN&sector=C&year=2030&sex=F', SDMX_CSV)).body
    const records = parse(body, { columns: true }) as Record<string, string>[]
    const gap = records.filter((r) => r['MEASURE'] === 'gap')
    expect(gap.map((r) => [r['STATISTIC'], Number(r['OBS_VALUE'])])).toEqual([
      ['P10', rows[0]!.gap.p10],
      ['P50', rows[0]!.gap.p50],
      ['P90', rows[0]!.gap.p90],
    ])
    expect(gap[0]).toMatchObject({
      STRUCTURE: 'dataflow',
      STRUCTURE_ID: 'NHANLUC:GAPS(1.0.0)',
      ACTION: 'I',
      TIME_PERIOD: '2030',
      UNIT_MEASURE: 'PS',
      UNIT_MULT: '0',
      DECIMALS: '0',
      OBS_STATUS: 'F',
      CONF_STATUS: 'F',
      ATTR_RELEASE: RELEASE_ID,
    })
  })

  it('a missing value is an empty cell beside its status, never 0', async () => {
    const records = parse((await read('/v1/observations?from=2024-Q4&to=2024-Q4', SDMX_CSV)).body, { columns: true })
    expect(records).toMatchObject([{ OBS_VALUE: '', OBS_STATUS: 'L' }])
  })
})

describe('JSON-stat', () => {
  it('names dimensions and codes in the language asked for and both in the extension; units stand with the measure', async () => {
    const data = (await api.get('/v1/gaps?area=VN&format=json-stat&lang=en')).json()
    expect(data).toMatchObject({ version: '2.0', class: 'dataset', status: 'F', label: 'Gaps' })
    expect(data.role).toEqual({ time: ['TIME_PERIOD'], geo: ['REF_AREA'], metric: ['MEASURE'] })
    expect(data.dimension.SECTOR.category.label['VSIC2018:C']).toBe('Manufacturing')
    expect(data.dimension.SECTOR.extension.categoryLabel.vi['VSIC2018:C']).toBe('Công nghiệp chế biến, chế tạo')
    expect(data.dimension.MEASURE.category.unit.pShortage).toEqual({ label: 'PN', decimals: 3 })
    expect(data.extension).toMatchObject({ release: RELEASE_ID, confStatus: 'F', unitMult: 0 })
    expect(data.href).toContain(`release=${RELEASE_ID}`)
  })
})

describe('choosing', () => {
  it.each(['/v1/areas?format=json-stat', '/v1/accuracy?format=sdmx-csv'])(
    '%s: lists and scores are no cubes',
    async (url) => {
      const answer = await api.get(url)
      expect([answer.statusCode, answer.json().code]).toEqual([406, 'NOT_ACCEPTABLE'])
    },
  )

  it('text/csv stays plain CSV', async () => {
    expect((await api.get('/v1/gaps?area=VN', { accept: 'text/csv' })).headers['content-type']).toMatch(/^text\/csv/)
  })

  it('measures are named as in the reference table', () => {
    const file = new URL('../../data/reference/measure.csv', import.meta.url)
    const rows = parse(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[]
    expect(MEASURE_NAMES).toEqual(
      Object.fromEntries(rows.map((r) => [r['measure'], { vi: r['name_vi'], en: r['name_en'] }])),
    )
  })
})

describe('provenance', () => {
  it('an answer names itself: the same id and address in JSON, CSV comments, headers and the metadata alone', async () => {
    const url = '/v1/gaps?year=2030&area=VN'
    const json = await api.get(url)
    const { id, citation } = json.json().meta
    expect(id).toMatch(new RegExp(`^gaps\\.${RELEASE_ID}\\.[0-9a-f]{12}$`))
    expect(json.headers['nhanluc-id']).toBe(id)
    const csv = await api.get(`${url}&format=csv&metadata=comments&lang=en`)
    expect(csv.body).toContain(`# Permanent id: ${id}\r\n`)
    expect(csv.body).toMatch(/# end: 5 rows\r\n$/)
    const only = (await api.get(`${url}&format=csv&metadata=only`)).json()
    expect(only).toMatchObject({ id, sources: expect.arrayContaining(['ILO, ILOSTAT.']) })
    expect(only.columns[0]).toMatchObject({ key: 'id', type: 'text' })
    expect(citation).toContain(id)
  })

  it('the permanent address gives the same figures and the same id', async () => {
    const first = await api.get('/v1/observations?frequency=A&from=2020')
    const { citation, id } = first.json().meta
    const address = new URL(/https?:\S+$/.exec(citation)![0])
    expect(address.searchParams.get('asOf')).toBe('2026-11-22')
    const again = (await api.get(address.pathname + address.search)).json()
    expect(again.meta.id).toBe(id)
    expect(again.rows).toEqual(first.json().rows as ObservationRow[])
  })

  it('a whole CSV is followed by its number of rows; reference lists say where they come from', async () => {
    const csv = await api.get('/v1/gaps?area=VN&format=csv')
    expect(csv.trailers['nhanluc-rows']).toBe('55')
    for (const url of ['/v1/areas', '/v1/sectors', '/v1/lenses', '/v1/sources', '/v1/releases', '/v1/series']) {
      expect((await api.get(url)).json().meta, url).toMatchObject({ asOf: '2026-11-22', licence: expect.any(String) })
    }
  })
})
