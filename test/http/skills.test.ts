import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import type { GapRow, GapSkills } from '../../src/contracts/gaps.ts'
import type { SkillRow } from '../../src/contracts/skills.ts'
import { publishedStore, testBase } from '../support/published-app.ts'

const base = testBase()
let store: Store
let app: FastifyInstance
beforeAll(async () => {
  store = await publishedStore()
  app = await composeApp(base, store)
}, 400_000)
afterAll(async () => {
  await app.close()
  await store.close()
})
const get = async (url: string) => (await app.inject({ url })).json()
const rowsOf = async (url: string): Promise<SkillRow[]> => (await get(url)).rows

describe('GET /v1/skills', () => {
  it.each(['sector=C', 'lens=it-digital', 'sector=_T'])('%s: the figures of the gap they belong to', async (what) => {
    const rows = await rowsOf(`/v1/skills?area=VN-HN&year=2030&${what}`)
    const [gap] = (await get(`/v1/gaps?area=VN-HN&year=2030&sex=T&${what}`)).rows as GapRow[]
    const { skills } = (await get(`/v1/gaps/${encodeURIComponent(gap!.id)}/skills`)) as GapSkills
    expect(rows).toHaveLength(skills.length)
    rows.forEach((row, k) => {
      const { area, kind, sector, sectorLabel, occupation, year, obsStatus, ...figure } = row
      expect(figure).toEqual(skills[k])
      expect([area, year, occupation, obsStatus]).toEqual(['VN-HN', 2030, null, 'F'])
    })
  })

  it('lenses and sectors are first-class: every one has its ranking, with Vietnamese names and intervals', async () => {
    for (const kind of ['section', 'lens'] as const) {
      const rows = await rowsOf(`/v1/skills?area=VN&year=2030&kind=${kind}&limit=5000`)
      expect(new Set(rows.map((row) => row.sector)).size).toBe(kind === 'section' ? 21 : 6)
      for (const row of rows) {
        expect(row.gap.p10 <= row.gap.p50 && row.gap.p50 <= row.gap.p90).toBe(true)
        expect(row.label.vi).not.toBe(row.skill)
        expect(row.label.vi).not.toBe(row.label.en)
      }
    }
  })

  it('demand less supply is the mean of the gap: near the median, and its sign agrees with the probability', async () => {
    for (const row of await rowsOf('/v1/skills?area=VN&year=2030&sector=F')) {
      const mean = row.demand! - row.supply!
      expect(Math.abs(mean - row.gap.p50)).toBeLessThan(0.5 * (row.gap.p90 - row.gap.p10))
      if (row.gap.p10 > 0) expect(row.pShortage).toBeGreaterThan(0.9)
      expect(row.within).toBeNull() // weights of one time only
      expect(row.evidence).toBe('taxonomy')
    }
  })

  it('between occupations: a sector that grows needs more of everything, and not the same of each as its staffing moves', async () => {
    const [gap] = (await get('/v1/gaps?area=VN&year=2030&sector=C&sex=T')).rows as GapRow[]
    const rows = await rowsOf('/v1/skills?area=VN&year=2030&sector=C')
    const growth = rows.map((row) => row.between! / (row.demand! - row.between!))
    const sector = gap!.demand.p50 / gap!.base.value - 1
    for (const g of growth) expect(Math.abs(g - sector)).toBeLessThan(0.1)
    expect(Math.max(...growth) - Math.min(...growth)).toBeGreaterThan(0)
  })

  it('an occupation group has its own gap in the sector, and its skills are that gap times their weights', async () => {
    const { occupations } = await get('/v1/gaps/VN-HN:VSIC2018:C:2030:T/skills')
    for (const { occupation, gap } of occupations as { occupation: string; gap: { p10: number; p90: number } }[]) {
      const group = occupation.split(':')[1]!
      if (group === '0') continue
      for (const part of await rowsOf(`/v1/skills?area=VN-HN&year=2030&sector=C&occupation=${group}`)) {
        expect(part).toMatchObject({ occupation, demand: null })
        const weight = part.gap.p90 / gap.p90
        expect(weight).toBeGreaterThanOrEqual(0)
        expect(weight).toBeLessThanOrEqual(1)
        expect(part.gap.p10).toBeCloseTo(weight * gap.p10, 3)
      }
    }
  })

  it('pages, CSV with the attribution its licence asks for in JSON, and reasons', async () => {
    const first = await get('/v1/skills?lens=it-digital&year=2030&limit=40')
    const rest = await get(`/v1/skills?lens=it-digital&year=2030&limit=40&cursor=${first.next}`)
    expect([...first.rows, ...rest.rows].map((row: SkillRow) => row.rank)).toEqual(
      Array.from({ length: 68 }, (_, k) => k + 1),
    )
    expect(first.meta.attribution).toContain('O*NET')
    const csv = await app.inject({ url: '/v1/skills?lens=it-digital&year=2030&format=csv&lang=vi' })
    expect(csv.body.split('\r\n')[1]).toMatch(/^VN-HN,lens,it-digital,/)
    expect((await get('/v1/skills?occupation=77')).code).toBe('UNKNOWN_CLASSIFICATION')
    expect((await get('/v1/skills?lens=it-digital,finance')).code).toBe('NOT_ADDITIVE')
  })
})
