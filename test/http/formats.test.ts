import XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, openApi } from '../support/api.ts'
import { RELEASE_ID } from '../support/published-release.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.app.close())

const ROUTES = [
  '/v1/areas',
  '/v1/sectors',
  '/v1/lenses',
  '/v1/sources',
  '/v1/series',
  '/v1/observations',
  '/v1/forecasts?area=VN&industry=VSIC2018:C',
  '/v1/accuracy',
  '/v1/releases',
  '/v1/gaps?area=VN',
  '/v1/gaps/VN:VSIC2018:C:2030:T/skills',
]
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const withFormat = (url: string, format: string) => `${url}${url.includes('?') ? '&' : '?'}format=${format}`

describe.each(ROUTES)('%s', (url) => {
  it('answers in JSON, CSV and XLSX with the same number of rows', async () => {
    const json = await api.get(url)
    expect(json.statusCode).toBe(200)
    expect(json.headers['content-type']).toMatch(/^application\/json/)

    const csv = await api.get(url, { accept: 'text/csv' })
    expect(csv.statusCode).toBe(200)
    expect(csv.headers['content-type']).toMatch(/^text\/csv; charset=utf-8/)
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="nhanluc-[\w.-]+\.csv"$/)
    const records = parse(csv.body, { columns: true }) as Record<string, string>[]
    expect(records.length).toBeGreaterThan(0)

    const xlsx = await api.get(withFormat(url, 'xlsx'))
    expect(xlsx.statusCode).toBe(200)
    expect(xlsx.headers['content-type']).toBe(XLSX_TYPE)
    const book = XLSX.read(xlsx.rawPayload)
    expect(book.SheetNames).toHaveLength(2)
    const sheet = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 })
    expect(sheet).toHaveLength(records.length + 1)
    expect(sheet[0]).toHaveLength(Object.keys(records[0]!).length)
  })

  it('answers 304 to its own tag, in each format, and another tag in another format', async () => {
    const tags = new Set<string>()
    for (const format of ['json', 'csv', 'xlsx']) {
      const first = await api.get(withFormat(url, format))
      const tag = first.headers.etag as string
      expect(tag).toMatch(/^W\/"/)
      const second = await api.get(withFormat(url, format), { 'if-none-match': `"other", ${tag}` })
      expect(second.statusCode).toBe(304)
      expect(second.body).toBe('')
      tags.add(tag)
    }
    expect(tags.size).toBe(3)
  })
})

describe('tags', () => {
  it('the same address has another tag for each format that Accept asks for', async () => {
    const tags = await Promise.all(
      ['application/json', 'text/csv', XLSX_TYPE].map(
        async (accept) => (await api.get('/v1/gaps', { accept })).headers.etag,
      ),
    )
    expect(new Set(tags).size).toBe(3)
  })

  it('the order of parameters does not matter, their values do', async () => {
    const tag = async (query: string) => (await api.get(`/v1/gaps?${query}`)).headers.etag
    expect(await tag('area=VN&year=2030')).toBe(await tag('year=2030&area=VN'))
    expect(await tag('area=VN&year=2030')).not.toBe(await tag('area=VN&year=2031'))
  })
})

describe('choice of format', () => {
  it.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['text/csv;q=0.5, application/json;q=0.4', 'text/csv'],
    ['application/*;q=0.2, application/json;q=0, text/csv;q=0.1', XLSX_TYPE],
    ['TEXT/CSV', 'text/csv'],
  ])('Accept: %s gives %s', async (accept, type) => {
    const answer = await api.get('/v1/lenses', { accept })
    expect(answer.headers['content-type']).toContain(type)
    expect(answer.headers['vary']).toContain('Accept')
  })

  it('format= wins over Accept', async () => {
    const answer = await api.get('/v1/lenses?format=csv', { accept: 'application/json' })
    expect(answer.headers['content-type']).toContain('text/csv')
  })

  it('a format we do not have is a 406 problem, by Accept and by name', async () => {
    for (const answer of [
      await api.get('/v1/gaps', { accept: 'image/png' }),
      await api.get('/v1/openings?format=pdf'),
    ]) {
      expect(answer.statusCode).toBe(406)
      expect(answer.json()).toMatchObject({ code: 'NOT_ACCEPTABLE', status: 406 })
    }
  })
})

describe('PDF', () => {
  it('a report on all of an area in one year, in the language asked for, under a name that says the release', async () => {
    const answer = await api.get('/v1/gaps?area=VN-HN&year=2030&format=pdf&lang=en')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.headers['content-disposition']).toContain(`${RELEASE_ID}.pdf`)
    expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    const other = await api.get('/v1/gaps?area=VN-HN&year=2030&format=pdf&lang=vi')
    expect(other.headers['etag']).not.toBe(answer.headers['etag'])
  })

  it('a part of an area, or no year, is refused with what to leave out or add', async () => {
    for (const query of ['year=2030&sector=C', 'year=2030&sex=F', 'from=2028&to=2030', '']) {
      const answer = await api.get(`/v1/gaps?area=VN-HN&format=pdf&${query}`)
      expect(answer.statusCode, query).toBe(400)
      expect(answer.json().code).toBe('INVALID_INPUT')
    }
  })
})

describe('CSV', () => {
  it('numbers stay numbers, gaps below zero too, and every row names release, unit, status and method', async () => {
    const { body } = await api.get('/v1/gaps?area=VN&sector=C&year=2030&sex=T&format=csv&lang=en')
    expect(body.split('\r\n')).toHaveLength(3)
    const [row] = parse(body, { columns: true }) as Record<string, string>[]
    expect(row).toMatchObject({
      gap_p10: '-11000',
      gap_p50: '1000',
      label: 'Manufacturing',
      release: RELEASE_ID,
      unit: 'PS',
      obs_status: 'F',
    })
    expect(row!['method']).toContain('share of the labour force')
  })

  it('text that a spreadsheet would run as a formula is disarmed', async () => {
    const { body } = await api.get('/v1/observations?frequency=Q&from=2024-Q3&to=2024-Q3&format=csv')
    const [row] = parse(body, { columns: true }) as Record<string, string>[]
    expect(row!['note']).toBe("'=1+1")
  })

  it('holds the whole result where JSON pages, unless a limit is given', async () => {
    const page = (await api.get('/v1/gaps?area=VN&limit=10')).json()
    const whole = parse((await api.get('/v1/gaps?area=VN&format=csv')).body, { columns: true })
    const limited = await api.get('/v1/gaps?area=VN&format=csv&limit=10')
    expect(page.rows).toHaveLength(10)
    expect(whole).toHaveLength(55)
    expect(parse(limited.body, { columns: true })).toHaveLength(10)
    expect(limited.headers['link']).toContain(`cursor=${page.next}>; rel="next"`)
  })
})

describe('XLSX', () => {
  it('sheet 1 holds typed figures under labels of the language, sheet 2 says where they come from', async () => {
    const url = '/v1/gaps?area=VN-HN&sector=C&year=2030&sex=T&format=xlsx'
    const book = XLSX.read((await api.get(url)).rawPayload, { cellFormula: true })
    const [data, provenance] = book.SheetNames.map((name) =>
      XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name]!, { header: 1 }),
    )
    const column = (name: string) => data![0]!.indexOf(name)
    expect(data![1]![column('Tên ngành hoặc nghề')]).toBe('Công nghiệp chế biến, chế tạo')
    expect(data![1]![column('Thiếu hụt (+) P10')]).toBe(-11000)
    expect(data![1]![column('Trạng thái gốc')]).toBe('E')
    const facts = new Map(provenance!.map(([name, value]) => [name, value]))
    expect(facts.get('Phiên bản công bố')).toBe(RELEASE_ID)
    expect(facts.get('Số liệu tính đến ngày')).toBe('2026-11-22')
    expect(facts.get('Truy vấn')).toContain(url)
    expect(facts.get('Tạo lúc')).toBe('2026-11-22T08:00:00.000Z')
    expect(facts.get('Định nghĩa')).toMatch(/^permanent_exits: /)
    expect(provenance!.filter(([name]) => name === 'Nguồn').map(([, value]) => value)).toContain('ILO, ILOSTAT.')
  })

  it('a note that begins with = is text, not a formula', async () => {
    const answer = await api.get('/v1/observations?frequency=Q&from=2024-Q3&to=2024-Q3&format=xlsx&lang=en')
    const sheet = XLSX.read(answer.rawPayload, { cellFormula: true }).Sheets['Observations']!
    const cells = Object.values(sheet).filter((cell) => typeof cell === 'object' && cell !== null && cell.v === '=1+1')
    expect(cells).toMatchObject([{ t: 's' }])
    expect(cells[0]).not.toHaveProperty('f')
  })

  it('skills carry the attribution that O*NET asks for', async () => {
    const answer = await api.get('/v1/gaps/VN:VSIC2018:C:2030:T/skills?format=xlsx&lang=en')
    const rows = XLSX.utils.sheet_to_json<string[]>(XLSX.read(answer.rawPayload).Sheets['Provenance']!, { header: 1 })
    expect(rows.find(([name]) => name === 'Attribution')![1]).toMatch(/^Skill weights are derived from the O\*NET/)
    const { attribution } = (await api.get('/v1/gaps/VN:VSIC2018:C:2030:T/skills')).json()
    expect(attribution).toMatch(/^Trọng số kỹ năng .* O\*NET .* \/ Skill weights/)
  })
})
