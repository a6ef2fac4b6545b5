import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  Availability,
  AvailabilityQuery,
  type AvailabilityRow,
  type UnavailableReason,
} from '../../contracts/availability.ts'
import type { LabelText } from '../../contracts/common.ts'
import type { Release } from '../../contracts/releases.ts'
import { MEASURES } from '../../domain/series.ts'
import { MEASURE_NAMES } from '../../reports/cubes/names.ts'
import { availabilityTable } from '../../reports/tables/availability.ts'
import { disclosureState } from '../../storage/disclosure.ts'
import { type AreaRecord, findArea } from '../../storage/read-area.ts'
import { readForecastSpans, readGapSpans, readMeasureSpans } from '../../storage/read-availability.ts'
import { listCodes } from '../../storage/read-classification.ts'
import { newestIngest } from '../../storage/read-observation.ts'
import { resolveRelease, servableRelease } from '../../storage/read-release.ts'
import { type Context, today } from '../context.ts'
import { dataSchema, settleFormat } from '../data-route.ts'
import { licenceSentence } from '../meta.ts'
import { respond } from '../respond.ts'

const WORDS: Readonly<Record<UnavailableReason, LabelText>> = {
  noData: { vi: 'Không có nơi nào công bố và chưa được ước tính.', en: 'Published nowhere, and not estimated.' },
  suppressed: {
    vi: 'Có số liệu nhưng bị che để bảo mật, hoặc chưa kiểm tra.',
    en: 'There are figures, but they are suppressed, or not audited yet.',
  },
  notComparable: { vi: 'Thuộc hệ thống hoặc địa bàn khác.', en: 'Of another scheme or territory.' },
  notYetPublished: { vi: 'Chưa có phiên bản nào công bố.', en: 'No release has published it yet.' },
}
const METHOD =
  'Những gì kho và phiên bản có cho địa bàn, và lý do nếu không có. / What store and release have for the area, and why not where they have nothing.'

/** GET /v1/availability */
export function availabilityRoutes(app: FastifyInstance, context: Context): void {
  const { pool } = context
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/availability',
    {
      preValidation: settleFormat,
      schema: dataSchema('reference', 'What there is for an area, and why not', AvailabilityQuery, Availability),
    },
    async (request, reply) => {
      const { area: areaId, dataset, release: wanted } = request.query
      const area = await findArea(pool, areaId)
      const isReady = wanted !== undefined || (await servableRelease(pool)) !== null
      const release = isReady ? await resolveRelease(pool, wanted) : null
      const state = `${release?.id ?? ''} ${await newestIngest(pool)} ${await disclosureState(pool)} ${today(context)}`
      return respond(context, request, reply, state, async () => {
        const all = [
          ...(await ofRelease(context, release, area)),
          ...(await forecasts(context, release, area)),
          ...(await observations(context, area)),
        ]
        const rows = all.filter((row) => dataset === undefined || row.dataset === dataset)
        const meta = {
          release: release?.id ?? null,
          asOf: release?.manifest.asOf ?? today(context),
          unit: 'none',
          status: 'none',
          method: METHOD,
          licence: await licenceSentence(pool),
        }
        const body = { meta, area: { id: area.id, name: area.name }, rows }
        return { meta, table: availabilityTable(area.id), rows, body }
      })
    },
  )
}

type Item = Pick<AvailabilityRow, 'dataset' | 'item' | 'label'>
const there = (item: Item, from: string, to: string): AvailabilityRow => ({
  ...item,
  available: true,
  from,
  to,
  reason: null,
  text: null,
})
const absent = (item: Item, reason: UnavailableReason, text: LabelText = WORDS[reason]): AvailabilityRow => ({
  ...item,
  available: false,
  from: null,
  to: null,
  reason,
  text,
})

/** Gaps and openings by sector: those the release has; the other version of the classification is not comparable. */
async function ofRelease({ pool }: Context, release: Release | null, area: AreaRecord): Promise<AvailabilityRow[]> {
  const spans = release ? await readGapSpans(pool, release.id, area.id) : []
  const known = spans.map(({ dataset, item, label, from, to }) =>
    there({ dataset, item, label }, String(from), String(to)),
  )
  const old = await listCodes(pool, 'VSIC2018', 1)
  const newer = await listCodes(pool, 'VSIC2025', 1)
  const rest = (['gaps', 'openings'] as const).flatMap((dataset) => {
    const has = new Set(known.filter((row) => row.dataset === dataset).map((row) => row.item))
    const [reason, text] = whyNot(release, area)
    return [
      ...old
        .filter(({ id }) => !has.has(id))
        .map(({ id, name }) => absent({ dataset, item: id, label: name }, reason, text)),
      ...newer.map(({ id, name }) =>
        absent({ dataset, item: id, label: name }, 'notComparable', {
          vi: 'Công bố theo VSIC 2018; cùng chữ cái trong VSIC 2025 chỉ ngành khác.',
          en: 'Published by VSIC 2018; the same letter means another industry in VSIC 2025.',
        }),
      ),
    ]
  })
  return [...known, ...rest].sort((a, b) => a.dataset.localeCompare(b.dataset))
}

function whyNot(release: Release | null, area: AreaRecord): [UnavailableReason, LabelText] {
  if (release === null) return ['notYetPublished', WORDS.notYetPublished]
  if (area.validTo !== null)
    return [
      'notComparable',
      {
        vi: `Địa bàn này không còn từ ngày ${area.validTo}; xem địa bàn kế thừa.`,
        en: `This territory ended on ${area.validTo}; see the area that took it in.`,
      },
    ]
  return ['noData', WORDS.noData]
}

async function forecasts({ pool }: Context, release: Release | null, area: AreaRecord): Promise<AvailabilityRow[]> {
  const spans = release ? await readForecastSpans(pool, release.id, area.id) : []
  if (spans.length === 0) {
    const [reason, text] = whyNot(release, area)
    const label = { vi: 'Dự báo chuỗi của địa bàn', en: 'Forecasts of series of the area' }
    return [absent({ dataset: 'forecasts', item: area.id, label }, reason, text)]
  }
  return spans.map(({ item, from, to }) =>
    there({ dataset: 'forecasts', item, label: { vi: item, en: item } }, from, to),
  )
}

async function observations({ pool }: Context, area: AreaRecord): Promise<AvailabilityRow[]> {
  const spans = await readMeasureSpans(pool, area.id)
  return MEASURES.flatMap((measure) => {
    const own = spans.filter((span) => span.measure === measure)
    const item = { dataset: 'observations' as const, item: measure, label: MEASURE_NAMES[measure] }
    if (own.length === 0)
      return [absent(item, 'noData', { vi: 'Kho không có số liệu.', en: 'The store has no figures.' })]
    return own.map(({ frequency, from, to, figures, hidden }) => {
      const each = { ...item, item: `${frequency}.${measure}` }
      return hidden === figures ? absent(each, 'suppressed') : there(each, from, to)
    })
  })
}
