import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { INDICATOR_CLASSES, IndicatorList, IndicatorQuery } from '../../contracts/indicators.ts'
import { AppError } from '../../domain/errors.ts'
import { INDICATOR_CLASS_NAMES, INDICATOR_LIMITS, WITHHELD_INDICATORS } from '../../reports/glossary.ts'
import { indicatorTable } from '../../reports/tables/indicators.ts'
import { readIndicators } from '../../storage/occupation-indicator.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { resolveGapFilter, resolveOccupation } from '../gap-filter.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'

const METHOD =
  'Trung bình các lần mô phỏng của chênh lệch, cộng từ năm gốc; cầu thay thế theo permanent_exits. Thất nghiệp ngắn hạn là một tỷ lệ giả định chung cho mọi nghề, cơ cấu trình độ là của người đang làm. / Means over the draws of the gaps, summed from the base year; replacement by permanent_exits. Short-term unemployment is one assumed share for all occupations, and the mix of education is that of those who work there.'
const ALL = '_T'
const NOT_OBSERVED = { tightness: null, fillRate: null }

/** GET /v1/indicators */
export function indicatorRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/indicators',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'Prospects, fit of education and share of women by occupation group',
        IndicatorQuery,
        IndicatorList,
      ),
    },
    async (request, reply) => {
      const { occupation: asked, ...query } = request.query
      const release = await resolveRelease(pool, query.release)
      const { area, from, to } = await resolveGapFilter(pool, release, query)
      const occupation = asked === undefined || asked === ALL ? asked : await resolveOccupation(pool, asked)
      return respond(context, request, reply, release.id, async () => {
        const published = await readIndicators(pool, release, { area, occupation, from, to })
        if (published.length === 0)
          throw new AppError(
            'NOT_AVAILABLE',
            `Release ${release.id} was published without indicators by occupation. Publish again, or ask for a later release.`,
          )
        const observed = await context.vacancyIndicators?.(pool, area, release.manifest.asOf)
        const rows = published.map((row) => ({ ...row, ...(observed?.get(row.occupation) ?? NOT_OBSERVED) }))
        const meta = await releaseMeta(pool, release, { unit: 'PS', status: 'F (base E)', method: METHOD })
        const classes = INDICATOR_CLASSES.map((one) => ({
          class: one,
          name: INDICATOR_CLASS_NAMES[one],
          upTo: INDICATOR_LIMITS[one],
        }))
        const isShown = (indicator: string): boolean =>
          (indicator === 'tightness' || indicator === 'fillRate') && rows.some((row) => row[indicator] !== null)
        const withheld = WITHHELD_INDICATORS.filter(({ indicator }) => !isShown(indicator))
        return { meta, table: indicatorTable(meta), rows, body: { meta, classes, withheld, rows } }
      })
    },
  )
}
