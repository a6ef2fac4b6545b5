import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { worldBankZip } from '../../../src/ingest/formats/worldbank.ts'
import { fixture, readAll } from './read-all.ts'
import { zipOf } from './zip-of.ts'

const TABLE = 'API_SL.TLF.TOTL.IN_DS2_en_csv_v2_1.csv'
const LIST = 'Metadata_Country_API_SL.TLF.TOTL.IN_DS2_en_csv_v2_1.csv'
const members = () => [
  { name: LIST, data: fixture(`worldbank/${LIST}`) },
  { name: TABLE, data: fixture(`worldbank/${TABLE}`) },
]

describe('World Bank zip', () => {
  it('the one table in it is read, and figures name the member they stand in', async () => {
    const zip = zipOf(members())
    expect(worldBankZip.recognises(zip, 'x.zip')).toBeGreaterThan(0.9)
    const { head, figures } = await readAll(worldBankZip, zip)
    expect(head.format).toBe('worldbank-zip')
    expect(figures).toHaveLength(6)
    expect(figures[0]!.place.part).toBe(TABLE)
  })

  it('an archive without the table, or cut, is refused', async () => {
    await expect(readAll(worldBankZip, zipOf(members().slice(0, 1)))).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
    })
    const zip = zipOf(members())
    await expect(readAll(worldBankZip, zip.subarray(0, zip.length - 40))).rejects.toMatchObject({
      code: 'FILE_NOT_READABLE',
    })
  })

  it('a bomb is refused by the sizes it states', async () => {
    const zip = zipOf([{ name: TABLE, data: Buffer.alloc(64 * 1024 * 1024, 'a') }])
    await expect(readAll(worldBankZip, zip)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringContaining('250 times'),
    })
  })

  it('a bomb that lies about its size ends when it is unpacked', async () => {
    const data = Buffer.concat([fixture(`worldbank/${TABLE}`), Buffer.alloc(8 * 1024 * 1024, 'a')])
    const zip = zipOf([{ name: TABLE, data, statedSize: 400, packed: deflateRawSync(data) }])
    await expect(readAll(worldBankZip, zip)).rejects.toMatchObject({ name: 'AppError', code: 'FILE_NOT_READABLE' })
  })
})
