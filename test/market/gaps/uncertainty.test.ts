import { describe, expect, it } from 'vitest'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { drawMarket } from '../../../src/market/gaps/draws.ts'
import { drawRegionalMarket } from '../../../src/market/gaps/regional-draws.ts'
import { knowing, UNCERTAINTY_COMPONENTS } from '../../../src/market/gaps/uncertainty.ts'
import type { ScenarioInputs } from '../../../src/market/scenario/apply.ts'
import { smallMarket } from './small-market.ts'

const market = smallMarket({ draws: 300 })
const inputs: ScenarioInputs = {
  area: 'VN',
  market,
  regions: [
    {
      area: 'VN-HN',
      sectors: market.sectors.map(({ code, demand }) => ({ code, base: demand.base / 10, logSd: 0.3 })),
      drift: { mean: 0.01, sd: 0.02, years: 8 },
      labourForce: market.labourForce,
    },
  ],
}

const spread = (of: ScenarioInputs, name: 'demand' | 'supply', area: 'VN' | 'VN-HN'): number => {
  const country = drawMarket(of.market)
  const drawn = area === 'VN' ? country : drawRegionalMarket(country, of.regions[0]!)
  const values = Array.from({ length: drawn.draws }, (_, d) => {
    const at = drawIndex(drawn, d, 0, drawn.horizon)
    return drawn[name][at]! / drawn[name][at - drawn.horizon]!
  })
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
}

describe('knowing one component', () => {
  it('demand of a sector is certain once total and sectors are known, and not before', () => {
    const both = knowing(knowing(inputs, 'totalDemand'), 'sectorDemand')
    expect(spread(both, 'demand', 'VN')).toBeLessThan(1e-9)
    expect(spread(knowing(inputs, 'sectorDemand'), 'demand', 'VN')).toBeGreaterThan(1e-4)
    expect(spread(knowing(both, 'areaLead'), 'demand', 'VN-HN')).toBeLessThan(1e-9)
    expect(spread(both, 'demand', 'VN-HN')).toBeGreaterThan(1e-4)
  })

  it('seed and draws stay, and what is not concerned is the same number for number', () => {
    const before = drawMarket(inputs.market)
    const after = drawMarket(knowing(inputs, 'labourForce').market)
    expect(after.demand).toEqual(before.demand)
    expect(spread(knowing(inputs, 'labourForce'), 'supply', 'VN')).toBeLessThan(spread(inputs, 'supply', 'VN'))
    for (const component of UNCERTAINTY_COMPONENTS)
      expect(knowing(inputs, component).market.seed, component).toBe(inputs.market.seed)
  })
})
