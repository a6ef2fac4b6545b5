import { expect, test } from 'vitest'
import type { Forecast } from '../../src/dashboard/api.ts'
import { fanData } from '../../src/dashboard/planner/figures/fan-option.ts'
import { gapRow } from './gap-rows.ts'

const base = { year: 2024, value: 98_000, obsStatus: 'A' } as const
const path = [2025, 2026].map((year) => gapRow('VSIC2018:C', 1000, { year, base }))
const forecast = {
  history: [2022, 2024].map((year) => ({
    period: String(year),
    value: year === 2024 ? 98_000 : 95_000,
    obsStatus: 'A',
  })),
  rows: [
    {
      period: '2025',
      horizon: 1,
      mean: 100_000,
      quantiles: { '0.025': 90_000, '0.5': 100_000, '0.975': 110_000 },
      obsStatus: 'F',
    },
  ],
} as unknown as Forecast

test('fan chart: one axis of consecutive years; a year without a figure stays empty', () => {
  const data = fanData(path, forecast)
  expect(data.years).toEqual([2022, 2023, 2024, 2025, 2026])
  expect(data.history).toEqual([95_000, null, 98_000, null, null])
})

test('fan chart: both fans open at the base year where it is a published figure', () => {
  const data = fanData(path, forecast)
  const point = { p50: 98_000, band: { p10: 98_000, p50: 98_000, p90: 98_000 } }
  expect(data.demand[2]).toEqual(point)
  expect(data.supply[2]).toEqual(point)
  expect(data.demand[1]).toBeNull()
})

test('fan chart: the 95 % band is drawn only for years that have one', () => {
  expect(fanData(path, forecast).outer.slice(2)).toEqual([
    { low: 98_000, high: 98_000 },
    { low: 90_000, high: 110_000 },
    null,
  ])
  expect(fanData(path, undefined).outer.every((band) => band === null)).toBe(true)
})

test('fan chart: without a published series the axis begins at the estimate of the base year', () => {
  const data = fanData(path, undefined)
  expect(data.years[0]).toBe(2024)
  expect(data.history[0]).toBe(98_000)
})

test('fan chart: an estimated base year is no point, so only the lines reach back to it', () => {
  const estimated = path.map((row) => ({ ...row, base: { ...base, obsStatus: 'E' as const } }))
  const data = fanData(estimated, undefined)
  expect(data.demand[0]).toEqual({ p50: 98_000, band: null })
  expect(data.demand[1]?.band).toEqual(path[0]?.demand)
})

test('fan chart: the gap of a year is the median gap, not the difference of the medians', () => {
  const skewed = path.map((row) => ({ ...row, gap: { p10: -3000, p50: 400, p90: 9000 } }))
  expect(fanData(skewed, undefined).gap).toEqual([null, 400, 400])
})
