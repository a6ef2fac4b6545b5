import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roundTable } from '../../src/market/disclosure/controlled-rounding.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { insertDrivers } from '../../src/storage/driver.ts'
import { type Api, openApi } from '../support/api.ts'
import { RELEASE_ID } from '../support/published-release.ts'

let api: Api
const GAP = 'VN-HN:VSIC2018:C:2030:T'
const PERSONS = {
  economy: 900,
  sectorMix: 400,
  areaLead: -100,
  exits: 2000,
  graduates: -500,
  migration: 100,
  otherEntrants: -1700,
} as const

beforeAll(async () => {
  api = await openApi({ roundTable })
  await withTransaction(api.pool, (tx) =>
    insertDrivers(
      tx,
      RELEASE_ID,
      Object.entries(PERSONS).map(([driver, persons]) => ({
        gap_id: GAP,
        driver: driver as keyof typeof PERSONS,
        persons,
      })),
    ),
  )
})
afterAll(() => api.app.close())

describe('GET /v1/gaps/{id}/drivers', () => {
  it('gives the drivers in the order they are told; they add up to the mean gap and to both changes', async () => {
    const body = (await api.get(`/v1/gaps/${GAP}/drivers`)).json()
    expect(body.drivers.map((d: { driver: string }) => d.driver)).toEqual(Object.keys(PERSONS))
    expect(body).toMatchObject({ meanGap: 1100, demandChange: 1200, supplyChange: 100, gap: { id: GAP } })
    expect(body.meta).toMatchObject({ release: RELEASE_ID, unit: 'PS', status: 'F (base E)' })
    expect(body.sentence.en).toContain('short of 1.1 thousand people')
    expect(body.sentence.vi).toContain('thiếu 1,1 nghìn người')
  })

  it('rounded on request, so that what is read still adds up, alike whenever it is asked for', async () => {
    const ask = async () => (await api.get(`/v1/gaps/${GAP}/drivers?round=300`)).json()
    const body = await ask()
    const of = (side: string): number =>
      body.drivers
        .filter((d: { side: string }) => d.side === side)
        .reduce((sum: number, d: { persons: number }) => sum + d.persons, 0)
    expect(of('demand')).toBe(body.demandChange)
    expect(of('supply')).toBe(0 - body.supplyChange)
    expect(body.demandChange - body.supplyChange).toBe(body.meanGap)
    for (const { driver, persons } of body.drivers as { driver: keyof typeof PERSONS; persons: number }[]) {
      expect(Math.abs(persons % 300)).toBe(0)
      expect(Math.abs(persons - PERSONS[driver])).toBeLessThan(300)
    }
    expect((await ask()).drivers).toEqual(body.drivers)
  })

  it('the table says the same in CSV and XLSX', async () => {
    const csv = await api.get(`/v1/gaps/${GAP}/drivers?format=csv&lang=en`)
    const lines = csv.body.trim().split('\r\n')
    expect(lines).toHaveLength(8)
    expect(lines[4]).toContain('people leaving the labour force,2000')
    const xlsx = await api.get(`/v1/gaps/${GAP}/drivers?format=xlsx`)
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  it.each([
    [`/v1/gaps/${GAP}/drivers?year=2030`, 400, 'INVALID_INPUT'],
    ['/v1/gaps/VN-HN:VSIC2018:Z:2030:T/drivers', 404, 'NOT_FOUND'],
    ['/v1/gaps/VN-HN:VSIC2018:J:2030:T/drivers', 404, 'NOT_AVAILABLE'],
  ])('%s is refused with %i %s', async (url, status, code) => {
    const answer = await api.get(url)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ code, status })
  })
})
