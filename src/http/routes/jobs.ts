import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Job, JobParams, PublishRequest } from '../../contracts/jobs.ts'
import { AppError } from '../../domain/errors.ts'
import { findJob } from '../../storage/read-job.ts'
import { holdsKey, requireKey } from '../authorise.ts'
import type { Context } from '../context.ts'
import { jsonResponse, PROBLEM_RESPONSES } from '../data-route.ts'

/** POST /v1/jobs and GET /v1/jobs/{id} */
export function jobRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const key = context.config.NHANLUC_API_KEY

  api.post(
    '/v1/jobs',
    {
      // Before the body is parsed: a stranger learns nothing about it.
      onRequest: requireKey(key),
      schema: {
        tags: ['service'],
        summary: 'Start a job; needs the key',
        security: [{ key: [] }],
        body: PublishRequest,
        response: {
          202: { description: 'Accepted; Location leads to the job', content: { 'application/json': { schema: Job } } },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      if (!context.enqueuePublish) throw new AppError('NOT_READY', 'This process takes no jobs: it has no queue.')
      const job = await findJob(context.pool, await context.enqueuePublish(request.body))
      return reply.code(202).header('location', `/v1/jobs/${job.id}`).send(job)
    },
  )
  api.get(
    '/v1/jobs/:id',
    {
      schema: {
        tags: ['service'],
        summary: 'State and progress of a job',
        params: JobParams,
        response: jsonResponse(Job, 'The job'),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const job = await findJob(context.pool, request.params.id)
      return holdsKey(request, key)
        ? job
        : { ...job, error: job.error && 'The job failed; ask with the key for the reason.' }
    },
  )
}
