import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { GapParams } from '../../contracts/gaps.ts'
import { GapUncertainty, UncertaintyQuery } from '../../contracts/uncertainty.ts'
import { AppError } from '../../domain/errors.ts'
import { uncertaintyLines, uncertaintySentence, uncertaintyTable } from '../../reports/uncertainty.ts'
import { findGap } from '../../storage/read-gap.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { readUncertainty } from '../../storage/uncertainty.ts'
import type { Context } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

const METHOD =
  'Chạy lại mô phỏng khi biết chắc một thành phần, và với mỗi loại giả định ở hai đầu khoảng của nó; 300 lần rút, mỗi lần cùng số ngẫu nhiên. / The simulation run again with one component known, and with each kind of assumption at both ends of its range; 300 draws with the same random numbers each time.'

/** GET /v1/gaps/{id}/uncertainty */
export function uncertaintyRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/gaps/:id/uncertainty',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema(
          'figures',
          'Why the band of a gap is so wide, and what its assumptions do to it',
          UncertaintyQuery,
          GapUncertainty,
        ),
        params: GapParams,
      },
    },
    async (request, reply) => {
      const release = await resolveRelease(pool, request.query.release)
      return respond(context, request, reply, release.id, async () => {
        const gap = await findGap(pool, release, request.params.id)
        const rows = uncertaintyLines(await readUncertainty(pool, release.id, gap.id))
        if (rows.length === 0)
          throw new AppError(
            'NOT_AVAILABLE',
            `Release ${release.id} does not say why the band of ${gap.id} is so wide: it is known for both sexes together, from releases of the cohort method on.`,
          )
        const meta = await releaseMeta(pool, release, {
          unit: 'PS',
          status: `F (base ${gap.base.obsStatus})`,
          method: METHOD,
        })
        const sentence = { vi: uncertaintySentence(gap, rows, 'vi'), en: uncertaintySentence(gap, rows, 'en') }
        return {
          meta,
          table: uncertaintyTable(meta, gap.id),
          rows,
          body: { meta, gap, width: gap.gap.p90 - gap.gap.p10, rows, sentence },
        }
      })
    },
  )
}
