import { beforeAll, describe, expect, it } from 'vitest'
import { compareForecasts } from '../../src/jobs/compare.ts'
import { explainPublished } from '../../src/jobs/explain-release.ts'
import { explanationText } from '../../src/reports/explanation.ts'
import type { Pool } from '../../src/storage/database.ts'
import { readForecastSet } from '../../src/storage/read-forecast-set.ts'
import { resolveRelease } from '../../src/storage/read-release.ts'
import { createTestDatabase } from '../support/database.ts'
import { insertPublishedRelease } from '../support/published-release.ts'

const TARGET = { area: 'VN', measure: 'employment', industry: 'VSIC2018:C', sex: 'T' } as const

describe('a published forecast', () => {
  let pool: Pool
  let id: string
  beforeAll(async () => {
    pool = (await createTestDatabase()).pool
    await insertPublishedRelease(pool)
    id = (await resolveRelease(pool)).id
  })

  it('is explained by what its release holds: weights, breaks, backtest', async () => {
    const e = await explainPublished(pool, id, TARGET)
    expect(e.weights).toEqual({ drift: 0.6, theta: 0.4 })
    expect(e.window).toEqual({ from: '2009', to: '2024' })
    expect(e.scores.map((s) => [s.contender, s.mase])).toEqual([
      ['combination', 0.8],
      ['naive', 1.1],
    ])
    expect(e.benchmark!.ratio).toBeCloseTo(0.8 / 1.1, 12)
    const text = explanationText(e, 'vi')
    expect(text).toContain('icls19: Đổi khái niệm')
    expect(text).toContain('drift 60 %, theta 40 %')
  })

  it('one that was not made is an error that says where to look', async () => {
    await expect(explainPublished(pool, id, { ...TARGET, industry: 'VSIC2018:Q' })).rejects.toMatchObject({
      code: 'SERIES_NOT_FOUND',
    })
  })

  it('compared with itself it differs nowhere', async () => {
    const series = await readForecastSet(pool, id)
    const c = compareForecasts({ name: 'a', series }, { name: 'b', series }, 'A', null, 1)
    expect(c.rows.find((r) => r.series === 'VN.employment.VSIC2018:C.T' && r.period === '2026')).toMatchObject({
      horizon: 2,
      a: 11_301_000,
      difference: 0,
    })
    expect(c.horizons).toHaveLength(11)
  })
})
