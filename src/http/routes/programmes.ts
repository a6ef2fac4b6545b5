import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { LabelText, Meta } from '../../contracts/common.ts'
import {
  AdviceAnswer,
  AdviceQuery,
  CobwebAnswer,
  CobwebQuery,
  CoordinationAnswer,
  CoordinationQuery,
  FieldParams,
  type Programme,
  ProgrammeAnswer,
  ProgrammeList,
  ProgrammeOneQuery,
  ProgrammeParams,
  ProgrammeQuery,
  QuotaAnswer,
  QuotaQuery,
} from '../../contracts/programmes.ts'
import type { Release } from '../../contracts/releases.ts'
import { AppError } from '../../domain/errors.ts'
import { sourceLabel } from '../../reports/advice-sources.ts'
import { replacementDefinition } from '../../reports/glossary.ts'
import {
  cobwebTable,
  coordinationTable,
  evidenceRows,
  evidenceTable,
  programmeTable,
  quotaTable,
} from '../../reports/tables/programmes.ts'
import { findProgramme, programmeState, readProgrammes, type StoredProgramme } from '../../storage/programme.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import { type AdviceService, type Context, today } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { licenceSentence } from '../meta.ts'
import { respond } from '../respond.ts'

const SYNTHETIC: LabelText = {
  vi: 'GIẢ LẬP: cơ sở, chương trình và số liệu này do máy bịa ra để thử; không dùng để ra quyết định.',
  en: 'SYNTHETIC: these institutions, programmes and figures were made up by a program for trying things out; not for decisions.',
}
const METHOD =
  'Chỗ làm cần tuyển của phiên bản (rời hẳn, mô phỏng chung) x tỷ trọng nhóm nghề cấp hai x cơ cấu mục tiêu, trừ nguồn khác, chia cho các tỷ lệ của người tốt nghiệp, trừ người đang học, chia cho số tốt nghiệp trên một chỗ tuyển; giảm biên độ và chặn hai đầu. / Openings of the release (permanent exits, joint draws) x share of sub-major group x target mix, less other sources, divided by the rates of graduates, less those enrolled, divided by graduates per place; damped and clamped.'

/** GET /v1/programmes, /v1/programmes/{id}, its advice and quota checks, /v1/fields/{code}/coordination, /v1/cobweb */
export function programmeRoutes(app: FastifyInstance, context: Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { pool } = context
  const state = async (release?: Release): Promise<string> => `${release?.id ?? ''} ${await programmeState(pool)}`

  api.get(
    '/v1/programmes',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'figures',
        'Programmes of study, by institution, field or words',
        ProgrammeQuery,
        ProgrammeList,
      ),
    },
    async (request, reply) =>
      respond(context, request, reply, await state(), async () => {
        const rows = (await readProgrammes(pool, request.query)).map(publicProgramme)
        const meta = await storeMeta(
          context,
          rows,
          'Số liệu của các cơ sở như đã nạp / Figures of institutions as loaded',
        )
        return { meta, table: programmeTable, rows, ...noticeOf(rows), body: { meta, notice: notice(rows), rows } }
      }),
  )

  api.get(
    '/v1/programmes/:id',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema('figures', 'One programme of study', ProgrammeOneQuery, ProgrammeAnswer),
        params: ProgrammeParams,
      },
    },
    async (request, reply) =>
      respond(context, request, reply, await state(), async () => {
        const programme = publicProgramme(await findProgramme(pool, request.params.id))
        const rows = [programme]
        const meta = await storeMeta(
          context,
          rows,
          'Số liệu của cơ sở như đã nạp / Figures of the institution as loaded',
        )
        return { meta, table: programmeTable, rows, ...noticeOf(rows), body: { meta, notice: notice(rows), programme } }
      }),
  )

  api.get(
    '/v1/programmes/:id/advice',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema(
          'figures',
          'Intake advice: verdict, waterfall, range, regret, coordination, rules',
          AdviceQuery,
          AdviceAnswer,
        ),
        params: ProgrammeParams,
      },
    },
    async (request, reply) => {
      const release = await resolveRelease(pool, request.query.release)
      return respond(context, request, reply, `${await state(release)} ${today(context)}`, async () => {
        const about = publicProgramme(await findProgramme(pool, request.params.id))
        const body = await deskOf(context).advise(pool, release, about.id, overridesOf(request.query), today(context))
        const meta = await adviceMeta(
          context,
          release,
          body.waterfall.map((step) => step.status),
        )
        const answer: AdviceAnswer = {
          meta,
          notice: notice([about]),
          about,
          ...body,
          waterfall: body.waterfall.map(withSource),
          inputs: body.inputs.map(withSource),
        }
        return {
          meta,
          table: evidenceTable(meta, about.id),
          rows: evidenceRows(answer),
          ...noticeOf([about]),
          definition: replacementDefinition(release.manifest.definitionId, request.query.lang),
          body: answer,
        }
      })
    },
  )

  api.get(
    '/v1/programmes/:id/quota-checks',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema('figures', 'Quota rules of a programme on a day', QuotaQuery, QuotaAnswer),
        params: ProgrammeParams,
      },
    },
    async (request, reply) => {
      const day = request.query.day ?? today(context)
      return respond(context, request, reply, `${await state()} ${day}`, async () => {
        const about = publicProgramme(await findProgramme(pool, request.params.id))
        const body = await deskOf(context).checkQuota(pool, about.id, day)
        const meta = await storeMeta(
          context,
          [about],
          'Quy định theo ngày hiệu lực, đối chiếu với số liệu của cơ sở / Rules as dated rows held against figures of the institution',
        )
        return {
          meta,
          table: quotaTable,
          rows: body.checks,
          ...noticeOf([about]),
          body: { meta, notice: notice([about]), about, ...body },
        }
      })
    },
  )

  api.get(
    '/v1/fields/:code/coordination',
    {
      preValidation: settleFormat,
      schema: {
        ...dataSchema(
          'figures',
          'Announced intakes of a field against its need',
          CoordinationQuery,
          CoordinationAnswer,
        ),
        params: FieldParams,
      },
    },
    async (request, reply) => {
      const { level, area, ...query } = request.query
      const release = await resolveRelease(pool, query.release)
      return respond(context, request, reply, `${await state(release)} ${today(context)}`, async () => {
        const field = { code: request.params.code, area, ...(level ? { level } : {}) }
        const body = await deskOf(context).coordinateField(pool, release, field, overridesOf(query), today(context))
        const meta = await adviceMeta(
          context,
          release,
          body.programmes.map((p) => p.status),
        )
        return {
          meta,
          table: coordinationTable(body),
          rows: body.programmes,
          ...noticeOf(body.programmes),
          body: { meta, notice: notice(body.programmes), ...body },
        }
      })
    },
  )

  api.get(
    '/v1/cobweb',
    {
      preValidation: settleFormat,
      schema: dataSchema(
        'reference',
        "Simulator of the pig cycle: intake that follows today's gap",
        CobwebQuery,
        CobwebAnswer,
      ),
    },
    async (request, reply) =>
      respond(context, request, reply, 'cobweb', async () => {
        const body = deskOf(context).cobweb(request.query)
        const meta: Meta = {
          release: null,
          asOf: today(context),
          unit: 'PS',
          status: 'simulated',
          method:
            'Chạy theo thị trường: I[t+1] = max(0, I[t] + eta (nhu cầu - G[t])), G[t] = I[t-L]; theo kế hoạch: I[t] = nhu cầu. / Chasing the market: I[t+1] = max(0, I[t] + eta (need - G[t])), G[t] = I[t-L]; plan: I[t] = need.',
          licence: await licenceSentence(pool, new Set()),
        }
        return { meta, table: cobwebTable, rows: body.rows, body: { meta, ...body } }
      }),
  )
}

function deskOf({ advice }: Context): AdviceService {
  if (advice) return advice
  throw new AppError(
    'NOT_AVAILABLE',
    'This process gives no enrolment advice; ask the service that `nhanluc start` or `serve` runs.',
  )
}

/** The numbers a person set; language, format and release are no part of the question. */
function overridesOf<
  Q extends Pick<FastifyRequest, never> & { lang: unknown; format?: unknown; release?: unknown; metadata?: unknown },
>(query: Q) {
  const { lang: _lang, format: _format, release: _release, metadata: _metadata, ...overrides } = query
  return overrides
}

function publicProgramme(p: StoredProgramme): Programme {
  const last = Math.max(...p.enrolment.map((e) => e.academicYear))
  return {
    id: p.id,
    name: p.name,
    level: p.level,
    moetCode: p.moetCode,
    field: p.field,
    fieldName: p.fieldName,
    institution: { id: p.institution.id, name: p.institution.name, kind: p.institution.kind, area: p.institution.area },
    lengthYears: p.lengthYears,
    lagYears: p.lagYears,
    capacity: p.capacity,
    intakeYear: p.intakeYear,
    currentIntake: p.currentIntake,
    announced: p.announced.find((a) => a.intakeYear === p.intakeYear + 1)?.places ?? null,
    students: p.enrolment.reduce((sum, e) => (e.academicYear === last ? sum + e.students : sum), 0),
    completionRate: p.completion.reduce((sum, c) => sum + c.share, 0),
    firstYearDropOut: p.firstYearDropOut,
    rates: [...p.rates],
    status: p.status as Programme['status'],
  }
}

type Flagged = { readonly status: string }
const notice = (rows: readonly Flagged[]): LabelText | null =>
  rows.some((r) => r.status === 'synthetic') ? SYNTHETIC : null
/** The notice for workbooks, whose sheet of origins carries it. */
const noticeOf = (rows: readonly Flagged[]) => {
  const text = notice(rows)
  return text ? { attribution: `${text.vi} / ${text.en}` } : {}
}

const distinct = (statuses: readonly string[]): string => [...new Set(statuses)].sort().join(', ') || 'none'

async function storeMeta(context: Context, rows: readonly Flagged[], method: string): Promise<Meta> {
  return {
    release: null,
    asOf: today(context),
    unit: 'PS',
    status: distinct(rows.map((r) => r.status)),
    method,
    licence: await licenceSentence(context.pool, new Set()),
  }
}

async function adviceMeta(context: Context, release: Release, statuses: readonly string[]): Promise<Meta> {
  return {
    release: release.id,
    asOf: release.manifest.asOf,
    unit: 'PS',
    status: `F; inputs ${distinct(statuses.filter((status) => status !== 'computed'))}`,
    method: METHOD,
    licence: await licenceSentence(context.pool),
  }
}

const withSource = <R extends { readonly source: string }>(row: R) => ({ ...row, sourceLabel: sourceLabel(row.source) })
