import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BridgedRow } from '../../src/contracts/bridged.ts'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import { loadReference } from '../../src/ingest/load-reference.ts'
import { SILENT } from '../../src/storage/log.ts'
import { type Api, openApi } from '../support/api.ts'
import { PACK } from '../support/pack.ts'

let api: Api
beforeAll(async () => {
  api = await openApi({}, async (pool) => {
    const deps = { pool, log: SILENT }
    await loadReference(deps, PACK)
    await ingestFile(deps, { file: join(PACK, 'observations', 'employment-by-section-ilostat.csv') })
  })
})
afterAll(() => api.app.close())

async function bridged(query: string): Promise<BridgedRow[]> {
  const answer = await api.get(`/v1/bridged-counts?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().rows
}
const thousands = (rows: readonly BridgedRow[], code: string) =>
  Math.round(rows.find((row) => row.code === code)!.value! / 100) / 10

describe('GET /v1/bridged-counts', () => {
  it('335 thousand in J of 2018 are 73.7 in J and 261.3 in K of 2025; finance, K of 2018, is L: no letter is joined by its letter', async () => {
    const rows = await bridged('period=2024')
    const sum = rows.filter(({ concept }) => concept === 'ICLS19')
    // 335.0 thousand at the weights 0.22 and 0.78 of the register, by hand.
    const published = await api.get('/v1/observations?area=VN&industry=VSIC2018:J&from=2024&to=2024')
    const j = published.json().rows[0].value / 1000
    expect(thousands(sum, 'VSIC2025:J')).toBeCloseTo(0.22 * j, 1)
    expect(thousands(sum, 'VSIC2025:K')).toBeCloseTo(0.78 * j, 1)
    const finance = sum.find(({ code }) => code === 'VSIC2025:L')!
    expect(finance.parts).toMatchObject([{ code: 'VSIC2018:K', weight: 1 }])
    expect(finance.obsStatus).toBe('A')
    expect(sum.find(({ code }) => code === 'VSIC2025:K')!.obsStatus).toBe('E')
  })

  it('nobody is lost or made: the sections of each year and basis sum to the same in both versions', async () => {
    const rows = await bridged('')
    const after = new Map<string, number>()
    for (const { period, concept, value } of rows) {
      const key = `${period} ${concept}`
      after.set(key, (after.get(key) ?? 0) + (value ?? 0))
    }
    expect(after.size).toBeGreaterThan(15)
    const { rows: before } = await api.pool.query<{ key: string; sum: number }>(
      `select extract(year from period_start) || ' ' || concept as key, sum(value) as sum
         from observation join series using (series_no) where industry like 'VSIC2018:%' and sex = 'T' group by 1`,
    )
    expect(before).toHaveLength(after.size)
    for (const { key, sum } of before) expect(after.get(key)! / sum).toBeCloseTo(1, 9)
  })

  it('a relative standard error of 5 % stays 5 % where a count is moved or shared out, and shrinks where independent counts are added', async () => {
    const rows = (await bridged('period=2023&relativeStandardError=5')).filter(({ concept }) => concept === 'ICLS19')
    for (const { parts, value, standardError } of rows) {
      const direct = Math.sqrt(parts.reduce((sum, part) => sum + (0.05 * part.weight * part.value!) ** 2, 0))
      expect(standardError).toBeCloseTo(direct, 6)
      if (parts.length === 1) expect(standardError! / value!).toBeCloseTo(0.05, 9)
      else expect(standardError! / value!).toBeLessThan(0.05)
    }
    expect((await bridged('period=2023'))[0]!.standardError).toBeNull()
  })

  it('schemes without a bridge are a problem that names those there are; a rate cannot be asked for', async () => {
    const none = await api.get('/v1/bridged-counts?from=VSIC2018&to=ISIC9')
    expect(none.json()).toMatchObject({ code: 'NOT_FOUND', detail: expect.stringContaining('VSIC2018 to VSIC2025') })
    expect((await api.get('/v1/bridged-counts?measure=unemploymentRate')).statusCode).toBe(400)
  })

  it('CSV says what each count is made of', async () => {
    const csv = (await api.get('/v1/bridged-counts?period=2024&format=csv&lang=en')).body
    expect(csv).toContain('0.78 x VSIC2018:J')
  })
})
