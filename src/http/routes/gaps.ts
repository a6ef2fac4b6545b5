import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Meta } from '../../contracts/common.ts'
import { GapList, GapParams, GapQuery, type GapRow, GapSkills, GapSkillsQuery } from '../../contracts/gaps.ts'
import type { Release } from '../../contracts/releases.ts'
import { gapCube } from '../../reports/cubes/gaps.ts'
import { createNames } from '../../reports/cubes/names.ts'
import { replacementDefinition, supplyMethod } from '../../reports/glossary.ts'
import { gapParts, gapPartTable, gapTable } from '../../reports/tables/gaps.ts'
import { activeOverrides, overrideState } from '../../storage/override.ts'
import {
  findGap,
  type GapFilter,
  type GapKey,
  gapKey,
  readGapOccupations,
  readGapSkills,
  readGaps,
} from '../../storage/read-gap.ts'
import { readNames } from '../../storage/read-names.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { type Context, today } from '../context.ts'
import { decodeCursor } from '../cursor.ts'
import { dataSchema, reportSchema, settleFormat, settleReportFormat } from '../data-route.ts'
import { refuseSums, resolveGapFilter } from '../gap-filter.ts'
import { gapReport, reportQuestion } from '../gap-report.ts'
import { releaseMeta } from '../meta.ts'
import type { ReadPage } from '../pages.ts'
import { walk } from '../paging.ts'
import { respond, tagOf } from '../respond.ts'

const Key: z.ZodType<GapKey> = z.tuple([z.string(), z.string(), z.string(), z.number(), z.string()])
/** Attribution the licence of O*NET asks for, in both languages. */
export const ONET =
  'Trọng số kỹ năng được tính từ cơ sở dữ liệu O*NET của Bộ Lao động Hoa Kỳ, Cục Việc làm và Đào tạo (USDOL/ETA), dùng theo giấy phép CC BY 4.0. USDOL/ETA không phê duyệt, bảo trợ hay kiểm tra các thay đổi này. / Skill weights are derived from the O*NET database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 licence. USDOL/ETA has not approved, endorsed or tested these modifications.'

/** GET /v1/gaps and /v1/gaps/{id}/skills */
export function gapRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context

  api.get(
    '/v1/gaps',
    {
      preValidation: [settleReportFormat, refuseSums],
      schema: reportSchema('Gaps between demand and supply by sector, year and sex', GapQuery, GapList),
    },
    async (request, reply) => {
      const { query } = request
      const position = decodeCursor(query, Key)
      const release = await resolveRelease(pool, position?.state ?? query.release)
      const report = request.dataFormat === 'pdf' ? reportQuestion(query) : null
      const day = today(context)
      const state = await overrideState(pool, day)
      return respond(
        context,
        request,
        reply,
        tagOf(release.id, state),
        async () => {
          const filter = await resolveGapFilter(pool, release, query)
          const read = pagesOf(context, release, filter)
          const meta = await gapMeta(context, release)
          const walked = await walk(request, { state: release.id, after: position?.after, read }, (rows, next) => ({
            meta: withBase(meta, rows),
            cutOffs: cutOffs(release),
            rows,
            next,
          }))
          const ids = Array.isArray(walked.rows) ? walked.rows.map((row: GapRow) => row.id) : []
          const overrides = await activeOverrides(pool, 'gap', day, ids)
          return {
            meta,
            table: gapTable(meta),
            definition: replacementDefinition(release.manifest.definitionId, query.lang),
            pdf: async () => gapReport(context, release, report!),
            cube: async () => gapCube(release.id, createNames(await readNames(pool))),
            ...walked,
            body: { ...walked.body, overrides },
          }
        },
        state === '',
      )
    },
  )

  api.get(
    '/v1/gaps/:id/skills',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema('figures', 'Occupation groups and skills a gap is made of', GapSkillsQuery, GapSkills),
        params: GapParams,
      },
    },
    async (request, reply) => {
      const release = await resolveRelease(pool, request.query.release)
      return respond(context, request, reply, release.id, async () => {
        const gap = await findGap(pool, release, request.params.id)
        const occupations = await readGapOccupations(pool, release, gap.id)
        const skills = await readGapSkills(pool, release, gap.id)
        const meta = withBase(await gapMeta(context, release), [gap])
        return {
          meta,
          table: gapPartTable(meta, gap.id),
          rows: gapParts({ occupations, skills }),
          attribution: ONET,
          body: { meta, gap, occupations, skills, attribution: ONET },
        }
      })
    },
  )
}

const pagesOf =
  ({ pool }: Context, release: Release, filter: GapFilter): ReadPage<GapRow, GapKey> =>
  async (limit, after) => {
    const rows = await readGaps(pool, release, filter, limit, after)
    const last = rows.at(-1)
    return { rows, last: last && gapKey(last) }
  }

const gapMeta = ({ pool }: Context, release: Release): Promise<Meta> =>
  releaseMeta(pool, release, {
    unit: 'PS',
    status: 'F',
    method: methodOf(release),
  })

/** The status of the base beside the one of the forecast: an estimate stays recognisable. */
function withBase(meta: Meta, rows: readonly GapRow[]): Meta {
  const bases = [...new Set(rows.map((r) => r.base.obsStatus))].sort()
  return bases.length === 0 ? meta : { ...meta, status: `F (base ${bases.join(', ')})` }
}

const cutOffs = ({ manifest }: Release) => ({
  normalisedGapPercentPerYear: manifest.normalisedGapCutOffs,
  shortageThresholdPercent: manifest.shortageThresholdPercent,
  version: manifest.cutOffVersion,
})

/** The method in both languages, since one answer is read by everybody. */
const methodOf = ({ manifest }: Release): string =>
  `Cầu: tổ hợp dự báo, trọng số theo kiểm định lùi. Cung: ${supplyMethod(manifest.supplyMethod, 'vi')}. Chênh lệch: ${manifest.draws} lần mô phỏng chung. / Demand: combination of forecasts weighted by backtest. Supply: ${manifest.supplyMethod}. Gap: simulation with ${manifest.draws} shared draws.`
