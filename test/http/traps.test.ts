import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObservationRow } from '../../src/contracts/observations.ts'
import { ingestPack } from '../../src/ingest/pack.ts'
import { SILENT } from '../../src/storage/log.ts'
import { type Api, openApi } from '../support/api.ts'
import { PACK } from '../support/pack.ts'

// What a user of the API sees where the shipped figures are not what they seem.

let api: Api
beforeAll(async () => {
  api = await openApi({}, async (pool) => {
    await ingestPack({ pool, log: SILENT }, PACK)
  })
})
afterAll(() => api.app.close())

async function observations(query: string): Promise<ObservationRow[]> {
  const answer = await api.get(`/v1/observations?${query}&limit=500`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().rows
}
const thousands = (rows: readonly ObservationRow[]) =>
  rows.map(({ period, value }) => [period, value === null ? null : Math.round(value / 100) / 10])
/** Series of the whole population, where others cut it by occupation, age or sex. */
const ofAll = (rows: readonly ObservationRow[]) =>
  rows.filter(({ occupation, age, sex }) => occupation === '_T' && age === '_T' && sex === 'T')
const conceptOf = ({ series }: ObservationRow) => series.split('.')[7]

describe('the traps of the shipped figures, as seen through the API', () => {
  it('1: the labour force falls by four million in 2021-Q1 because it is counted otherwise: two series, one break entry', async () => {
    const query = 'area=VN&measure=labourForce&frequency=Q&sex=T&from=2020-Q4&to=2021-Q1&asOf=2025-12-31'
    const rows = await observations(query)
    expect(thousands(rows)).toEqual([
      ['2020-Q4', 55_144.2],
      ['2021-Q1', 51_021.7],
    ])
    expect(rows.map(conceptOf)).toEqual(['ICLS13', 'ICLS19'])
  })

  it('2: agriculture of 2022 is on the old basis and stands in another series than 2021, 2023 and 2024; X is no sector', async () => {
    const rows = ofAll(await observations('area=VN&measure=employment&industry=VSIC2018:A&from=2020&to=2024'))
    const by = (concept: string) => thousands(rows.filter((row) => conceptOf(row) === concept))
    expect(by('ICLS13').map(([period]) => period)).toEqual(['2020', '2022'])
    expect(by('ICLS13')[1]![1]).toBeCloseTo(18_410, 0)
    expect(by('ICLS19').map(([period]) => period)).toEqual(['2021', '2023', '2024'])
    const x = ofAll(await observations('area=VN&measure=employment&industry=ILOSTAT:X&from=2021&to=2024'))
    expect(thousands(x).map(([period]) => period)).toEqual(['2021', '2023', '2024']) // absent in 2022, not 0
    const sectors = (await api.get('/v1/sectors')).json().rows as { id: string }[]
    expect(sectors.some(({ id }) => id.endsWith(':X'))).toBe(false)
  })

  it('3: Hanoi of 2007 and of 2008 are two territories, and the doubling is no growth', async () => {
    const before = await observations('area=VN-P01.1991&measure=labourForce&asOf=2022-06-30&from=2007&to=2009')
    const after = await observations('area=VN-HN&measure=labourForce&asOf=2022-06-30&from=2005&to=2008')
    expect(thousands(before)).toEqual([['2007', 1653.7]])
    expect(thousands(after)).toEqual([['2008', 3421.2]])
    const { predecessors } = (await api.get('/v1/areas')).json().rows.find(({ id }: { id: string }) => id === 'VN-HN')
    expect(predecessors.map(({ area }: { area: string }) => area).sort()).toEqual(['VN-P01.1991', 'VN-P28.1991'])
  })

  it('4: years that no source has are not there: neither 0 nor a value between their neighbours', async () => {
    const provinces = ofAll(
      await observations('area=VN&measure=labourForce&frequency=A&source=GSO_PX&from=2005&to=2008&asOf=2022-06-30'),
    )
    expect(provinces.map(({ period }) => period)).toEqual(['2005', '2007', '2008'])
    const sections = ofAll(await observations('area=VN&measure=employment&industry=VSIC2018:C&from=2007&to=2010'))
    expect(sections.map(({ period }) => period)).toEqual(['2007', '2009', '2010'])
  })

  it('5: a rate is not multiplied by the thousand its message claims, "na" is missing, and no digit is dropped', async () => {
    const rates = await observations('area=VN&measure=unemploymentRate&frequency=Q&source=GSO_NSDP&from=2011&to=2024')
    expect(rates.length).toBeGreaterThan(30)
    for (const { value, unit } of rates) {
      expect(unit).toBe('PT')
      if (value !== null) expect(value).toBeLessThan(10)
    }
    const men = await observations(
      'area=VN&frequency=Q&source=GSO_NSDP&measure=unemployment&sex=M&from=2023-Q4&to=2023-Q4',
    )
    expect(men.map(({ value, obsStatus }) => [value, obsStatus])).toEqual([[null, 'O']])
    const [employed] = await observations(
      'area=VN&measure=employment&frequency=Q&sex=T&from=2024-Q3&to=2024-Q3&asOf=2024-12-31',
    )
    expect(employed!.value).toBe(51_564_249.796201795)
  })

  it('6: the labour force of 2024-Q3 is 52,654.9 thousand as known in 2024 and 52,764.9 thousand since June 2025', async () => {
    const known = async (asOf: string) =>
      thousands(
        await observations(`area=VN&measure=labourForce&frequency=Q&sex=T&from=2024-Q3&to=2024-Q3&asOf=${asOf}`),
      )
    expect(await known('2024-10-08')).toEqual([])
    expect(await known('2024-12-31')).toEqual([['2024-Q3', 52_654.9]])
    expect(await known('2025-06-05')).toEqual([['2024-Q3', 52_654.9]])
    expect(await known('2025-06-06')).toEqual([['2024-Q3', 52_764.9]])
  })
})
