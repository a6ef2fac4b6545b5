import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ReferenceQuery } from '../../contracts/reference.ts'
import { Release, ReleaseList, ReleaseParams } from '../../contracts/releases.ts'
import { releaseTable } from '../../reports/tables/reference.ts'
import { listReleases, resolveRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { dataSchema, jsonResponse, settleFormat } from '../data-route.ts'
import { respondList } from './reference.ts'

/** GET /v1/releases and /v1/releases/{id} */
export function releaseRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.get(
    '/v1/releases',
    {
      preValidation: settleFormat,
      schema: dataSchema('reference', 'Published releases, newest first', ReferenceQuery, ReleaseList),
    },
    async (request, reply) => {
      const rows = await listReleases(pool)
      return respondList(context, request, reply, releaseTable, rows, { rows })
    },
  )
  api.get(
    '/v1/releases/:id',
    {
      schema: {
        tags: ['reference'],
        summary: 'One release with its manifest: everything needed to compute it again',
        params: ReleaseParams,
        response: jsonResponse(Release, 'The release'),
      },
    },
    async (request) => resolveRelease(pool, request.params.id),
  )
}
