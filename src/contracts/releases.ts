import { z } from 'zod'
import { Meta } from './common.ts'

export const Manifest = z.object({
  asOf: z.string(),
  baseYear: z.number().int(),
  lastYear: z.number().int(),
  seed: z.number().int(),
  draws: z.number().int(),
  codeVersion: z.string(),
  backend: z.string(),
  runId: z.string(),
  inputs: z.array(z.object({ file: z.string(), sha256: z.string() })),
  definitionId: z.string(),
  cutOffVersion: z.string(),
  shortageThresholdPercent: z.number(),
  normalisedGapCutOffs: z.array(z.number()),
  clearRatingFrom: z
    .number()
    .optional()
    .describe('Probability from which on the class of a gap is clear; absent in releases that had no such rule'),
  supplyMethod: z.string(),
  areas: z.array(z.string()),
  method: z
    .object({
      staffing: z.object({
        model: z.enum(['fixed', 'trend']).describe('The one that forecast the past better'),
        wapeFixed: z.number().describe('Per cent of people in the wrong occupation, fixed shares'),
        wapeTrend: z.number(),
        origins: z.number().int(),
        driftSd: z.number().describe('Standard deviation of the log of a share a damped year, measured'),
        years: z.array(z.number().int()),
      }),
      participation: z.object({
        model: z.string().describe('The one that forecast the past best'),
        errors: z.record(z.string(), z.number()).describe('Root mean square error of the log of the labour force'),
        byHorizon: z.array(z.number()),
      }),
      cohorts: z.object({
        exits: z.array(z.number()).describe('Persons who die or leave work for good, a year'),
        entrants: z.array(z.number()).describe('Persons who come, a year'),
        graduateShare: z.array(z.number()).describe('Share of newcomers with tertiary education'),
        overQualification: z.number().describe('Share of graduate newcomers in groups 4 to 9'),
        migration: z.array(z.number()).describe('Net international migration of those who work, persons a year'),
        hazardFactors: z
          .array(z.number())
          .optional()
          .describe(
            'What the odds of the prior hazards were multiplied by, women and men, to give the exits observed in the base year; absent in releases that took them as they were',
          ),
        oddsFactors: z
          .array(z.number())
          .describe('Smallest and largest factor the cohorts of later years ask beyond that'),
      }),
    })
    .optional()
    .describe('What was chosen and measured on the way; absent in releases of the share method'),
})
export type Manifest = z.infer<typeof Manifest>

export const Release = z.object({
  id: z.string(),
  createdAt: z.string(),
  isCurrent: z.boolean(),
  manifest: Manifest,
  figures: z.number().int(),
})
export const ReleaseList = z.object({ meta: Meta, rows: z.array(Release) })

export const Health = z.object({ status: z.enum(['ok', 'starting', 'unavailable']), detail: z.string().optional() })
export type Release = z.infer<typeof Release>
export const ReleaseParams = z.object({ id: z.string().min(1) })
