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
  supplyMethod: z.string(),
  areas: z.array(z.string()),
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
