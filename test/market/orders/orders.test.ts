import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GraduateOutcome, matchOrders } from '../../../src/market/orders/match.ts'
import { checkOrder, orderCoverage, orderedPlaces, type TrainingOrder } from '../../../src/market/orders/order.ts'
import { scoreOrder, scoreOrderedGap } from '../../../src/market/orders/score.ts'

const order = (id: string, changes: Partial<TrainingOrder> = {}): TrainingOrder => ({
  id,
  against: {
    releaseId: '2025-10-07-abc',
    area: 'VN-HN',
    occupation: 'VSCO2020:32',
    year: 2029,
    gap: { p10: 100, p50: 500, p90: 900 },
    pShortage: 0.74,
  },
  provider: 'college 1',
  field: '0913',
  places: { T: 200 },
  orderedOn: '2026-03-01',
  dueYear: 2029,
  ...changes,
})
const outcome = (year: number, graduates: number, placed: number, changes: Partial<GraduateOutcome> = {}) => ({
  provider: 'college 1',
  field: '0913',
  year,
  graduates,
  placed: { 'VSCO2020:32': placed },
  responseRate: 1,
  ...changes,
})

describe('training orders', () => {
  it('orderCoverage: orders against one gap add up, and are set against its median and P90', () => {
    const [coverage] = orderCoverage([order('1'), order('2', { places: { F: 250, M: 150 } })])
    expect(coverage).toMatchObject({ places: 600, coverage: 1.2, exceedsGap: false, women: null })
    expect(orderCoverage([order('1', { places: { T: 901 } })])[0]!.exceedsGap).toBe(true)
    expect(orderCoverage([order('1', { places: { F: 60, M: 40 } })])[0]!.women).toBe(60)
  })

  it('orderCoverage: of two releases the newer order s gap counts, and a surplus has no coverage', () => {
    const newer = order('2', {
      orderedOn: '2027-03-01',
      against: { ...order('1').against, releaseId: 'newer', gap: { p10: -300, p50: -100, p90: 50 } },
    })
    expect(orderCoverage([newer, order('1')])).toEqual([
      expect.objectContaining({
        gap: { p10: -300, p50: -100, p90: 50 },
        coverage: null,
        exceedsGap: true,
        places: 400,
      }),
    ])
  })

  it('checkOrder: sexes that do not add up, no places, or a day that is none are refused', () => {
    expect(() => checkOrder(order('1', { places: { T: 10, F: 6, M: 3 } }))).toThrow(/6 women and 3 men are not 10/)
    expect(() => checkOrder(order('1', { places: {} }))).toThrow(/above 0/)
    expect(() => checkOrder(order('1', { orderedOn: '1/3/2026' }))).toThrow(/YYYY-MM-DD/)
    expect(() => checkOrder(order('1', { dueYear: 2025 }))).toThrow(/due in 2025/)
  })
})

describe('matching with graduates', () => {
  it('matchOrders: the oldest order is served first, the rest goes on, and what is beyond all orders is stated', () => {
    const { deliveries, beyondOrders } = matchOrders(
      [order('later', { orderedOn: '2026-09-01', places: { T: 100 } }), order('first')],
      [outcome(2029, 260, 130), outcome(2030, 120, 60)],
    )
    expect(deliveries).toEqual([
      { orderId: 'first', year: 2029, graduates: 200, placed: 100, responseRate: 1 },
      { orderId: 'later', year: 2029, graduates: 60, placed: 30, responseRate: 1 },
      { orderId: 'later', year: 2030, graduates: 40, placed: 20, responseRate: 1 },
    ])
    expect(beyondOrders).toMatchObject([{ graduates: 80, outcome: { year: 2030 } }])
  })

  it('matchOrders: graduates of another provider or field, or of the year of the order, serve nothing', () => {
    const wrong = [
      outcome(2029, 50, 10, { provider: 'college 2' }),
      outcome(2029, 50, 10, { field: '0611' }),
      outcome(2026, 50, 10),
    ]
    expect(matchOrders([order('1')], wrong).deliveries).toEqual([])
  })

  it('matchOrders: nobody is counted twice: deliveries and what is beyond them are all graduates', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 5 }),
        (places, graduates) => {
          const orders = places.map((T, n) => order(`${n}`, { places: { T } }))
          const outcomes = graduates.map((g, n) => outcome(2028 + n, g, Math.floor(g / 2)))
          const { deliveries, beyondOrders } = matchOrders(orders, outcomes)
          const delivered = deliveries.reduce((sum, d) => sum + d.graduates, 0)
          const beyond = beyondOrders.reduce((sum, b) => sum + b.graduates, 0)
          expect(delivered + beyond).toBe(graduates.reduce((a, b) => a + b, 0))
          for (const o of orders) {
            const own = deliveries.filter((d) => d.orderId === o.id).reduce((sum, d) => sum + d.graduates, 0)
            expect(own).toBeLessThanOrEqual(orderedPlaces(o))
          }
        },
      ),
    )
  })

  it('matchOrders: a report given twice, or more placed than found, is refused', () => {
    expect(() => matchOrders([], [outcome(2029, 10, 5), outcome(2029, 12, 5)])).toThrow(/reported twice/)
    expect(() => matchOrders([], [outcome(2029, 100, 60, { responseRate: 0.5 })])).toThrow(/60 placed of 100/)
  })
})

describe('scoring', () => {
  const { deliveries } = matchOrders(
    [order('1')],
    [outcome(2029, 120, 60, { responseRate: 0.8 }), outcome(2030, 60, 45, { responseRate: 0.9 })],
  )

  it('scoreOrder: delivered, on time, and placed, with the graduates nobody found as the lower bound', () => {
    const score = scoreOrder(order('1'), deliveries, 2030)
    expect(score).toMatchObject({ graduates: 180, delivered: 0.9, onTime: 0.6, effect: 105 / 200, status: 'late' })
    expect(score.placementLow).toBeCloseTo(105 / 180, 12)
    expect(score.placementOfFound).toBeCloseTo(105 / (96 + 54), 12)
  })

  it('scoreOrder: open before it is due, short when half has not come, without graduates no placement rate', () => {
    expect(scoreOrder(order('1'), deliveries, 2028)).toMatchObject({ status: 'open', placementLow: null, graduates: 0 })
    expect(scoreOrder(order('1'), [], 2030).status).toBe('short')
    expect(scoreOrder(order('1', { places: { T: 180 } }), deliveries, 2030).status).toBe('fulfilled')
  })

  it('scoreOrderedGap: a warning that was heeded is judged on the gap there would have been', () => {
    expect(scoreOrderedGap(order('1'), 350, 105)).toEqual({
      realised: 350,
      withoutOrders: 455,
      error: 45,
      inBand: true,
      closed: 105 / 455,
    })
    expect(scoreOrderedGap(order('1'), -200, 100)).toMatchObject({ withoutOrders: -100, inBand: false, closed: null })
  })
})
