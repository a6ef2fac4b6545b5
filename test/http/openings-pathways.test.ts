import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import type { GapRow } from '../../src/contracts/gaps.ts'
import type { OpeningRow } from '../../src/contracts/openings.ts'
import type { PathwayRow } from '../../src/contracts/pathways.ts'
import { publishedStore, testBase } from '../support/published-app.ts'

const base = testBase()
let store: Store
let app: FastifyInstance
beforeAll(async () => {
  store = await publishedStore()
  app = await composeApp(base, store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})
const get = async (url: string) => (await app.inject({ url })).json()
const rowsOf = async <T>(url: string): Promise<T[]> => (await get(url)).rows

describe('GET /v1/openings', () => {
  it('by permanent exits are the openings of the gaps, figure by figure', async () => {
    const rows = await rowsOf<OpeningRow>('/v1/openings?definition=permanent_exits&area=VN-HN&year=2030')
    const gaps = await rowsOf<GapRow>('/v1/gaps?area=VN-HN&year=2030&sex=T')
    expect(rows).toHaveLength(28)
    for (const row of rows) {
      const gap = gaps.find((g) => g.sector === row.sector)!
      for (const p of ['p10', 'p50', 'p90'] as const) {
        expect(row.jobOpenings[p]).toBeCloseTo(gap.jobOpenings[p], 4)
        expect(row.replacementDemand[p]).toBeCloseTo(gap.replacementDemand[p], 4)
      }
    }
  })

  it('every row names its definition; left out, the three stand side by side with the rates they assume', async () => {
    const body = await get('/v1/openings?area=VN&sector=C&year=2030')
    expect(body.rows.map((r: OpeningRow) => r.definitionId)).toEqual([
      'bls_separations',
      'net_cohort',
      'permanent_exits',
    ])
    const transfer = body.assumptions.find((a: { id: string }) => a.id === 'transfer_rate._T')
    expect(transfer).toMatchObject({ definitionId: 'bls_separations', value: 0.064, status: 'prior' })
    expect(transfer.basis.en).toContain('Not Vietnamese')
    expect(transfer.basis.vi).toContain('Không phải số liệu Việt Nam')
    const only = await get('/v1/openings?area=VN&sector=C&year=2030&definition=permanent_exits')
    expect(only.assumptions.map((a: { id: string }) => a.id)).toContain('retirement_hazard')
    expect(only.rows[0]).toMatchObject({ years: 6, definitionId: 'permanent_exits', kind: 'section' })
  })

  it('comes as CSV and XLSX, the definition first', async () => {
    const csv = await app.inject({ url: '/v1/openings?sector=C&year=2030&format=csv&lang=en' })
    expect(csv.body.split('\r\n')[1]).toMatch(/^bls_separations,VN-HN,section,VSIC2018:C,/)
    const xlsx = await app.inject({ url: '/v1/openings?format=xlsx' })
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  it.each([
    ['definition=ita', 400, 'INVALID_INPUT'],
    ['sector=Z', 422, 'UNKNOWN_CLASSIFICATION'],
    ['area=VN-XX', 404, 'NOT_FOUND'],
    ['lens=it-digital,creative', 422, 'NOT_ADDITIVE'],
    ['sex=F', 400, 'INVALID_INPUT'],
  ])('%s is refused with %i %s', async (query, status, code) => {
    const answer = await app.inject({ url: `/v1/openings?${query}` })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })
})

describe('GET /v1/pathways', () => {
  it('from sales workers: every other group, usable first, with what they hold and what they would have to learn', async () => {
    const { rows, limits, notKnown, meta } = await get('/v1/pathways?from=ISCO08:52')
    expect(rows).toHaveLength(39)
    expect(meta.status).toBe('F (base E)')
    expect(limits).toMatchObject({ version: 'pathways-1', minCoverage: 0.3 })
    expect(notKnown).toEqual(expect.arrayContaining(['credential', 'pay', 'informality']))
    const usable = rows.map((r: PathwayRow) => r.feasible && r.desirable)
    expect(usable.lastIndexOf(true)).toBeLessThan(usable.indexOf(false) === -1 ? 99 : usable.indexOf(false))
    for (const row of rows as PathwayRow[]) {
      expect(row.from.code).toBe('ISCO08:52')
      expect(row.pool).toMatchObject({ occupation: 'ISCO08:52', obsStatus: 'E', informal: null })
      expect(row.pool.women! / row.pool.people!).toBeGreaterThan(0.5)
      expect(row.room).toBeLessThanOrEqual(Math.max(0, row.market.gap.p50))
      expect(row.mostMovers).toBeLessThanOrEqual(row.pool.people!)
      expect(row.movers).toBeLessThanOrEqual(row.mostMovers * (1 + 1e-9))
      expect(row.trainingMonths).toBeGreaterThanOrEqual(0)
      expect(row.market.occupation).toBe(`VSCO2020:${row.to.code[7]}`)
      expect(row.feasible).toBe(row.coverage >= 0.3 && Math.abs(row.to.skillLevel - 2) <= 1)
      expect(row.desirable).toBe(row.market.pSurplus <= 0.5)
      for (const skill of row.missing) expect(skill.label.vi).not.toBe(skill.skill)
    }
  })

  it('coverage is what the stored weights give, and is another number the other way round', async () => {
    const [there] = await rowsOf<PathwayRow>('/v1/pathways?from=52&to=25')
    const [back] = await rowsOf<PathwayRow>('/v1/pathways?from=25&to=52')
    const { rows } = await store.pool.query<{ there: number; back: number }>(
      `select sum(least(o.weight, d.weight)) / sum(d.weight) as there, sum(least(o.weight, d.weight)) / sum(o.weight) as back
         from skill_weight o join skill_weight d using (occupation_scheme, skill_code)
        where o.occupation_scheme = 'ISCO08' and o.occupation_code = '52' and d.occupation_code = '25'`,
    )
    expect(there!.coverage).toBeCloseTo(rows[0]!.there, 9)
    expect(there!.coverageBack).toBeCloseTo(rows[0]!.back, 9)
    expect(back!.coverage).toBe(there!.coverageBack)
    expect(there!.coverage).toBeLessThan(back!.coverage)
  })

  it('a salesperson holds half of what a physician needs, and is two skill levels away: not feasible, and it says why', async () => {
    const [row] = await rowsOf<PathwayRow>('/v1/pathways?from=52&to=22')
    expect(row).toMatchObject({ feasible: false, obstacles: ['skillLevel'] })
    expect([row!.from.skillLevel, row!.to.skillLevel]).toEqual([2, 4])
  })

  it('into an occupation: its feeders, each with its pool; the pools of all groups are the employed of the area but the armed forces', async () => {
    const rows = await rowsOf<PathwayRow>('/v1/pathways?to=25&area=VN')
    expect(new Set(rows.map((r) => r.to.code))).toEqual(new Set(['ISCO08:25']))
    const pools = new Map(rows.map((r) => [r.pool.occupation, r.pool.people ?? 0]))
    const [own] = await rowsOf<PathwayRow>('/v1/pathways?from=25&to=21&area=VN')
    const [total] = await rowsOf<GapRow>('/v1/gaps?area=VN&kind=total&year=2030&sex=T')
    const people = [...pools.values()].reduce((a, b) => a + b, own!.pool.people!)
    expect(people / total!.base.value).toBeGreaterThan(0.99)
    expect(people).toBeLessThan(total!.base.value)
    // A group whose men are not published has a pool and no part of women.
    expect(rows.find((r) => r.from.code === 'ISCO08:92')!.pool).toMatchObject({ women: null })
  })

  it('the joint plan: nobody moves twice, no room is overfilled, nobody stays inside a group, and the willing are asked for', async () => {
    const { rows: jobs } = await get('/v1/pathways?from=52&area=VN')
    const codes = ['ISCO08:52', ...jobs.map((row: PathwayRow) => row.to.code)]
    const willing = 0.02
    const out = await Promise.all(
      codes.map((code) => rowsOf<PathwayRow>(`/v1/pathways?from=${code}&area=VN&willing=${willing}`)),
    )
    const all = out.flat()
    expect(all.some(({ movers }) => movers > 0)).toBe(true)
    for (const rows of out) {
      const left = rows.reduce((sum, row) => sum + row.movers, 0)
      expect(left).toBeLessThanOrEqual(willing * (rows[0]!.pool.people ?? 0) + 1e-6)
    }
    for (const code of codes) {
      const into = all.filter((row) => row.to.code === code)
      const came = into.reduce((sum, row) => sum + row.movers, 0)
      expect(came).toBeLessThanOrEqual(into[0]!.room + 1e-6)
    }
    for (const row of all.filter(({ movers }) => movers > 0)) {
      expect(row.feasible && row.desirable).toBe(true)
      expect(row.from.code[7]).not.toBe(row.to.code[7])
    }
  })

  it('comes as CSV with Vietnamese names of the skills', async () => {
    const csv = await app.inject({ url: '/v1/pathways?from=52&format=csv' })
    expect(csv.body.trim().split('\r\n')).toHaveLength(40)
    expect(csv.body).toContain('Máy tính và điện tử')
  })

  it.each([
    ['', 400, 'INVALID_INPUT'],
    ['from=99', 422, 'UNKNOWN_CLASSIFICATION'],
    ['from=52&area=VN-XX', 404, 'NOT_FOUND'],
    ['from=52&year=2040', 422, 'HORIZON_TOO_SHORT'],
    ['from=52&order=asc', 400, 'INVALID_INPUT'],
  ])('%s is refused with %i %s', async (query, status, code) => {
    const answer = await app.inject({ url: `/v1/pathways?${query}` })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })
})
