import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Health } from '../../contracts/releases.ts'
import { AppError } from '../../domain/errors.ts'
import { openJob } from '../../storage/read-job.ts'
import { servableRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { jsonResponse } from '../data-route.ts'
import { UNLIMITED } from '../plugins/protection.ts'

/** GET /health/live and /health/ready */
export function healthRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/health/live',
    {
      config: UNLIMITED,
      schema: { tags: ['service'], summary: 'The process answers', response: jsonResponse(Health, 'Alive') },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { status: 'ok' as const }
    },
  )
  api.get(
    '/health/ready',
    {
      config: UNLIMITED,
      schema: { tags: ['service'], summary: 'Published gaps can be served', response: jsonResponse(Health, 'Ready') },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      const release = await servableRelease(context.pool)
      if (release === null)
        throw new AppError('NOT_READY', `No release with gaps can be served yet. ${await activity(context)}`)
      return { status: 'ok' as const, detail: `Serving release ${release}.` }
    },
  )
}

/** What is being done about it, as far as anybody said. */
async function activity({ pool, activity }: Context): Promise<string> {
  const own = activity?.()
  if (own) return own
  const job = await openJob(pool)
  if (job === null) return 'No job is open: run the publish command, or POST /v1/jobs.'
  if (job.state === 'queued') return `Job ${job.id} waits for a worker.`
  return `Job ${job.id} is running: ${job.stage ?? 'starting'}, ${Math.round(job.progress * 100)} % done.`
}
