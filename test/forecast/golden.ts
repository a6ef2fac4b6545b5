import { readFileSync } from 'node:fs'
import type { ThetaParameters } from '../../src/forecast/baselines/optimised-theta.ts'

interface FixedSmoothing {
  readonly params: Readonly<Record<string, number>>
  readonly resid: readonly number[]
  readonly forecast: readonly number[]
}

/** Values of test/golden/forecast/make-golden.py. */
export interface Golden {
  readonly air: readonly number[]
  readonly oil: readonly number[]
  readonly nile: readonly number[]
  readonly season: readonly number[]
  readonly addSeason: readonly number[]
  readonly ets: Readonly<Record<'AAN' | 'ADN' | 'MAM' | 'AAA', FixedSmoothing>>
  readonly ses: { readonly alpha: number; readonly level0: number; readonly forecast: number; readonly sse: number }
  readonly theta: { readonly alpha: number; readonly b0: number; readonly forecast: readonly number[] }
  readonly dotm: Readonly<Record<'air' | 'nile', ThetaParameters & { readonly forecast: readonly number[] }>>
  readonly theilSen: Readonly<Record<'oil' | 'nile', { readonly slope: number; readonly level: number }>>
  readonly decompose: { readonly multiplicative: readonly number[]; readonly additive: readonly number[] }
  readonly airline: {
    readonly css: readonly [number, number]
    readonly sse: number
    readonly exact: readonly [number, number]
    readonly forecast: readonly number[]
    readonly se: readonly number[]
  }
  readonly kpss: readonly { readonly x: 'nile' | 'air'; readonly lags: number; readonly statistic: number }[]
  readonly normal: readonly (readonly [number, number])[]
  readonly reconcile: {
    readonly base: readonly number[]
    readonly residuals: readonly (readonly number[])[]
    readonly lambda: number
    readonly ols: readonly number[]
    readonly structural: readonly number[]
    readonly variance: readonly number[]
    readonly mint: readonly number[]
  }
}

export const golden: Golden = JSON.parse(
  readFileSync(new URL('../golden/forecast/golden.json', import.meta.url), 'utf8'),
)
export const vector = (values: readonly number[]): Float64Array => Float64Array.from(values)
