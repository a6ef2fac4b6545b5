import { z } from 'zod'
import { AppError } from '../../../domain/errors.ts'
import type { Ask, Call, Connector, KeptBody, Unjudged, Verdict } from '../connector.ts'
import { fileNameOf, trimSlash, withQuery } from '../query.ts'
import { readBodyJson } from '../read-body.ts'

export const WorldBankRequest = z
  .strictObject({
    indicators: z.array(z.string().regex(/^[A-Za-z0-9._-]+$/)).min(1),
    countries: z
      .array(z.string().regex(/^[A-Za-z0-9]+$/))
      .min(1)
      .describe('ISO codes, or all'),
    date: z
      .string()
      .regex(/^\d{4}([MQ]\d{1,2})?(:\d{4}([MQ]\d{1,2})?)?$/, 'write 2024 or 2000:2024')
      .optional(),
    source: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Database, 2 is WDI, 57 its archives; needed for several indicators'),
    mostRecent: z.number().int().min(1).optional(),
    format: z.enum(['json', 'csv']).default('json').describe('csv: the zip of the download page'),
    perPage: z.number().int().min(1).max(32_500).default(1000),
    root: z.url({ protocol: /^https?$/ }).default('https://api.worldbank.org/v2'),
  })
  .refine(({ indicators, source }) => indicators.length === 1 || source !== undefined, {
    path: ['source'],
    message: 'several indicators at once need the number of their database, e.g. 2',
  })
type WorldBankRequest = z.infer<typeof WorldBankRequest>

interface PageHead {
  readonly page: number
  readonly pages: number
  readonly total: number
  readonly lastupdated?: string
}

/** World Bank API v2. Its errors come with HTTP 200. */
export const worldBank: Connector<WorldBankRequest> = {
  id: 'worldbank',
  describes: { vi: 'Ngân hàng Thế giới (API v2)', en: 'World Bank (API v2)' },
  request: WorldBankRequest,
  example: { indicators: ['SL.AGR.EMPL.ZS'], countries: ['VNM'], date: '2000:2024' },
  origin: ({ root }) => root,
  collect: (request, ask) => (request.format === 'csv' ? collectZip(request, ask) : collectPages(request, ask)),
}

async function collectPages(request: WorldBankRequest, ask: Ask): Promise<void> {
  let first: PageHead | null = null
  for (let page = 1; page <= (first?.pages ?? 1); page += 1) {
    const answer = await ask(pageCall(request, page))
    if (answer.kind !== 'body') return
    const head = await readHead(answer.body)
    first ??= head
    if (head.total !== first.total || head.lastupdated !== first.lastupdated) {
      const message = `The World Bank published anew while its pages were fetched (page ${page} is of ${head.lastupdated}, page 1 of ${first.lastupdated}). Run the fetch again; all pages are fetched anew.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { abandon: true })
    }
  }
}

const path = ({ root, countries, indicators }: WorldBankRequest): string =>
  `${trimSlash(root)}/country/${countries.join(';')}/indicator/${indicators.join(';')}`

const nameOf = ({ indicators, countries }: WorldBankRequest): string[] => [
  indicators.join('+'),
  countries.join('+').slice(0, 30),
]

function pageCall(request: WorldBankRequest, page: number): Call {
  const { date, source, mostRecent, perPage } = request
  const address = withQuery(path(request), [
    ['format', 'json'],
    ['date', date],
    ['source', source],
    ['mrv', mostRecent],
    ['per_page', perPage],
    ['page', page],
  ])
  return {
    part: `page ${page}`,
    address,
    fileName: fileNameOf('json', ...nameOf(request), `page${page}`),
    expect: { format: 'json' },
    judge: (answer) => judgePage(answer, page),
  }
}

async function readHead({ path: file, fileName }: KeptBody): Promise<PageHead> {
  const [head] = (await readBodyJson(file, fileName)) as [PageHead]
  return { ...head, pages: Number(head.pages), page: Number(head.page), total: Number(head.total) }
}

/** `[ {page, pages, total}, [rows] ]`, or `[ {message: [{id, key, value}]} ]` with HTTP 200. */
function judgePage({ status, json }: Unjudged, page: number): Verdict | null {
  if (status !== 200) return null
  const body = json()
  if (!Array.isArray(body)) return { kind: 'refused', reason: 'the answer is not a page of the World Bank' }
  const [head, rows] = body as [
    { message?: { id?: string; key?: string; value?: string }[] } & Partial<PageHead>,
    unknown,
  ]
  if (head?.message) {
    const said = head.message.map(({ id, key, value }) => `${id} ${key}: ${value}`).join('; ')
    return { kind: 'refused', reason: `the World Bank says: ${said}` }
  }
  if (Number(head?.total) === 0) return { kind: 'empty', reason: 'no figure for these countries and years' }
  if (!Array.isArray(rows) || rows.length === 0 || Number(head?.page) !== page) {
    return {
      kind: 'refused',
      reason: `page ${page} was asked for; page ${head?.page} came with ${Array.isArray(rows) ? rows.length : 0} rows`,
    }
  }
  return { kind: 'data', ...(head.lastupdated ? { sourceMark: head.lastupdated } : {}) }
}

async function collectZip(request: WorldBankRequest, ask: Ask): Promise<void> {
  await ask({
    part: 'archive',
    address: withQuery(path(request), [
      ['downloadformat', 'csv'],
      ['date', request.date],
      ['source', request.source],
    ]),
    fileName: fileNameOf('zip', ...nameOf(request)),
    expect: { format: 'zip' },
  })
}
