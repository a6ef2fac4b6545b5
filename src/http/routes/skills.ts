import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { SkillList, SkillQuery } from '../../contracts/skills.ts'
import { skillTable } from '../../reports/tables/skills.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { readSkills, type SkillKey, skillKey } from '../../storage/read-skill.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { refuseSums, resolveGapFilter, resolveOccupation } from '../gap-filter.ts'
import { releaseMeta } from '../meta.ts'
import { allRows, onePage, PAGE_ROWS, type ReadPage } from '../pages.ts'
import { respond } from '../respond.ts'
import { ONET } from './gaps.ts'

const Key: z.ZodType<SkillKey> = z.tuple([z.string(), z.string(), z.number(), z.number(), z.string()])
const METHOD =
  'Thiếu hụt theo nghề nhân trọng số kỹ năng của O*NET, trong từng lần mô phỏng; không cộng các kỹ năng với nhau. / Occupation gaps times O*NET skill weights, draw by draw; never added over skills.'

/** GET /v1/skills */
export function skillRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/skills',
    {
      preValidation: [settleFormat, refuseSums],
      schema: dataSchema(
        'figures',
        'Skill gaps of sectors, lenses and occupation groups: which skills run short, how sure, and why',
        SkillQuery,
        SkillList,
      ),
    },
    async (request, reply) => {
      const { query, dataFormat } = request
      const position = decodeCursor(query, Key)
      const release = await resolveRelease(pool, position?.state ?? query.release)
      const { occupation, domain, skill, ...gapQuery } = query
      const isWhole = query.sector === undefined && query.lens === undefined && query.kind === undefined
      const where = await resolveGapFilter(pool, release, { ...gapQuery, ...(isWhole ? { sector: '_T' } : {}) })
      const filter = {
        ...where,
        domain,
        skill,
        ...(occupation && { occupation: await resolveOccupation(pool, occupation) }),
      }
      return respond(context, request, reply, release.id, async () => {
        const meta = await releaseMeta(pool, release, { unit: 'person-skill', status: 'F', method: METHOD })
        const read: ReadPage<Parameters<typeof skillKey>[0], SkillKey> = async (limit, after) => {
          const rows = await readSkills(pool, release.id, filter, limit, after)
          const last = rows.at(-1)
          return { rows, last: last && skillKey(last) }
        }
        const common = { meta, table: skillTable(meta), attribution: ONET }
        if (dataFormat !== 'json' && query.limit === undefined)
          return { ...common, rows: allRows(read, position?.after), body: {} }
        const { rows, next: after } = await onePage(read, query.limit ?? PAGE_ROWS, position?.after)
        const next = after && encodeCursor(query, { state: release.id, after })
        return { ...common, rows, next, body: { meta: { ...meta, attribution: ONET }, rows, next } }
      })
    },
  )
}
