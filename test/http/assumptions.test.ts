import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import type { AssumptionItem } from '../../src/contracts/reference.ts'
import { loadedStore, testBase } from '../support/published-app.ts'

let store: Store
let app: FastifyInstance
beforeAll(async () => {
  store = await loadedStore()
  app = await composeApp(testBase(), store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})
const list = async (query = ''): Promise<AssumptionItem[]> =>
  (await app.inject({ url: `/v1/assumptions${query}` })).json().rows

describe('GET /v1/assumptions', () => {
  it('lists what was assumed: value within its range, and where it comes from in both languages', async () => {
    const rows = await list()
    expect(rows.length).toBeGreaterThan(150)
    for (const { id, value, low, high, unit, basis } of rows) {
      if (low !== null && high !== null) expect(low <= value && value <= high, id).toBe(true)
      expect(basis.vi, id).not.toBe(basis.en)
      expect(unit.vi, id).not.toBe(unit.en)
      expect(basis.vi.length, id).toBeGreaterThan(20)
    }
  })

  it('by kind and status, and as CSV in the language asked for', async () => {
    const hazard = await list('?kind=retirement_hazard')
    expect(hazard).toMatchObject([{ id: 'retirement_hazard', status: 'prior' }])
    expect((await list('?status=prior')).every(({ status }) => status === 'prior')).toBe(true)
    expect(await list('?kind=unheard_of')).toEqual([])
    const csv = (await app.inject({ url: '/v1/assumptions?kind=retirement_hazard&format=csv&lang=vi' })).body
    const [row] = parse(csv, { columns: true }) as Record<string, string>[]
    expect(row!['basis']).toBe(hazard[0]!.basis.vi)
    expect(row!['unit']).toBe(hazard[0]!.unit.vi)
  })
})
