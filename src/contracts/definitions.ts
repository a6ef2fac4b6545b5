import { z } from 'zod'
import { ERROR_CODES } from '../domain/errors.ts'
import { Label } from './common.ts'
import { RATINGS } from './gaps.ts'

export const Definition = z.object({
  term: z.string().describe('As written in the fields of the API'),
  name: Label,
  text: Label,
  formula: z.string().nullable(),
})
export const DefinitionList = z.object({
  terms: z.array(Definition),
  replacementDemand: z.array(Definition).describe('Definition ids of replacement demand; every figure names one'),
  statuses: z.array(Definition).describe('SDMX CL_OBS_STATUS'),
  ratings: z.array(
    z.object({
      rating: z.enum(RATINGS),
      name: Label,
      above: z
        .number()
        .nullable()
        .describe('Normalised gap in per cent a year above which the rating begins; null: no limit'),
      upTo: z.number().nullable(),
    }),
  ),
  clearRatingFrom: z
    .number()
    .nullable()
    .describe('Probability from which on the likeliest class is clear; below it a rating is unclear'),
  cutOffVersion: z.string().nullable().describe('Null until a release is published'),
  shortageThresholdPercent: z.number().nullable(),
})
/** How a kind of figure is made. */
export const Method = z.object({
  id: z.string(),
  name: Label,
  text: Label,
  formula: z.string().nullable(),
  references: z.array(z.string()).describe('Literature and standards it follows'),
  routes: z.array(z.string()).describe('Where its figures are served'),
})
export const MethodList = z.object({
  methods: z.array(Method),
  release: z.string().nullable(),
  supplyMethod: z.string().nullable(),
})
export type Method = z.infer<typeof Method>
export const ErrorExplanation = z.object({
  code: z.enum(ERROR_CODES),
  status: z.number().int(),
  title: Label,
  meaning: Label.describe('What it means and what to do'),
})
export type Definition = z.infer<typeof Definition>
export const ErrorParams = z.object({ code: z.enum(ERROR_CODES) })
