import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composePublisher, type Store } from '../../src/compose.ts'
import { AppError } from '../../src/domain/errors.ts'
import { loadedStore, publishedStore, testBase } from '../support/published-app.ts'

const base = testBase()
const never = new AbortController().signal
const publishOn = (store: Store, request: { asOf?: string } = {}, signal = never) =>
  composePublisher(base, store)(request, () => {}, signal)

interface Row extends Record<string, unknown> {
  gap_id: string
  sector_kind: string
  demand: number[]
  supply: number[]
  gap: number[]
  base_value: number
  base_status: string
  rating: string
  rating_probabilities: Record<string, number>
  three_step: { indicators: Record<string, number> } | null
}
const gaps = async (store: Store, where = 'true') =>
  (
    await store.pool.query<Row>(
      `select g.* from gap g join release using (release_id) where is_current and ${where} order by gap_id`,
    )
  ).rows

describe('publishing a release from the shipped data', () => {
  let store: Store
  let releaseId: string
  beforeAll(async () => {
    store = await publishedStore()
    releaseId = (await publishOn(store)).releaseId
  }, 300_000)
  afterAll(() => store.close())

  it('covers both areas, 21 sections, six lenses and the total, every year from the base to 2035', async () => {
    for (const area of ['VN', 'VN-HN']) {
      const rows = await gaps(store, `area_id = '${area}' and sex = 'T' and sector_kind <> 'occupation'`)
      expect(rows.length).toBe((21 + 6 + 1) * 11)
    }
    const sexes = await gaps(store, `area_id = 'VN' and sex <> 'T' and sector_kind <> 'occupation'`)
    expect(sexes.length).toBe(2 * 11)
    expect(sexes.every((r) => r.sector_kind === 'total')).toBe(true)
  })

  it('sections add up to the whole economy in the base year, and Hanoi is estimated throughout', async () => {
    for (const area of ['VN', 'VN-HN']) {
      const rows = await gaps(store, `area_id = '${area}' and year = 2030 and sex = 'T'`)
      const total = rows.find((r) => r.sector_kind === 'total')!
      const sections = rows.filter((r) => r.sector_kind === 'section')
      expect(sections.reduce((sum, r) => sum + r.base_value, 0) / total.base_value).toBeCloseTo(1, 9)
    }
    expect((await gaps(store, `area_id = 'VN-HN' and base_status <> 'E'`)).length).toBe(0)
  })

  it('says of every gap of both sexes why its band is wide; the estimate of Hanoi concerns Hanoi alone', async () => {
    const { rows } = await store.pool.query<{ area: string; item: string; n: number; least: number; most: number }>(
      `select split_part(gap_id, ':', 1) as area, item, count(*)::int as n, min(variance_share) as least,
              max(variance_share) as most from gap_uncertainty where kind = 'component' group by 1, 2`,
    )
    const of = new Map(rows.map((row) => [`${row.area} ${row.item}`, row]))
    for (const area of ['VN', 'VN-HN']) expect(of.get(`${area} totalDemand`)!.n).toBe((21 + 6 + 1) * 11)
    expect(of.get('VN baseEstimate')).toBeUndefined()
    expect(of.get('VN-HN baseEstimate')).toBeDefined()
    for (const { most } of rows) expect(most).toBeLessThanOrEqual(1)
    const { rows: priors } = await store.pool.query<{ item: string }>(
      `select distinct item from gap_uncertainty where kind = 'prior' order by item`,
    )
    expect(priors.map(({ item }) => item)).toContain('retirement_hazard')
  })

  it('the drivers of every gap add up to it: sections, and women and men of all occupations, sum to the total', async () => {
    const { rows } = await store.pool.query<{ gap_id: string; drivers: Record<string, number> }>(
      `select gap_id, jsonb_object_agg(driver, persons) as drivers from gap_driver group by gap_id order by gap_id`,
    )
    expect(rows.length).toBe((await gaps(store)).length)
    const of = new Map(rows.map((r) => [r.gap_id, r.drivers]))
    const sections = [...'ABCDEFGHIJKLMNOPQRSTU'].map((c) => `VSIC2018:${c}`)
    const occupations = Array.from({ length: 10 }, (_, o) => `VSCO2020:${o}`)
    for (const area of ['VN', 'VN-HN']) {
      const total = of.get(`${area}:_T:2030:T`)!
      const summed = (codes: readonly string[], sexes: readonly string[], driver: string): number =>
        codes.reduce((a, code) => a + sexes.reduce((b, s) => b + of.get(`${area}:${code}:2030:${s}`)![driver]!, 0), 0)
      for (const driver of Object.keys(total)) {
        expect(summed(sections, ['T'], driver)).toBeCloseTo(total[driver]!, 3)
        expect(summed(occupations, ['F', 'M'], driver)).toBeCloseTo(total[driver]!, 3)
      }
      expect(summed(occupations, ['T'], 'staffing')).toBeCloseTo(0, 3)
      expect(total['graduates']).toBeLessThan(0)
    }
    expect(Object.keys(of.get('VN:_T:2030:T')!)).toEqual(expect.arrayContaining(['graduates', 'migration']))
    expect(Object.keys(of.get('VN:_T:2030:T')!)).not.toContain('areaLead')
    expect(Object.keys(of.get('VN-HN:_T:2030:T')!)).toEqual(expect.arrayContaining(['areaLead', 'areaInflow']))
  })

  it('occupation groups by sex: groups add up to the whole economy, sexes to their group, and the likeliest class is published', async () => {
    for (const area of ['VN', 'VN-HN']) {
      const rows = await gaps(store, `area_id = '${area}' and sector_kind = 'occupation' and year = 2030`)
      expect(rows).toHaveLength(10 * 3)
      const sum = (sex: string): number =>
        rows.filter((r) => r.gap_id.endsWith(`:${sex}`)).reduce((total, r) => total + r.base_value, 0)
      const [total] = await gaps(store, `gap_id = '${area}:_T:2030:T'`)
      expect(sum('T') / total!.base_value).toBeCloseTo(1, 6)
      expect((sum('F') + sum('M')) / sum('T')).toBeCloseTo(1, 9)
      for (const { rating, rating_probabilities, three_step } of rows) {
        expect(rating_probabilities[rating]).toBe(Math.max(...Object.values(rating_probabilities)))
        // Employment alone is published by occupation: one indicator is no recent score.
        expect(three_step).toMatchObject({ recentScore: null, fewestIndicators: 3 })
        expect(Object.keys(three_step!.indicators)).toEqual(['employmentGrowth3y'])
      }
    }
  })

  it('indicators of every group and all together, in both areas, within their bounds', async () => {
    const { rows } = await store.pool.query<{
      occupation: string
      indicator: number
      mix_fill: number | null
      women_of_employment: number
      segregation: number | null
    }>('select occupation, indicator, mix_fill, women_of_employment, segregation from occupation_indicator')
    expect(rows).toHaveLength(2 * 11 * 11)
    for (const { occupation, indicator, mix_fill, women_of_employment, segregation } of rows) {
      expect(indicator).toBeGreaterThan(0.5)
      expect(indicator).toBeLessThan(2)
      expect(mix_fill ?? 0).toBeLessThanOrEqual(1)
      expect(women_of_employment > 0 && women_of_employment < 1).toBe(true)
      expect(segregation === null).toBe(occupation !== '_T')
    }
  })

  it('quantiles are in order and probabilities add up to one', async () => {
    for (const row of await gaps(store)) {
      for (const [low, middle, high] of [row.demand, row.supply, row.gap])
        expect(low! <= middle! && middle! <= high!).toBe(true)
      expect(Object.values(row.rating_probabilities).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    }
  })

  it('total demand of the country is what the labour force can carry: it moves with supply, and no further from it than unemployment', async () => {
    const totals = await gaps(store, `area_id = 'VN' and sector = '_T' and occupation = '_T' and sex = 'T'`)
    expect(totals).toHaveLength(11)
    for (const { demand, supply, gap } of totals) {
      expect(Math.abs(demand[1]! / supply[1]! - 1)).toBeLessThan(0.005)
      expect(gap[2]! - gap[0]!).toBeLessThan(0.04 * demand[1]!)
    }
  })

  it('forecast means of sections sum to the mean of the total', async () => {
    const { rows } = await store.pool.query<{ share: number }>(
      `select sum(v.mean) filter (where s.industry <> '_T') / sum(v.mean) filter (where s.industry = '_T') as share
         from forecast_value v join forecast_series s using (run_id, target_id)
        where s.measure = 'employment' and s.sex = 'T' group by v.period_start`,
    )
    expect(rows.length).toBe(11)
    for (const { share } of rows) expect(share).toBeCloseTo(1, 9)
  })

  it('the change of 2021 is obeyed and named beside the forecast of farming', async () => {
    const { rows } = await store.pool.query<{
      method: { breaks: { id: string }[] }
      history: { period: string; obsStatus: string }[]
    }>(`select method, history from forecast_series where industry = 'VSIC2018:A'`)
    expect(rows[0]!.method.breaks.map((b) => b.id)).toContain('icls19-section-A')
    const status = new Map(rows[0]!.history.map((h) => [h.period, h.obsStatus]))
    expect(status.get('2020')).toBe('E')
    expect(status.get('2022')).toBe('E')
    expect(status.get('2024')).toBe('E') // raked to the official total
  })

  it('the same inputs are not computed again; another store gives the same release with the same figures', async () => {
    expect(await publishOn(store)).toEqual({ releaseId, created: false })
    const other = await loadedStore()
    expect(await publishOn(other)).toEqual({ releaseId, created: true })
    expect(await gaps(other)).toEqual(await gaps(store))
    await other.close()
  }, 300_000)

  it('a day before anything was published has no release, and says what to do', async () => {
    await expect(publishOn(store, { asOf: '2010-01-01' })).rejects.toThrow(/no figure published by 2010-01-01/)
    await expect(publishOn(store, { asOf: '2025-06-30' })).rejects.toThrow(/by section is not known as of/)
  })

  it('stopped half way, it leaves the release that was current', async () => {
    const fresh = await loadedStore()
    const stop = AbortSignal.abort()
    await expect(publishOn(fresh, {}, stop)).rejects.toSatisfy(
      (e) => e instanceof AppError || (e as Error).name === 'AbortError',
    )
    const { rows } = await fresh.pool.query<{ n: number }>(
      'select (select count(*) from release) + (select count(*) from forecast_run) as n',
    )
    expect(rows[0]!.n).toBe(0)
    await fresh.close()
  })
})
