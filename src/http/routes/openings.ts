import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { type OpeningDefinition, OpeningList, OpeningQuery } from '../../contracts/openings.ts'
import { createNames } from '../../reports/cubes/names.ts'
import { openingCube } from '../../reports/cubes/openings.ts'
import { replacementDefinition } from '../../reports/glossary.ts'
import { openingTable } from '../../reports/tables/openings.ts'
import { readAssumptions } from '../../storage/assumption.ts'
import { readOpenings } from '../../storage/opening.ts'
import { readNames } from '../../storage/read-names.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { settleStatisticalFormat, statisticalSchema } from '../data-route.ts'
import { refuseSums, resolveGapFilter } from '../gap-filter.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

/** Registered rates and the definition that alone uses them. */
const RATES: readonly (readonly [kind: string, definitionId: OpeningDefinition | null])[] = [
  ['retirement_hazard', null],
  ['insured_share', null],
  ['exit_sd', null],
  ['transfer_rate', 'bls_separations'],
  ['exit_rate_net_cohort', 'net_cohort'],
]
const METHOD =
  'Cầu mở rộng cộng cầu thay thế trong từng lần mô phỏng, cộng từ năm gốc. Cầu thay thế theo định nghĩa ghi ở dòng: người rời hẳn được đếm theo thế hệ từng tuổi, giới và nghề; các giả định đi kèm nguồn. / Expansion plus replacement in each draw of the gap simulation, summed from the base year. Replacement by the definition named in the row: permanent exits are counted from cohorts by age, sex and occupation, and the assumptions behind them are listed with their source.'

/** GET /v1/openings */
export function openingRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/openings',
    {
      preValidation: [settleStatisticalFormat, refuseSums],
      schema: statisticalSchema('Job openings by definition of replacement demand', OpeningQuery, OpeningList),
    },
    async (request, reply) => {
      const { query } = request
      const release = await resolveRelease(pool, query.release)
      const filter = await resolveGapFilter(pool, release, query)
      return respond(context, request, reply, release.id, async () => {
        const rows = await readOpenings(pool, release, filter, query.definition)
        const used = RATES.filter(([, own]) => !query.definition || own === null || own === query.definition).filter(
          ([, own]) => query.definition !== 'net_cohort' || own !== null,
        )
        const assumptions = (
          await Promise.all(
            used.map(async ([kind, definitionId]) =>
              (
                await readAssumptions(pool, kind)
              ).map(({ assumptionId: id, value, low, high, unit, status, basis }) => ({
                id,
                definitionId,
                value,
                low,
                high,
                unit,
                status,
                basis,
              })),
            ),
          )
        ).flat()
        const meta = await releaseMeta(pool, release, { unit: 'PS', status: 'F', method: METHOD })
        return {
          meta,
          table: openingTable(meta),
          rows,
          definition: query.definition && replacementDefinition(query.definition, query.lang),
          cube: async () => openingCube(release.id, createNames(await readNames(pool))),
          body: { meta, assumptions, rows },
        }
      })
    },
  )
}
