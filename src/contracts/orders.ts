import { z } from 'zod'
import { Band, Format, Label, Lang, Meta, Status } from './common.ts'
import { INPUT_STATUSES } from './programme-files.ts'

export const ORDER_STATUSES = ['open', 'closed', 'cancelled'] as const

const year = z.number().int().min(1990).max(2200)
const persons = z.number().min(0).max(10_000_000)
const words = (most: number) => z.string().trim().min(1).max(most)
const group = z
  .string()
  .regex(/^(VSCO2020:)?\d$/, 'write a major group of VSCO 2020, e.g. VSCO2020:2')
  .transform((text) => (text.includes(':') ? text : `VSCO2020:${text}`))
const field = z.string().regex(/^\d{4}$/, 'write the four digits of a detailed field of ISCED-F 2013')
const Places = z
  .strictObject({ total: persons.optional(), women: persons.optional(), men: persons.optional() })
  .describe('Places; by sex where the order says so, and then women and men are the total')

export const OrderRequest = z.strictObject({
  buyer: words(200).describe('Who orders, e.g. a department of the city'),
  reference: words(100).optional().describe("The buyer's own number: the same twice is the same order"),
  area: z.string().default('VN-HN').describe('Area of the gap: VN or VN-HN'),
  year: year.describe('Year of the gap the order is placed against'),
  occupation: group
    .optional()
    .describe('Major group of VSCO 2020; default the one most graduates of the programme go to'),
  programme: z.string().optional().describe('A programme of /v1/programmes; it gives provider and field'),
  provider: words(200).optional().describe('Who trains, where no programme is named'),
  field: field.optional().describe('Detailed field of ISCED-F 2013, where no programme is named'),
  places: Places,
  orderedOn: z.iso.date().optional().describe('Day of the order; default today'),
  dueYear: year.optional().describe('Year in which the trained should be at work; default the year of the gap'),
  release: z.string().optional().describe('Release the order rests on; default the current one'),
  note: words(2000).optional(),
})
export const OrderChange = z.strictObject({
  revision: z.number().int().min(1).describe('Revision that was read; another means somebody changed it since'),
  buyer: words(200).optional(),
  places: Places.optional(),
  dueYear: year.optional(),
  note: words(2000).nullable().optional(),
})
export const OrderClosing = z.strictObject({
  revision: z.number().int().min(1),
  status: z.enum(['closed', 'cancelled']),
  reason: words(1000),
  closedOn: z.iso.date().optional().describe('Default today'),
  realisedGap: z
    .strictObject({ persons: z.number(), source: words(500) })
    .optional()
    .describe('Gap in the year of the order as measured since; the forecast is judged on it'),
})

export const Order = z.object({
  id: z.string().describe('o-1, o-2, ...'),
  revision: z.number().int(),
  buyer: z.string(),
  reference: z.string().nullable(),
  provider: z.string(),
  programme: z.string().nullable(),
  field: z.string(),
  against: z
    .object({
      release: z.string(),
      area: z.string(),
      occupation: z.string(),
      label: Label,
      year: z.number().int(),
      gap: Band.describe('As known on the day of the order; never updated'),
      pShortage: z.number(),
    })
    .describe('The forecast gap the order was placed against'),
  places: z.object({ total: z.number(), women: z.number().nullable(), men: z.number().nullable() }),
  orderedOn: z.string(),
  dueYear: z.number().int(),
  status: z.enum(ORDER_STATUSES),
  closedOn: z.string().nullable(),
  closeReason: z.string().nullable(),
  realisedGap: z.object({ persons: z.number(), source: z.string() }).nullable(),
  note: z.string().nullable(),
  dataStatus: z.enum(INPUT_STATUSES).describe('synthetic: placed with an invented programme, for trying out'),
})
const tail = { lang: Lang, format: Format }
const filter = {
  area: z.string().optional(),
  occupation: z.string().optional().describe('VSCO2020:2'),
  year: z.coerce.number().int().min(1990).max(2200).optional().describe('Year of the gap'),
  provider: z.string().optional(),
  status: z.enum(ORDER_STATUSES).optional(),
}
const Notice = Label.nullable().describe('What must be known before anything here is used')
export const OrderQuery = z.strictObject({ ...filter, ...tail })
export const OrderOneQuery = z.strictObject(tail)
export const OrderParams = z.object({ id: z.string() })
export const OrderList = z.object({ meta: Meta, notice: Notice, rows: z.array(Order) })
export const OrderAnswer = z.object({ meta: Meta, notice: Notice, order: Order })

export const OutcomeRequest = z.strictObject({
  outcomes: z
    .array(
      z.strictObject({
        provider: words(200).describe('As in the order: the id of the institution, or its name'),
        field,
        year: year.describe('Year of graduation'),
        graduates: persons,
        placed: z.record(group, persons).describe('Major group of VSCO 2020 -> graduates found at work in it'),
        responseRate: z.number().min(0).max(1).describe('Share of graduates whose work is known'),
        source: words(500),
        status: z.enum(INPUT_STATUSES).default('user'),
      }),
    )
    .min(1)
    .max(500),
})
export const OutcomeReport = z.object({ stored: z.number().int(), unchanged: z.number().int() })

export const OrderScoreQuery = z.strictObject({
  ...filter,
  asOfYear: z.coerce
    .number()
    .int()
    .min(1990)
    .max(2200)
    .optional()
    .describe('Graduates up to this year; default this year'),
  ...tail,
})
const share = z.number().nullable()
/** An order scored on what came of it. A count of few people is suppressed, and with it every share that would give it away. */
export const OrderScoreRow = z.object({
  order: z.string(),
  buyer: z.string(),
  provider: z.string(),
  field: z.string(),
  area: z.string(),
  occupation: z.string(),
  label: Label,
  year: z.number().int(),
  dueYear: z.number().int(),
  asOfYear: z.number().int(),
  places: z.number(),
  graduates: z.number().nullable(),
  placed: z.number().nullable().describe('At work in the occupation, as reported'),
  delivered: share.describe('Graduates over places'),
  onTime: share.describe('Graduates by the year they were due, over places'),
  placementLow: share.describe('Placed over graduates: everybody who was not found counts as not placed'),
  placementOfFound: share.describe('Placed over graduates who were found'),
  effect: share.describe('Placed over places'),
  outcome: z.enum(['open', 'fulfilled', 'late', 'short']),
  gapForecast: Band,
  gapRealised: z.number().nullable().describe('As measured since, with what the order brought'),
  gapWithoutOrders: z
    .number()
    .nullable()
    .describe('Realised gap plus those whom orders placed: what the forecast is judged on'),
  gapError: z.number().nullable().describe('Forecast median less the gap without orders'),
  gapInBand: z.boolean().nullable(),
  gapClosed: share.describe('Part of the gap without orders that they closed'),
  obsStatus: Status,
  confStatus: z.enum(['F', 'C', 'N']),
})
export const OrderScoreList = z.object({
  meta: Meta,
  notice: Notice,
  minPersons: z.number().describe('Fewest people a count may stand for'),
  rows: z.array(OrderScoreRow),
})

export const MemoQuery = z.strictObject({
  area: z.string().default('VN-HN').describe('VN or VN-HN'),
  year: z.coerce.number().int().min(1990).max(2200).describe('Year of the gaps'),
  release: z.string().optional(),
  lang: Lang,
  format: z.enum(['json', 'csv', 'xlsx', 'pdf']).optional().describe('Overrides the Accept header'),
})
/** A gap with one of the orders against it, or with none. */
export const MemoRow = z.object({
  occupation: z.string(),
  label: Label,
  gap: Band.describe('Of the release asked for, persons'),
  pShortage: z.number(),
  pSurplus: z.number(),
  ordered: z.number().describe('Places of all open orders against this gap'),
  coverage: z.number().nullable().describe('Ordered places over the median gap; null where no shortage is expected'),
  exceedsGap: z.boolean().describe('More places than even the P90 of the gap'),
  order: z.string().nullable().describe('Null: nobody has ordered against this gap'),
  buyer: z.string().nullable(),
  provider: z.string().nullable(),
  programme: z.string().nullable(),
  programmeName: Label.nullable(),
  field: z.string().nullable(),
  places: z.number().nullable(),
  women: z.number().nullable(),
  dueYear: z.number().int().nullable(),
  gapWhenOrdered: z.number().nullable().describe('Median of the gap on the day of the order'),
  capacity: z.number().nullable().describe('Most places a year of the programme'),
  intake: z.number().nullable().describe('Announced places of the next autumn, else the last intake'),
  freePlaces: z.number().nullable().describe('Capacity less intake'),
  exceedsCapacity: z.boolean().nullable().describe('More places ordered than are free'),
  enrolled: z.number().nullable().describe('Students of all years of study'),
  graduatesDue: z.number().nullable().describe('Graduates of those enrolled who arrive up to the due year'),
  dataStatus: z.enum(INPUT_STATUSES).nullable(),
})
export const Memo = z.object({
  meta: Meta,
  notice: Notice,
  area: z.object({ id: z.string(), name: Label }),
  year: z.number().int(),
  summary: z
    .object({ vi: z.array(z.string()), en: z.array(z.string()) })
    .describe('What the rows say, in sentences; the same as in the memo'),
  rows: z.array(MemoRow).describe('Largest gap first, then by order'),
})

export type OrderRequest = z.infer<typeof OrderRequest>
export type OrderChange = z.infer<typeof OrderChange>
export type OrderClosing = z.infer<typeof OrderClosing>
export type Order = z.infer<typeof Order>
export type OrderFilter = Pick<z.infer<typeof OrderQuery>, 'area' | 'occupation' | 'year' | 'provider' | 'status'>
export type OutcomeRequest = z.infer<typeof OutcomeRequest>
export type OutcomeReport = z.infer<typeof OutcomeReport>
export type OrderScoreRow = z.infer<typeof OrderScoreRow>
export type OrderScores = Omit<z.infer<typeof OrderScoreList>, 'meta' | 'notice'>
export type MemoRow = z.infer<typeof MemoRow>
