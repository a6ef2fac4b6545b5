import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { NOT_KNOWN, PathwayList, PathwayQuery } from '../../contracts/pathways.ts'
import { AppError } from '../../domain/errors.ts'
import { pathwayTable } from '../../reports/tables/pathways.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import type { Context } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { resolveGapFilter } from '../gap-filter.ts'
import { releaseMeta } from '../meta.ts'
import { respond } from '../respond.ts'
import { ONET } from './gaps.ts'

const METHOD =
  'Kỹ năng đã có: tổng phần nhỏ hơn của hai trọng số kỹ năng, chia cho trọng số của nghề đến. Khả thi từ mức thấp nhất trở lên và cách nhau nhiều nhất một bậc kỹ năng ISCO-08; chưa biết chứng chỉ hành nghề; nên đi trừ khi nơi đến dễ dư người hơn là không. Thị trường là của nhóm nghề lớn VSCO; nguồn người và chỗ nhận chia theo phần của nghề trong nhóm, số việc làm cả nước. Người chuyển theo kế hoạch chung: mỗi người chuyển một lần, không nơi nào nhận quá chỗ, tổng số người nhân điểm lớn nhất; phần người sẵn lòng do người hỏi đặt. / Coverage: sum of the lesser skill weights over the weights of the destination. Feasible from the least coverage on and at most one ISCO-08 skill level apart; licences are not known; desirable unless the destination is more likely than not in surplus. The market is that of the VSCO major group; pool and room are the part of it that the occupation has of its employed in the country. Movers of the joint plan: everybody moves once, nobody beyond the room, people times score as large as can be; the part who would move is set by whoever asks.'

/** GET /v1/pathways */
export function pathwayRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/pathways',
    {
      preValidation: settleFormat,
      schema: dataSchema('figures', 'Retraining pathways out of an occupation or into one', PathwayQuery, PathwayList),
    },
    async (request, reply) => {
      const { from, to, area, year, willing } = request.query
      if (from === undefined && to === undefined)
        throw new AppError(
          'INVALID_INPUT',
          'Name the occupation people leave (from), the one they go to (to), or both.',
          {
            parameter: 'from',
          },
        )
      const release = await resolveRelease(pool, request.query.release)
      await resolveGapFilter(pool, release, { area, year })
      return respond(context, request, reply, release.id, async () => {
        if (!context.findPathways) throw new AppError('NOT_READY', 'This process computes no pathways.')
        const { rows, limits } = await context.findPathways({ release, area, year, from, to, willing })
        const meta = await releaseMeta(pool, release, { unit: 'PS', status: 'F (base E)', method: METHOD })
        return {
          meta,
          table: pathwayTable(meta, area),
          rows,
          attribution: ONET,
          body: { meta, area, limits, notKnown: [...NOT_KNOWN], rows, attribution: ONET },
        }
      })
    },
  )
}
