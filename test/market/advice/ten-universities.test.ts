import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/domain/random.ts'
import {
  gapSwing,
  type IntakePolicy,
  type ProviderMarketInput,
  simulateProviders,
} from '../../../src/market/advice/provider-market.ts'

const TEN = Array.from({ length: 10 }, (_, n) => ({
  id: `university ${n}`,
  currentIntake: 100 + 10 * n,
  capacity: 3 * (100 + 10 * n),
  quality: 0.8 + 0.04 * n,
  pastMatch: 0.6 + 0.02 * n,
}))
/** Four regular years, some slower: 82 of 100 graduate. */
const COMPLETION = { 4: 0.6, 5: 0.17, 6: 0.05 }
const BEFORE = 1450 * 0.82
const YEARS = 30

/** Need steps up by a fifth in year 0 and then wanders; universities are told today's need and no more. */
function market(policy: IntakePolicy, seed: number, wander: number): ProviderMarketInput {
  const random = createRandom(seed)
  const need = [BEFORE * 1.2]
  for (let year = 1; year < YEARS + 10; year++) need.push(need[year - 1]! * Math.exp(wander * random.normal()))
  return {
    providers: TEN,
    programme: { lengthYears: 4, completion: COMPLETION, firstYearDropOut: 0.1 },
    need: (year) => need[year]!,
    forecast: (now) => need[now]!,
    years: YEARS,
    policy,
  }
}

describe('ten universities over thirty years', () => {
  it('simulateProviders: in a steady state nobody changes anything, whatever the policy', () => {
    for (const policy of ['todaysGap', 'advice'] as const) {
      // Keys in proportion to size, so that coordination has nothing to move either.
      const providers = TEN.map((p) => ({ ...p, quality: 1, pastMatch: 0.7 }))
      const still = simulateProviders({
        ...market(policy, 1, 0),
        providers,
        need: () => BEFORE,
        forecast: () => BEFORE,
      })
      for (const value of still.graduates) expect(value).toBeCloseTo(BEFORE, 6)
    }
  })

  it('simulateProviders: following the advice the market settles on a step of a fifth', () => {
    const path = simulateProviders(market('advice', 1, 0))
    expect(gapSwing(path, 20)).toBeLessThan(0.01)
    expect(path.graduates.at(-1)! / (BEFORE * 1.2)).toBeCloseTo(1, 2)
    expect(Math.max(...path.graduates)).toBeLessThan(BEFORE * 1.2 * 1.02)
  })

  it('simulateProviders: following today s gap it swings by more than the whole need, and ever wider', () => {
    const path = simulateProviders(market('todaysGap', 1, 0))
    expect(gapSwing(path, 20)).toBeGreaterThan(1)
    const early = Math.max(...path.graduates.slice(0, 12)) - BEFORE * 1.2
    const late = Math.max(...path.graduates.slice(12)) - BEFORE * 1.2
    expect(late).toBeGreaterThan(1.5 * early)
  })

  it('simulateProviders: the same holds when the need wanders by 3 per cent a year, over twenty histories', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const advised = gapSwing(simulateProviders(market('advice', seed, 0.03)), 15)
      const chased = gapSwing(simulateProviders(market('todaysGap', seed, 0.03)), 15)
      expect(advised, `seed ${seed}`).toBeLessThan(0.6)
      expect(chased, `seed ${seed}`).toBeGreaterThan(2 * advised)
    }
  })

  it('simulateProviders: when each closes the whole gap alone, ten good forecasts still flood the market and never settle', () => {
    const options = { damping: { eta: 0.3, cap: 1 } }
    const alone = simulateProviders({ ...market('adviceAlone', 1, 0), ...options })
    const together = simulateProviders({ ...market('advice', 1, 0), ...options })
    expect(Math.max(...alone.graduates)).toBeGreaterThan(1.25 * BEFORE * 1.2)
    expect(gapSwing(alone, 20)).toBeGreaterThan(0.25)
    expect(Math.max(...together.graduates)).toBeLessThan(1.02 * BEFORE * 1.2)
  })
})
