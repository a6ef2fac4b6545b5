import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GapRow } from '../../src/contracts/gaps.ts'
import { type Api, openApi } from '../support/api.ts'
import { insertObservations, RELEASE_ID } from '../support/published-release.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.app.close())

const rowsOf = async (query: string): Promise<GapRow[]> => (await api.get(`/v1/gaps?${query}`)).json().rows

describe('GET /v1/gaps', () => {
  it('one figure carries band, probability, rating, base and definition, and names its release', async () => {
    const body = (await api.get('/v1/gaps?area=VN-HN&sector=VSIC2018:C&year=2030&sex=T')).json()
    expect(body.meta).toMatchObject({ release: RELEASE_ID, asOf: '2026-11-22', unit: 'PS', status: 'F (base E)' })
    expect(body.meta.licence).toContain('CC BY 4.0')
    expect(body.cutOffs).toEqual({
      normalisedGapPercentPerYear: [0.25, 0.75],
      shortageThresholdPercent: 5,
      version: 'normalised-gap-1',
    })
    expect(body.rows).toHaveLength(1)
    expect(body.rows[0]).toMatchObject({
      id: 'VN-HN:VSIC2018:C:2030:T',
      label: { vi: 'Công nghiệp chế biến, chế tạo', en: 'Manufacturing' },
      gap: { p10: -11000, p50: 1000, p90: 15000 },
      pShortage: 0.47,
      definitionId: 'permanent_exits',
      base: { year: 2024, value: 99000, obsStatus: 'E' },
    })
  })

  it('a bare letter and the full code ask for the same section', async () => {
    expect(await rowsOf('sector=C&year=2031')).toEqual(await rowsOf('sector=VSIC2018:C&year=2031'))
  })

  it('a lens, the total, a span of years and a sex narrow the rows', async () => {
    expect((await rowsOf('lens=it-digital')).map((r) => r.year)).toEqual(Array.from({ length: 11 }, (_, i) => 2025 + i))
    expect((await rowsOf('sector=_T&from=2033&to=2034')).map((r) => [r.kind, r.year])).toEqual([
      ['total', 2033],
      ['total', 2034],
    ])
    expect((await rowsOf('sector=C&sex=F&year=2030')).map((r) => r.sex)).toEqual(['F'])
    expect((await rowsOf('kind=section&year=2030&sex=T')).map((r) => r.sector)).toEqual(['VSIC2018:C', 'VSIC2018:J'])
  })

  it('occupation groups are listed when they are asked for, with the name of the group and by sex', async () => {
    const [women, both] = await rowsOf('occupation=8&year=2030')
    expect([women, both]).toMatchObject([
      { id: 'VN-HN:VSCO2020:8:2030:F', sex: 'F', kind: 'occupation', sector: '_T', occupation: 'VSCO2020:8' },
      { id: 'VN-HN:VSCO2020:8:2030:T', sex: 'T' },
    ])
    expect(women!.label.en).not.toBe('Whole economy')
    expect(await rowsOf('kind=occupation&year=2030')).toEqual([women, both])
    expect((await rowsOf('year=2030')).map((r) => r.kind)).not.toContain('occupation')
  })

  it('the likeliest class below one half is said to be unclear, the class of the median beside it', async () => {
    const [total] = await rowsOf('sector=_T&year=2030')
    expect(total).toMatchObject({
      rating: 'balanced',
      ratingProbability: 0.4,
      ratingIsClear: false,
      medianRating: 'moderateShortage',
    })
  })

  it.each([1, 7, 50])('paging by %i visits every row once, in the order of one page', async (limit) => {
    const whole = (await rowsOf('area=VN')).map((r) => r.id)
    const seen: string[] = []
    let cursor = ''
    do {
      const page = (await api.get(`/v1/gaps?area=VN&limit=${limit}${cursor}`)).json()
      seen.push(...page.rows.map((r: GapRow) => r.id))
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    expect(seen).toEqual(whole)
    expect(new Set(seen).size).toBe(55)
  })

  it('a walk stays in the release it began with', async () => {
    const { next } = (await api.get('/v1/gaps?area=VN&limit=1')).json()
    const { pool } = api
    await pool.query(`insert into release (release_id, run_id, manifest) select 'r-new', run_id, manifest from release`)
    await pool.query(`update release set is_current = false; `)
    await pool.query(`update release set is_current = true where release_id = 'r-new'`)
    try {
      expect((await api.get(`/v1/gaps?area=VN&limit=1&cursor=${next}`)).json().meta.release).toBe(RELEASE_ID)
      expect((await api.get('/v1/gaps?area=VN&limit=1')).json().meta.release).toBe('r-new')
      expect((await api.get(`/v1/gaps?area=VN&limit=1&release=${RELEASE_ID}`)).json().meta.release).toBe(RELEASE_ID)
    } finally {
      await pool.query(`delete from release where release_id = 'r-new'`)
      await pool.query('update release set is_current = true')
    }
  })

  it.each([
    ['sector=Z', 422, 'UNKNOWN_CLASSIFICATION', '/query/sector'],
    ['sector=VSIC2025:K', 422, 'NOT_COMPARABLE', '/query/sector'],
    ['lens=magic', 422, 'UNKNOWN_CLASSIFICATION', '/query/lens'],
    ['lens=it-digital,creative', 422, 'NOT_ADDITIVE', '/query/lens'],
    ['lens=it-digital&lens=creative', 422, 'NOT_ADDITIVE', '/query/lens'],
    ['lens=it-digital&sector=C', 400, 'INVALID_INPUT', '/query/lens'],
    ['occupation=77', 422, 'UNKNOWN_CLASSIFICATION', '/query/occupation'],
    ['occupation=8&sector=C', 400, 'INVALID_INPUT', '/query/occupation'],
    ['kind=section&occupation=8', 400, 'INVALID_INPUT', '/query/kind'],
    ['kind=lens&sector=C', 400, 'INVALID_INPUT', '/query/kind'],
    ['area=VN-XX', 404, 'NOT_FOUND', '/query/area'],
    ['area=VN-P24.2004', 404, 'NOT_AVAILABLE', '/query/area'],
    ['year=2036', 422, 'HORIZON_TOO_SHORT', '/query/year'],
    ['to=2020', 404, 'NOT_AVAILABLE', '/query/to'],
    ['from=2031&to=2030', 400, 'INVALID_INPUT', '/query/from'],
    ['year=2030&from=2029', 400, 'INVALID_INPUT', '/query/year'],
    ['sum=true', 400, 'INVALID_INPUT', '/query/sum'],
    ['limit=5001', 400, 'INVALID_INPUT', '/query/limit'],
    ['cursor=bm9uc2Vuc2U', 400, 'INVALID_INPUT', '/query/cursor'],
  ])('%s is refused with %i %s', async (query, status, code, pointer) => {
    const answer = await api.get(`/v1/gaps?${query}`)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['etag']).toBeUndefined()
    const problem = answer.json()
    expect(problem).toMatchObject({ type: `/v1/errors/${code}`, status, code, instance: '/v1/gaps' })
    expect(problem.errors).toMatchObject([{ pointer }])
  })

  it('a cursor of another query is refused', async () => {
    const { next } = (await api.get('/v1/gaps?area=VN&limit=1')).json()
    const answer = await api.get(`/v1/gaps?area=VN-HN&limit=1&cursor=${next}`)
    expect(answer.json()).toMatchObject({ code: 'INVALID_INPUT', errors: [{ pointer: '/query/cursor' }] })
  })

  it('a release nobody published is a 404', async () => {
    expect((await api.get('/v1/gaps?release=r-none')).json()).toMatchObject({ code: 'RELEASE_NOT_FOUND', status: 404 })
  })
})

describe('GET /v1/gaps/{id}/skills', () => {
  it('gives occupation groups in persons and skills in person-skill units, by rank', async () => {
    const body = (await api.get('/v1/gaps/VN-HN:VSIC2018:C:2030:T/skills')).json()
    expect(body.occupations.map((o: { occupation: string }) => o.occupation)).toEqual(['VSCO2020:8', 'VSCO2020:2'])
    expect(body.skills).toMatchObject([
      { skill: '2.C.3.a', domain: 'knowledge', rank: 1, label: { vi: 'Máy tính và điện tử' }, gap: { p10: -5.5 } },
      { skill: '2.A.1.a', domain: 'skill', rank: 2 },
    ])
    expect(body.attribution).toContain('O*NET')
    expect(body.gap.id).toBe('VN-HN:VSIC2018:C:2030:T')
  })

  it('an id without a figure is a 404', async () => {
    expect((await api.get('/v1/gaps/VN-HN:VSIC2018:C:2050:T/skills')).json()).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    })
  })
})

describe('before the first release', () => {
  it('figures answer 503 with Retry-After, while observations and areas are served with the reason', async () => {
    const early = await openApi({}, insertObservations)
    for (const url of ['/v1/gaps', '/v1/forecasts', '/v1/accuracy', '/v1/gaps/x/skills']) {
      const answer = await early.get(url)
      expect(answer.statusCode).toBe(503)
      expect(answer.headers['retry-after']).toBe('10')
      expect(answer.json()).toMatchObject({ code: 'NOT_READY' })
    }
    expect((await early.get('/v1/observations?limit=1')).json().rows).toHaveLength(1)
    const [country] = (await early.get('/v1/areas')).json().rows
    expect(country).toMatchObject({
      id: 'VN',
      hasGaps: false,
      unavailableReason: { vi: expect.stringContaining('Chưa có phiên bản') },
    })
    await early.app.close()
  })
})
