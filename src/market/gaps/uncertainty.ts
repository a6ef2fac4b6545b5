import type { ScenarioInputs } from '../scenario/apply.ts'
import type { MarketInput } from './draws.ts'
import type { QuantilePath } from './quantile-path.ts'

/** What is not known of a gap, in the order it is drawn. */
export const UNCERTAINTY_COMPONENTS = [
  'totalDemand',
  'sectorDemand',
  'labourForce',
  'newcomers',
  'exits',
  'staffing',
  'baseEstimate',
  'areaLead',
] as const
export type UncertaintyComponent = (typeof UNCERTAINTY_COMPONENTS)[number]

/** Shares of these are found by knowing each alone: what two of them do together belongs to neither. */
const CERTAIN: Readonly<Record<UncertaintyComponent, (inputs: ScenarioInputs) => ScenarioInputs>> = {
  totalDemand: (inputs) =>
    inputs.market.totalDemand ? national(inputs, { totalDemand: median(inputs.market.totalDemand) }) : inputs,
  sectorDemand: (inputs) =>
    national(inputs, {
      sectors: inputs.market.sectors.map((sector) => ({ ...sector, demand: median(sector.demand) })),
    }),
  labourForce: (inputs) => ({
    ...national(inputs, { labourForce: median(inputs.market.labourForce) }),
    regions: inputs.regions.map((region) => ({ ...region, labourForce: median(region.labourForce) })),
  }),
  newcomers: (inputs) => {
    const { newcomers } = inputs.market.occupations ?? {}
    return national(inputs, {
      entrantShareSd: 0,
      ...cells(inputs, { entrantSd: 0, ...(newcomers && { newcomers: { ...newcomers, sectorSd: 0 } }) }),
    })
  },
  exits: (inputs) => national(inputs, cells(inputs, { exitSd: 0 })),
  staffing: (inputs) => {
    const { occupations } = inputs.market
    return occupations
      ? national(inputs, cells(inputs, { shareSlopeSds: Array.from(occupations.shareSlopeSds, () => 0) }))
      : inputs
  },
  baseEstimate: (inputs) => ({
    ...inputs,
    regions: inputs.regions.map((region) => ({
      ...region,
      sectors: region.sectors.map((sector) => ({ ...sector, logSd: 0 })),
    })),
  }),
  areaLead: (inputs) => ({
    ...inputs,
    regions: inputs.regions.map((region) => ({ ...region, drift: { ...region.drift, sd: 0 } })),
  }),
}

/** The inputs as if one component were known: its median path, or no error at all. Seed and draws stay. */
export function knowing(inputs: ScenarioInputs, component: UncertaintyComponent): ScenarioInputs {
  return CERTAIN[component](inputs)
}

const national = (inputs: ScenarioInputs, changes: Partial<MarketInput>): ScenarioInputs => ({
  ...inputs,
  market: { ...inputs.market, ...changes },
})

const cells = ({ market }: ScenarioInputs, changes: Partial<NonNullable<MarketInput['occupations']>>) =>
  market.occupations ? { occupations: { ...market.occupations, ...changes } } : {}

/** Every quantile is the median; the level nearest one half where that is not among them. */
function median(path: QuantilePath): QuantilePath {
  const nearest = Array.from(path.levels).reduce(
    (best, level, k) => (Math.abs(level - 0.5) < Math.abs(path.levels[best]! - 0.5) ? k : best),
    0,
  )
  return { ...path, values: path.values.map(() => path.values[nearest]!) }
}
