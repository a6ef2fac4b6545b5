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
  cutOffVersion: z.string().nullable().describe('Null until a release is published'),
  shortageThresholdPercent: z.number().nullable(),
})
export const ErrorExplanation = z.object({
  code: z.enum(ERROR_CODES),
  status: z.number().int(),
  title: Label,
  meaning: Label.describe('What it means and what to do'),
})
export type Definition = z.infer<typeof Definition>
export const ErrorParams = z.object({ code: z.enum(ERROR_CODES) })
