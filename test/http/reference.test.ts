import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, openApi } from '../support/api.ts'
import { RELEASE_ID } from '../support/published-release.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.app.close())

describe('reference lists', () => {
  it('one statistics code before and after July 2025 is two areas, joined by succession', async () => {
    const { rows } = (await api.get('/v1/areas')).json()
    const bearers = rows.filter((a: { gsoCode: string }) => a.gsoCode === '24')
    expect(bearers).toMatchObject([
      {
        id: 'VN-P24.2004',
        name: { en: 'Bac Giang' },
        validTo: '2025-07-01',
        hasGaps: false,
        unavailableReason: { en: expect.stringContaining('2025-07-01') },
      },
      {
        id: 'VN-P24.2025',
        name: { en: 'Bac Ninh' },
        validTo: null,
        predecessors: [
          { area: 'VN-P24.2004', weight: 1 },
          { area: 'VN-P27.2004', weight: 1 },
        ],
      },
    ])
    expect(rows.filter((a: { hasGaps: boolean }) => a.hasGaps).map((a: { id: string }) => a.id)).toEqual([
      'VN',
      'VN-HN',
    ])
  })

  it('sectors come from one scheme and level at a time, sections of VSIC 2018 by default', async () => {
    const ids = async (query: string) =>
      (await api.get(`/v1/sectors${query}`)).json().rows.map((s: { id: string }) => s.id)
    expect(await ids('')).toEqual(['VSIC2018:C', 'VSIC2018:J'])
    expect(await ids('?scheme=VSIC2025')).toEqual(['VSIC2025:J', 'VSIC2025:K'])
    expect(await ids('?level=2')).toEqual(['VSIC2018:10'])
    expect((await api.get('/v1/sectors?scheme=VSIC2007')).statusCode).toBe(400)
  })

  it('lenses say that they are not additive', async () => {
    const { rows } = (await api.get('/v1/lenses')).json()
    expect(rows.map((l: { id: string; additive: boolean }) => [l.id, l.additive])).toEqual([
      ['creative', false],
      ['it-digital', false],
    ])
    expect(rows[1].members).toEqual([
      { sector: 'VSIC2018:J', divisions: '58.2, 61-63', weight: 0.8, status: 'assumption' },
    ])
  })

  it('sources name licence, citation and the files they were read from', async () => {
    const { rows } = (await api.get('/v1/sources')).json()
    expect(rows[0]).toMatchObject({
      id: 'GSO_NSDP',
      observations: 31,
      lastVintage: '2025-06-06',
      ingests: [{ file: 'data/observations/national.csv', read: 60 }],
    })
  })

  it('a release shows its manifest', async () => {
    const one = (await api.get(`/v1/releases/${RELEASE_ID}`)).json()
    expect(one).toMatchObject({
      id: RELEASE_ID,
      isCurrent: true,
      figures: 154,
      manifest: { seed: 1, draws: 2000, definitionId: 'permanent_exits' },
    })
    expect((await api.get('/v1/releases')).json().rows).toEqual([one])
    expect((await api.get('/v1/releases/none')).json()).toMatchObject({ code: 'RELEASE_NOT_FOUND' })
  })

  it('definitions explain each term in both languages and give the cut-offs in force', async () => {
    const body = (await api.get('/v1/definitions')).json()
    const terms = body.terms.map((t: { term: string }) => t.term)
    for (const term of ['gap', 'expansionDemand', 'replacementDemand', 'pShortage', 'rating'])
      expect(terms).toContain(term)
    for (const { name, text } of [...body.terms, ...body.replacementDemand, ...body.statuses]) {
      for (const label of [name, text]) expect(Math.min(label.vi.length, label.en.length)).toBeGreaterThan(0)
    }
    expect(body.replacementDemand.map((d: { term: string }) => d.term)).toEqual([
      'permanent_exits',
      'bls_separations',
      'net_cohort',
    ])
    expect(
      body.ratings.map((r: { rating: string; above: number | null; upTo: number | null }) => [
        r.rating,
        r.above,
        r.upTo,
      ]),
    ).toEqual([
      ['strongShortage', 0.75, null],
      ['moderateShortage', 0.25, 0.75],
      ['balanced', -0.25, 0.25],
      ['moderateSurplus', -0.75, -0.25],
      ['strongSurplus', null, -0.75],
    ])
  })
})

describe('forecasts and accuracy', () => {
  it('a forecast shows history, quantiles, contenders and the breaks obeyed', async () => {
    const body = (await api.get('/v1/forecasts?area=VN&industry=VSIC2018:C')).json()
    expect(body.history.at(-1)).toEqual({ period: '2024', value: 11_200_000, obsStatus: 'A' })
    expect(body.rows).toHaveLength(11)
    expect(body.rows[1]).toEqual({
      period: '2026',
      horizon: 2,
      mean: 11_301_000,
      quantiles: { '0.1': 11_000_000, '0.5': 11_301_000, '0.9': 11_600_000 },
      obsStatus: 'F',
    })
    expect(body.method).toMatchObject({ weights: { drift: 0.6 }, breaks: [{ id: 'icls19' }], intervalsWithheld: false })
  })

  it('a quantity that was not forecast is a 404 that says where to look', async () => {
    const problem = (await api.get('/v1/forecasts?area=VN&industry=VSIC2018:Q')).json()
    expect(problem).toMatchObject({
      code: 'SERIES_NOT_FOUND',
      status: 404,
      detail: expect.stringContaining('/v1/accuracy'),
    })
  })

  it('accuracy puts the published forecast beside its contenders', async () => {
    const { rows } = (await api.get('/v1/accuracy?area=VN&horizon=1')).json()
    expect(
      rows.map((r: { contender: string; mase: number; published: boolean }) => [r.contender, r.mase, r.published]),
    ).toEqual([
      ['combination', 0.8, true],
      ['naive', 1.1, false],
    ])
    expect((await api.get('/v1/accuracy?horizon=2')).json().rows).toEqual([])
    const one = (await api.get('/v1/accuracy?area=VN&contender=naive')).json()
    expect(one.rows.map((r: { contender: string }) => r.contender)).toEqual(['naive'])
  })

  it('coverage is drawn in the language asked for', async () => {
    const svg = await api.get('/v1/accuracy/coverage.svg?area=VN&lang=en')
    expect(svg.headers['content-type']).toMatch(/^image\/svg\+xml/)
    expect(svg.body).toContain('Share of outcomes inside the prediction bands')
    const vi = await api.get('/v1/accuracy/coverage.svg?area=VN')
    expect(vi.body).toContain('Tỉ lệ kết quả nằm trong dải dự báo')
    expect((await api.get('/v1/accuracy/coverage.svg?horizon=1')).statusCode).toBe(400)
  })
})
