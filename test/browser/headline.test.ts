import { expect, test } from 'vitest'
import { headlineFacts } from '../../src/dashboard/planner/headline.ts'
import { gapRow } from './gap-rows.ts'

test('headline: the shortage named is the largest median gap in persons among the sections of the year', () => {
  const facts = headlineFacts(
    [
      gapRow('VSIC2018:C', 9000, { pShortage: 0.6 }),
      gapRow('VSIC2018:J', 4000, { pShortage: 0.9 }),
      gapRow('VSIC2018:G', 50_000, { year: 2031 }),
      gapRow('VSIC2018:Q', 60_000, { sex: 'F' }),
      gapRow('logistics', 70_000, { kind: 'lens' }),
      gapRow('_T', 80_000, { kind: 'total' }),
    ],
    2030,
  )
  expect(facts?.shortage?.sector).toBe('VSIC2018:C')
  expect(facts?.likeliest.sector).toBe('VSIC2018:J')
  expect(facts).toMatchObject({ likely: 2, sections: 2, surplus: undefined })
})

test('headline: no shortage is claimed when no median is above zero', () => {
  const facts = headlineFacts(
    [gapRow('VSIC2018:A', -20_000, { pShortage: 0.01 }), gapRow('VSIC2018:C', 0, { pShortage: 0.2 })],
    2030,
  )
  expect(facts?.shortage).toBeUndefined()
  expect(facts?.likeliest.sector).toBe('VSIC2018:C')
  expect(facts?.surplus?.sector).toBe('VSIC2018:A')
  expect(facts?.likely).toBe(0)
})

test('headline: nothing is said of a year without figures', () => {
  expect(headlineFacts([gapRow('VSIC2018:C', 9000)], 2034)).toBeUndefined()
})
