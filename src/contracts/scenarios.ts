import { z } from 'zod'
import { Band, Format, Label, Lang, Meta } from './common.ts'
import { SECTOR_KINDS } from './gaps.ts'

const year = z.number().int().min(1900).max(2200)
const area = z.string().min(1).describe('VN, VN-HN, or * for all areas')
const sector = z.string().describe('VSIC section, e.g. VSIC2018:C')
const years = {
  from: year.describe('First year of the change'),
  to: year.describe('Last year; a level is reached in full in it'),
}
const percent = z.number().gt(0).max(100)
const share = z.number().min(0).max(1)
const field = {
  area,
  field: z.string().min(1).describe('ISCED-F code'),
  factor: z.number().min(0).max(10).describe('1.1 is a tenth more'),
  entrantsFromField: z.record(z.string(), share).describe('Section -> share of its entrants who come from the field'),
  ...years,
}

/** One change against the base, in the units a planner speaks in. */
export const Change = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sectorGrowth'),
    area,
    sector,
    pointsPerYear: z.number().min(-30).max(30).describe('Percentage points a year on top of the base'),
    totalFollows: z.boolean().optional().describe('Default true: the jobs are new; false: other sectors lose as many'),
    ...years,
  }),
  z.strictObject({
    kind: z.literal('participation'),
    area,
    fromPercent: percent.describe('Participation rate of the base'),
    points: z.number().min(-50).max(50).describe('Percentage points more, reached in `to`'),
    ...years,
  }),
  z.strictObject({
    kind: z.literal('retirement'),
    area,
    shiftYears: z.number().min(-10).max(10).describe('Statutory retirement later by so many years'),
    insuredShare: share.describe('Share of workers whom the statutory age binds'),
    cohortShare: share.describe('Share of the labour force in one single year of age at retirement'),
    ...years,
  }),
  z.strictObject({
    kind: z.literal('migration'),
    area: z.string().min(1).describe('VN or VN-HN; it counts people, so not *'),
    personsPerYear: z.number().min(-5e6).max(5e6),
    participationPercent: percent,
    ...years,
  }),
  z.strictObject({ kind: z.literal('completion'), ...field }),
  z.strictObject({ kind: z.literal('intake'), lengthYears: z.number().int().min(1).max(10), ...field }),
  z.strictObject({
    kind: z.literal('sectorShare'),
    area: z.literal('VN').describe('The areas follow the country'),
    fromSector: sector,
    toSector: sector,
    points: z.number().gt(0).max(50).describe('Points of all employment, in full in `to`'),
    ...years,
  }),
])

const MOST_CHANGES = 60
const text = z.object({ vi: z.string().trim().min(1).max(300), en: z.string().trim().min(1).max(300) })

/** What a scenario assumes, as it is posted and as it ships. */
export const ScenarioDraft = z.strictObject({
  name: text.describe('In both languages'),
  note: text.describe('What it assumes and where the numbers come from, in both languages'),
  owner: z.string().trim().min(1).max(200).describe('Who answers for the assumptions'),
  changes: z.array(Change).min(1).max(MOST_CHANGES),
})
export const ScenarioRequest = ScenarioDraft.extend({
  release: z.string().optional().describe('Release it changes; default the current one'),
})
/** A scenario that ships with the program. */
export const ShippedScenario = ScenarioDraft.extend({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  createdOn: z.iso.date(),
})

export const Scenario = z.object({
  id: z.string(),
  release: z.string().describe('Release it is compared with'),
  name: Label,
  note: Label,
  owner: z.string(),
  createdOn: z.string(),
  isShipped: z.boolean().describe('Came with the program; cannot be changed'),
  changes: z.array(Change),
})
const release = z.string().optional()
export const ScenarioListQuery = z.strictObject({ release, lang: Lang, format: Format })
export const ScenarioList = z.object({ meta: Meta, rows: z.array(Scenario) })
export const ScenarioParams = z.object({ id: z.string().min(1) })
export const ScenarioBody = z.object({ meta: Meta, scenario: Scenario })

const queryYear = z.coerce.number().int().min(1900).max(2200).optional()
export const CompareQuery = z.strictObject({
  area: z.string().default('VN-HN').describe('VN or VN-HN'),
  kind: z.enum(SECTOR_KINDS).optional(),
  sector: z.string().optional(),
  lens: z.string().optional(),
  year: queryYear,
  from: queryYear,
  to: queryYear,
  release,
  lang: Lang,
  format: Format,
})
const Difference = z.object({
  base: z.number().describe('Median of the base'),
  scenario: z.number().describe('Median of the scenario; the two medians do not differ by the median difference'),
  difference: Band.describe('Scenario less base, draw by draw'),
  pHigher: z.number().describe('Probability that the scenario is higher'),
})
export const ComparedRow = z.object({
  area: z.string(),
  kind: z.enum(SECTOR_KINDS),
  sector: z.string(),
  label: Label,
  year: z.number().int(),
  demand: Difference,
  supply: Difference,
  gap: Difference.describe('Demand less supply; a positive difference is more of a shortage'),
})
export const Comparison = z.object({ meta: Meta, scenario: Scenario, rows: z.array(ComparedRow) })

export type Change = z.infer<typeof Change>
export type ScenarioDraft = z.infer<typeof ScenarioDraft>
export type ScenarioRequest = z.infer<typeof ScenarioRequest>
export type ShippedScenario = z.infer<typeof ShippedScenario>
export type Scenario = z.infer<typeof Scenario>
export type CompareQuery = z.infer<typeof CompareQuery>
export type ComparedRow = z.infer<typeof ComparedRow>
