import { expect, test } from 'vitest'
import type { AccuracyRow } from '../../src/contracts/forecasts.ts'
import { beatsNaive, recordsOf } from '../../src/dashboard/planner/record.ts'

const score = (
  contender: string,
  horizon: number,
  n: number,
  wape: number | null,
  rest: Partial<AccuracyRow> = {},
): AccuracyRow => ({
  target: 'VN.employment.VSIC2018:C.T',
  area: 'VN',
  measure: 'employment',
  industry: 'VSIC2018:C',
  sex: 'T',
  contender,
  horizon,
  n,
  mae: 1000,
  mase: 1,
  wape,
  sCRPS: null,
  cov80: null,
  cov95: null,
  weight: 0.5,
  published: contender === 'combination',
  ...rest,
})

test('track record: the mean over horizons weighs each by its number of errors', () => {
  const [record] = recordsOf([
    score('combination', 1, 9, 0.02, { mase: 0.8 }),
    score('combination', 2, 3, 0.06, { mase: 1.6 }),
  ])
  // (9 x 0.02 + 3 x 0.06) / 12 = 0.03; (9 x 0.8 + 3 x 1.6) / 12 = 1.0
  expect(record?.wape).toBeCloseTo(0.03, 12)
  expect(record?.mase).toBeCloseTo(1, 12)
  expect(record?.n).toBe(12)
})

test('track record: the published forecast stands first even when a contender did better', () => {
  const records = recordsOf([score('theta', 1, 5, 0.01), score('combination', 1, 5, 0.02), score('naive', 1, 5, 0.03)])
  expect(records.map((record) => record.contender)).toEqual(['combination', 'theta', 'naive'])
})

test('track record: the comparison with the naive forecast uses the horizons that both have', () => {
  const rows = [score('naive', 1, 8, 0.03), score('combination', 1, 8, 0.02), score('combination', 5, 4, 0.5)]
  expect(beatsNaive(rows)).toEqual({ beats: true, published: 0.02, naive: 0.03 })
})

test('track record: an equal error does not beat the naive forecast', () => {
  expect(beatsNaive([score('naive', 1, 8, 0.03), score('combination', 1, 8, 0.03)])?.beats).toBe(false)
})

test('track record: nothing is claimed without errors of both', () => {
  expect(beatsNaive([score('combination', 1, 8, 0.03)])).toBeUndefined()
  expect(beatsNaive([score('naive', 1, 0, null), score('combination', 1, 8, 0.03)])).toBeUndefined()
})
