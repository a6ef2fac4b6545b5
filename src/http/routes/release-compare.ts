import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { CompareReleasesParams, CompareReleasesQuery, ReleaseComparison } from '../../contracts/release-compare.ts'
import { releaseChangeTable } from '../../reports/tables/release-compare.ts'
import { causesOfChange, compareReleases } from '../../storage/compare-release.ts'
import { findArea } from '../../storage/read-area.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

const LARGEST = 3
const METHOD =
  'Trung vị của lần sau trừ lần trước; nguyên nhân chỉ nêu khi hai phiên bản chỉ khác nhau một thứ. / Medians of the later release less the earlier; a cause is named where one thing alone differs between the two.'

/** GET /v1/releases/{a}/compare/{b} */
export function releaseCompareRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/releases/:a/compare/:b',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema(
          'figures',
          'What changed from one release to another, figure by figure, and why where that is known',
          CompareReleasesQuery,
          ReleaseComparison,
        ),
        params: CompareReleasesParams,
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const before = await resolveRelease(pool, params.a)
      const after = await resolveRelease(pool, params.b)
      await findArea(pool, query.area)
      return respond(context, request, reply, `${before.id} ${after.id}`, async () => {
        const causes = await causesOfChange(pool, before, after)
        const sector = query.sector && /^[A-Z]$/.test(query.sector) ? `VSIC2018:${query.sector}` : query.sector
        const rows = await compareReleases(pool, before, after, causes, { ...query, sector })
        const meta = await releaseMeta(pool, after, { unit: 'PS', status: 'F', method: METHOD })
        const year = query.year ?? Math.max(...rows.map((row) => row.year))
        const largest = rows
          .filter((row) => row.kind === 'section' && row.year === year && row.gap.change !== 0)
          .sort((x, y) => Math.abs(y.gap.change) - Math.abs(x.gap.change))
          .slice(0, LARGEST)
        return {
          meta,
          table: releaseChangeTable(meta, before.id),
          rows,
          body: { meta, before: before.id, after: after.id, causes, largest, rows },
        }
      })
    },
  )
}
