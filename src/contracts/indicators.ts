import { z } from 'zod'
import { Format, Label, Lang, Meta } from './common.ts'

/** Classes of the indicator of the labour market, from the viewpoint of those who seek work. */
export const INDICATOR_CLASSES = ['veryGood', 'good', 'reasonable', 'moderate', 'poor'] as const

const year = z.coerce.number().int().min(1900).max(2200).optional()
export const IndicatorQuery = z.strictObject({
  area: z.string().default('VN-HN').describe('VN or VN-HN'),
  occupation: z.string().optional().describe('A VSCO major group, VSCO2020:2 or 2; or _T for all together'),
  year,
  from: year,
  to: year,
  release: z.string().optional(),
  lang: Lang,
  format: Format,
})

/** Classes of vacancies per unemployed person, from the viewpoint of employers. */
export const TIGHTNESS_CLASSES = ['veryLoose', 'loose', 'average', 'tight', 'veryTight'] as const
export const VacancyIndicators = z.object({
  tightness: z
    .object({ value: z.number(), class: z.enum(TIGHTNESS_CLASSES), year: z.number().int() })
    .nullable()
    .describe(
      'Vacancies per unemployed person of the newest year observed; the class speaks for employers: tight is hard to recruit. Null where no vacancies are published',
    ),
  fillRate: z
    .object({ value: z.number(), year: z.number().int() })
    .nullable()
    .describe('Share of the closed vacancies that were filled, newest year observed; null where none are published'),
})
export type VacancyIndicators = z.infer<typeof VacancyIndicators>

export const IndicatorRow = z.object({
  area: z.string(),
  occupation: z.string().describe('VSCO2020:2, or _T for all groups together'),
  label: Label,
  year: z.number().int(),
  years: z.number().int().describe('Years since the base year, over which the flows are summed'),
  employment: z.number().describe('Base year, persons; this and all below are means over the draws'),
  inflow: z.number().describe('People who come to the occupation, persons, summed from the base year'),
  shortTermUnemployed: z
    .number()
    .describe('Out of work for less than half a year, persons; one share of employment for all occupations, assumed'),
  expansionDemand: z.number(),
  replacementDemand: z.number().describe('By permanent_exits'),
  indicator: z
    .number()
    .nullable()
    .describe(
      'ITA-like, stock form: (employment + inflow + shortTermUnemployed) / (employment + expansion + replacement)',
    ),
  indicatorClass: z.enum(INDICATOR_CLASSES).nullable(),
  viewpoint: z
    .literal('jobSeekers')
    .describe('Whose prospects the class describes: veryGood for those who seek work is a shortage for employers'),
  flowRatio: z
    .number()
    .nullable()
    .describe('(inflow + shortTermUnemployed) / openings; another number, not the indicator; null without openings'),
  mixFill: z
    .number()
    .nullable()
    .describe('Share of the wanted mix of tertiary and other education that newcomers have, 0 to 1'),
  womenOfEmployment: z.number().nullable().describe('Share of women in the year'),
  womenOfOpenings: z.number().nullable().describe('Share of women in openings, by who is projected to work there'),
  womenOfSeekers: z.number().nullable().describe('Share of women among those who come'),
  segregation: z
    .number()
    .nullable()
    .describe("Duncan's index over the occupation groups, of _T alone: the part of one sex that would have to move"),
  openingsByLevel: z
    .object({ ADV: z.number(), INT: z.number(), BAS: z.number(), LTB: z.number() })
    .describe(
      'Openings by education, persons: tertiary, upper secondary, basic, less; the mix of those who work there, not what the work asks for',
    ),
  usualEducation: z
    .string()
    .nullable()
    .describe(
      'What work of the group usually asks for on entry, ISCED 2011 by the skill level of ISCO-08 (ILO, 2012); null: _T and the armed forces have no one level',
    ),
  ...VacancyIndicators.shape,
  basis: z.literal('residence'),
  obsStatus: z.literal('F'),
})
export const IndicatorList = z.object({
  meta: Meta,
  classes: z.array(z.object({ class: z.enum(INDICATOR_CLASSES), name: Label, upTo: z.number().nullable() })),
  withheld: z
    .array(z.object({ indicator: z.string(), reason: Label }))
    .describe('Indicators of the same family that are not published, and why'),
  rows: z.array(IndicatorRow),
})
export type IndicatorRow = z.infer<typeof IndicatorRow>
/** Indicators of a release, before those that are observed. */
export type PublishedIndicators = Omit<IndicatorRow, keyof VacancyIndicators>
export type IndicatorClassName = (typeof INDICATOR_CLASSES)[number]
