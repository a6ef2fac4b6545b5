import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { arimaForecast, fitArima } from '../../src/forecast/baselines/arima.ts'
import { kpss } from '../../src/forecast/baselines/arima-differencing.ts'
import { stationaryCoefficients } from '../../src/forecast/baselines/arima-residuals.ts'
import { drift } from '../../src/forecast/baselines/drift.ts'
import { type EtsForm, type EtsState, etsFilter, etsForecast } from '../../src/forecast/baselines/ets-filter.ts'
import { fitEts } from '../../src/forecast/baselines/ets-fit.ts'
import { naive2 } from '../../src/forecast/baselines/naive2.ts'
import { dynamicThetaFilter, fitDynamicTheta, optimisedTheta } from '../../src/forecast/baselines/optimised-theta.ts'
import { robustTrend, theilSen } from '../../src/forecast/baselines/robust-trend.ts'
import { seasonalNaive } from '../../src/forecast/baselines/seasonal-naive.ts'
import { theta } from '../../src/forecast/baselines/theta.ts'
import { tenYearTrend } from '../../src/forecast/baselines/trend.ts'
import type { Contender } from '../../src/forecast/contender.ts'
import { normalQuantile } from '../../src/forecast/numerics/normal.ts'
import { decompose, isSeasonal } from '../../src/forecast/prepare/season.ts'
import { golden, vector } from './golden.ts'

const near = (actual: ArrayLike<number>, expected: readonly number[], relative: number): void => {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value), `position ${i}: ${actual[i]} against ${value}`).toBeLessThanOrEqual(
      relative * Math.max(1, Math.abs(value)),
    )
  })
}

describe('simple forecasters', () => {
  it('seasonal naive: repeats the last season, spread grows by whole seasons', () => {
    // quarterly 1..8: seasonal differences are all 4
    const { mean, sigma } = seasonalNaive.forecast(vector([1, 2, 3, 4, 5, 6, 7, 8]), 4, 6)
    expect([...mean]).toEqual([5, 6, 7, 8, 5, 6])
    near(sigma, [4, 4, 4, 4, 4 * Math.SQRT2, 4 * Math.SQRT2], 1e-12)
  })

  it('drift: continues the line through the first and the last value', () => {
    // (11 - 2) / 3 = 3 a step; differences 1, 6, 2 leave residuals -2, 3, -1, sigma = sqrt(14 / 2)
    const { mean, sigma } = drift.forecast(vector([2, 3, 9, 11]), 1, 2)
    near(mean, [14, 17], 1e-12)
    near(sigma, [Math.sqrt(7 * (1 + 1 / 3)), Math.sqrt(7 * 2 * (1 + 2 / 3))], 1e-12)
  })

  it('trend over ten years: an exact line is continued without spread, and older years are not read', () => {
    const y = vector([900, -50, ...Array.from({ length: 10 }, (_, t) => 5 + 2 * t)])
    const { mean, sigma } = tenYearTrend.forecast(y, 1, 3)
    near(mean, [25, 27, 29], 1e-12)
    near(sigma, [0, 0, 0], 1e-9)
  })
})

describe('naive 2', () => {
  it('air passengers: the last value over its index, times the index to come, as statsmodels decomposes', () => {
    const y = vector(golden.air)
    const index = golden.decompose.multiplicative
    const { mean } = naive2.forecast(y, 12, 12)
    near(
      mean,
      Array.from({ length: 12 }, (_, k) => (y[143]! / index[143 % 12]!) * index[(144 + k) % 12]!),
      1e-9,
    )
  })

  it('without a season: the last value, spread by the changes', () => {
    // changes 1, -2, 2: root mean square sqrt(3)
    const { mean, sigma } = naive2.forecast(vector([3, 4, 2, 4]), 1, 4)
    expect([...mean]).toEqual([4, 4, 4, 4])
    near(
      sigma,
      [1, 2, 3, 4].map((h) => Math.sqrt(3 * h)),
      1e-12,
    )
  })
})

describe('robust trend', () => {
  it.each(['oil', 'nile'] as const)('%s: the Theil-Sen line of scipy', (name) => {
    const line = theilSen(vector(golden[name]))
    expect(line.slope).toBeCloseTo(golden.theilSen[name].slope, 12)
    expect(line.level).toBeCloseTo(golden.theilSen[name].level, 9)
  })

  it('two wild years of ten do not turn the line', () => {
    const y = vector(Array.from({ length: 12 }, (_, t) => 100 + 3 * t))
    y[6] = 20
    y[7] = 900
    const { mean } = robustTrend.forecast(y, 1, 3)
    near(mean, [136, 139, 142], 1e-9)
  })
})

describe('dynamic optimised Theta', () => {
  it.each(['air', 'nile'] as const)('%s: from the parameters of statsforecast, its forecasts', (name) => {
    const y = vector(golden[name])
    const { forecast, ...parameters } = golden.dotm[name]
    const mu = new Float64Array(y.length + forecast.length)
    dynamicThetaFilter(y, parameters, mu)
    near(mu.subarray(y.length), forecast, 1e-12)
  })

  it.each(['air', 'nile'] as const)('%s: the fit has no larger a sum of squares than that of statsforecast', (name) => {
    const y = vector(golden[name])
    const theirs = dynamicThetaFilter(y, golden.dotm[name], new Float64Array(y.length))
    expect(fitDynamicTheta(y, 600).sse).toBeLessThanOrEqual(theirs * (1 + 1e-6))
  })

  it('a firm trend is continued with nearly all of its slope, where the classical method keeps half', () => {
    const random = createRandom(3)
    const y = Float64Array.from({ length: 40 }, (_, t) => 100 + 5 * t + random.normal())
    const kept = (c: Contender) => {
      const { mean } = c.forecast(y, 1, 10)
      return (mean[9]! - mean[0]!) / (9 * 5)
    }
    expect(kept(optimisedTheta)).toBeGreaterThan(0.9)
    expect(kept(theta)).toBeLessThan(0.6)
  })
})

describe('exponential smoothing', () => {
  const cases: readonly (readonly ['AAN' | 'ADN' | 'MAM' | 'AAA', EtsForm, number, readonly number[]])[] = [
    ['AAN', { error: 'A', trend: 'A', season: 'N' }, 1, golden.oil],
    ['ADN', { error: 'A', trend: 'D', season: 'N' }, 1, golden.oil],
    ['MAM', { error: 'M', trend: 'A', season: 'M' }, 12, golden.air],
    ['AAA', { error: 'A', trend: 'A', season: 'A' }, 12, golden.air],
  ]
  it.each(cases)(
    '%s: residuals and forecasts at fixed parameters are those of statsmodels',
    (name, form, m, series) => {
      const { params, resid, forecast } = golden.ets[name]
      const season = form.season === 'M' ? golden.season : form.season === 'A' ? golden.addSeason : [0]
      const state: EtsState = { level: params.initial_level!, growth: params.initial_trend!, season: vector(season) }
      const p = {
        alpha: params.smoothing_level!,
        beta: params.smoothing_trend!,
        gamma: params.smoothing_seasonal ?? 0,
        phi: params.damping_trend ?? 1,
      }
      const residuals = new Float64Array(series.length)
      etsFilter(vector(series), m, form, p, state, residuals)
      // with a multiplicative season statsmodels divides by the new level where Hyndman et al. and R divide by the old one:
      // a difference of the order alpha gamma e^2, 2e-5 a period here, which accumulates
      const tolerance = form.season === 'M' ? 1e-3 : 1e-9
      near(residuals, resid, tolerance)
      near(etsForecast(form, p, state, 1, series.length, m, forecast.length).mean, forecast, tolerance)
    },
  )

  it('simple smoothing of the Nile: as small a sum of squares as the estimate of statsmodels, at the same weight', () => {
    const fit = fitEts(vector(golden.nile), 1, { error: 'A', trend: 'N', season: 'N' }, { isShrunk: false })!
    const sse = fit.residuals.reduce((sum, e) => sum + e * e, 0)
    // with 60 values the first level is not searched for, which costs a little
    expect(sse).toBeLessThanOrEqual(golden.ses.sse * 1.01)
    expect(Math.abs(fit.parameters.alpha - golden.ses.alpha)).toBeLessThan(0.03)
  })

  it('variance of simple smoothing: 1 + (h - 1) alpha^2', () => {
    const state: EtsState = { level: 10, growth: 0, season: vector([0]) }
    const { sigma } = etsForecast(
      { error: 'A', trend: 'N', season: 'N' },
      { alpha: 0.3, beta: 0, gamma: 0, phi: 1 },
      state,
      2,
      5,
      1,
      4,
    )
    near(
      sigma,
      [0, 1, 2, 3].map((h) => 2 * Math.sqrt(1 + h * 0.09)),
      1e-12,
    )
  })

  it('multiplicative errors: a form that meets a value at or below zero is refused, not forced', () => {
    expect(fitEts(vector([3, 2, 1, 0, -1, -2, -3]), 1, { error: 'M', trend: 'A', season: 'N' })).toBeNull()
  })
})

describe('Theta', () => {
  it('on the Nile: the forecasts of statsmodels, up to the estimate of the smoothing weight', () => {
    const { mean } = theta.forecast(vector(golden.nile), 1, 6)
    // half a per cent: the weight is 0.2552 there and estimated here with a fixed first level
    near(mean, golden.theta.forecast, 5e-3)
    // the drift does not depend on that estimate: half the slope of the least-squares line
    expect(mean[5]! - mean[4]!).toBeCloseTo(golden.theta.b0 / 2, 9)
  })
})

describe('season', () => {
  it('classical decomposition of the air passengers: the indices of statsmodels', () => {
    near(decompose(vector(golden.air), 12, 'multiplicative').index, golden.decompose.multiplicative, 1e-9)
    near(decompose(vector(golden.air), 12, 'additive').index, golden.decompose.additive, 1e-9)
  })

  it('test for a season: found in the air passengers, not in the Nile nor in less than three seasons', () => {
    expect(isSeasonal(vector(golden.air), 12)).toBe(true)
    expect(isSeasonal(vector(golden.nile), 12)).toBe(false)
    expect(isSeasonal(vector(golden.air.slice(0, 35)), 12)).toBe(false)
  })
})

describe('ARIMA', () => {
  const logs = vector(golden.air.map(Math.log))
  const airline = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1, constant: false }

  it('airline model by conditional sum of squares: the coefficients R and scipy find, -0.3772 and -0.5724', () => {
    const fit = fitArima(logs, 12, airline, { iterations: 60, tolerance: 1e-9 })!
    const [ma, sma] = golden.airline.css
    expect(fit.poly.ma[0]!).toBeCloseTo(ma, 3)
    expect(fit.poly.ma[11]!).toBeCloseTo(sma, 3)
    expect(fit.poly.ma[12]!).toBeCloseTo(ma * sma, 3)
    expect(fit.residuals.reduce((sum, e) => sum + e * e, 0)).toBeLessThanOrEqual(golden.airline.sse * (1 + 1e-6))
  })

  it('airline model: two years ahead within 1.5 % of the exact likelihood of statsmodels, spread within a tenth', () => {
    const { mean, sigma } = arimaForecast(
      fitArima(logs, 12, airline, { iterations: 60, tolerance: 1e-9 })!,
      logs,
      12,
      24,
    )
    golden.airline.forecast.forEach((value, k) => {
      expect(Math.abs(mean[k]! - value)).toBeLessThan(0.015)
      expect(Math.abs(sigma[k]! / golden.airline.se[k]! - 1)).toBeLessThan(0.1)
    })
  })

  it('partial autocorrelations 0.5 and -0.3 give the coefficients 0.65 and -0.3', () => {
    // phi_11 = 0.5; phi_2 = -0.3; phi_1 = 0.5 - (-0.3)(0.5)
    near(stationaryCoefficients([0.5, -0.3]), [0.65, -0.3], 1e-12)
  })

  it('KPSS statistic: that of statsmodels', () => {
    for (const { x, statistic } of golden.kpss) expect(kpss(vector(golden[x]))).toBeCloseTo(statistic, 9)
  })
})

describe('normal quantile', () => {
  it('agrees with scipy to a billionth', () => {
    for (const [p, z] of golden.normal)
      expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(5e-9 * Math.max(1, Math.abs(z)))
  })
})
