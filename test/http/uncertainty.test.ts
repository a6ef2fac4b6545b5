import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GapUncertainty } from '../../src/contracts/uncertainty.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { insertUncertainty } from '../../src/storage/uncertainty.ts'
import { type Api, openApi } from '../support/api.ts'
import { RELEASE_ID } from '../support/published-release.ts'

let api: Api
const GAP = 'VN-HN:VSIC2018:C:2030:T'

beforeAll(async () => {
  api = await openApi()
  const gap_id = GAP
  await withTransaction(api.pool, (tx) =>
    insertUncertainty(tx, RELEASE_ID, [
      { gap_id, kind: 'component', item: 'exits', variance_share: -0.02, width: 910 },
      { gap_id, kind: 'component', item: 'sectorDemand', variance_share: 0.6, width: 500 },
      { gap_id, kind: 'prior', item: 'exit_sd', gap: [10, 12, 14], widths: [880, 900, 950] },
      { gap_id, kind: 'prior', item: 'graduate_inflow', gap: [-40, 12, 30], widths: [900, 900, 900] },
    ]),
  )
})
afterAll(() => api.app.close())

describe('GET /v1/gaps/{id}/uncertainty', () => {
  it('components by their share, then assumptions by what they do to the median, as changes', async () => {
    const body = (await api.get(`/v1/gaps/${GAP}/uncertainty`)).json() as GapUncertainty
    expect(body.rows.map((row) => row.item)).toEqual(['sectorDemand', 'exits', 'graduate_inflow', 'exit_sd'])
    expect(body.rows[0]).toMatchObject({ kind: 'component', varianceShare: 0.6, widthIfKnown: 500, gapAtLow: null })
    expect(body.rows[2]).toMatchObject({ gapAtLow: -52, gapAtHigh: 18, widthAtLow: 0, varianceShare: null })
    expect(body.rows[3]).toMatchObject({ widthAtLow: -20, widthAtHigh: 50 })
    expect(body.width).toBeCloseTo(body.gap.gap.p90 - body.gap.gap.p10, 9)
    expect(body.sentence.en).toContain('forecasts of the sectors (60%)')
    expect(body.sentence.en).toContain('inflow of graduates, which moves the median by up to 52 persons')
    expect(body.sentence.vi).toContain('dự báo từng ngành')
    expect(body.sentence.vi).not.toContain('undefined')
  })

  it('as CSV in the language asked for; a gap without it says why', async () => {
    const csv = await api.get(`/v1/gaps/${GAP}/uncertainty?format=csv&lang=vi`)
    expect(csv.body.split('\r\n')[0]).toContain('variance_share')
    expect(csv.body).toContain('Dự báo từng ngành')
    const none = await api.get('/v1/gaps/VN-HN:VSIC2018:C:2031:T/uncertainty')
    expect(none.json()).toMatchObject({ code: 'NOT_AVAILABLE' })
  })
})
