import { z } from 'zod'

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

export const PublishRequest = z.strictObject({
  kind: z.literal('publish').describe('Forecast, compute the gaps and publish a release'),
  asOf: z.iso.date().optional().describe('Data vintage: read nothing published after this day; default today'),
})
export const JobParams = z.object({ id: z.coerce.number().int().min(1) })
export const Job = z.object({
  id: z.number().int(),
  kind: z.enum(['publish', 'trackRecord']),
  state: z.enum(JOB_STATES),
  attempts: z.number().int(),
  progress: z.number().min(0).max(1),
  stage: z.string().nullable(),
  createdAt: z.string(),
  release: z.string().nullable().describe('Release the job published'),
  error: z.string().nullable().describe('Why it failed; shown with the key only'),
})
export type PublishRequest = z.infer<typeof PublishRequest>
export type Job = z.infer<typeof Job>
