import { z } from 'zod'
import { AppError } from '../../../domain/errors.ts'
import type { Ask, Call, Connector, Unjudged, Verdict } from '../connector.ts'
import type { Expectation } from '../examine/examine.ts'
import { fileNameOf, trimSlash, withQuery } from '../query.ts'
import { halveLongest, halveSpan, type Lists } from '../split.ts'

const code = z.string().regex(/^[A-Za-z0-9_@$.-]+$/)
const period = z
  .string()
  .regex(/^\d{4}(-[A-Za-z0-9-]+)?$/, 'write a period that begins with its year: 2010, 2010-Q1, 2010-01')

export const SdmxRequest = z.strictObject({
  root: z.url({ protocol: /^https?$/ }).describe('Of the service, e.g. https://sdmx.oecd.org/public/rest'),
  api: z.enum(['2.1', '3.0']).default('2.1').describe('SDMX REST 2.1 (v1) or 3.0 (v2)'),
  agency: code,
  flow: code,
  version: z.string().min(1).default('latest').describe('Of the dataflow'),
  key: z
    .array(z.array(z.string().regex(/^[^\s/?#+.&]+$/)))
    .default([])
    .describe('Codes of each dimension in order, an empty list for all; no list at all: everything'),
  startPeriod: period.optional(),
  endPeriod: period.optional(),
  updatedAfter: z.iso.datetime().optional(),
  lastNObservations: z.number().int().min(1).optional(),
  dimensionAtObservation: z.string().min(1).optional(),
  includeHistory: z.boolean().optional().describe('All vintages, where the server has them'),
  format: z.enum(['csv', 'json', 'xml']).default('csv'),
  parameters: z
    .record(z.string(), z.string())
    .default({})
    .describe('Others of this server, e.g. { "format": "csvfilewithlabels" }'),
})
export type SdmxRequest = z.infer<typeof SdmxRequest>

const ACCEPT: Readonly<Record<SdmxRequest['api'], Readonly<Record<SdmxRequest['format'], string>>>> = {
  '2.1': {
    csv: 'application/vnd.sdmx.data+csv;version=1.0.0',
    json: 'application/vnd.sdmx.data+json;version=1.0.0',
    xml: 'application/vnd.sdmx.structurespecificdata+xml;version=2.1',
  },
  '3.0': {
    csv: 'application/vnd.sdmx.data+csv;version=2.0.0',
    json: 'application/vnd.sdmx.data+json;version=2.0.0',
    xml: 'application/vnd.sdmx.data+xml;version=3.0.0',
  },
}
const EXPECT: Readonly<Record<SdmxRequest['format'], Expectation>> = {
  csv: { format: 'csv' },
  json: { format: 'json' },
  xml: { format: 'xml' },
}

/** Any SDMX service. What a server finds too large (413, 510) is asked in halves: of a list of codes, else of the years. */
export const sdmx: Connector<SdmxRequest> = {
  id: 'sdmx',
  describes: { vi: 'Máy chủ SDMX REST 2.1 hoặc 3.0 bất kỳ', en: 'Any SDMX REST 2.1 or 3.0 service' },
  request: SdmxRequest,
  example: {
    root: 'https://sdmx.ilo.org/rest',
    agency: 'ILO',
    flow: 'DF_EMP_TEMP_SEX_ECO_NB',
    version: '1.0',
    key: [['VNM'], ['A'], [], [], []],
    startPeriod: '2010',
    parameters: { format: 'csv' },
  },
  origin: ({ root }) => root,
  collect: (request, ask) => collectSdmx(request, ask),
}

export async function collectSdmx(request: SdmxRequest, ask: Ask): Promise<void> {
  const answer = await ask(callOf(request))
  if (answer.kind !== 'too-large') return
  const halves = halve(request)
  if (halves) for (const half of halves) await collectSdmx(half, ask)
  else {
    const message = `${request.agency}:${request.flow} is too large for one answer (${answer.reason}) and the request has nothing to split. Give startPeriod and endPeriod, or list codes in the key.`
    throw new AppError('TOO_LARGE', message, { flow: request.flow })
  }
}

/** The request in two: at its longest list of codes, else in the middle of its years. */
function halve(request: SdmxRequest): readonly SdmxRequest[] | null {
  const lists: Lists = Object.fromEntries(request.key.map((codes, k) => [String(k), codes]))
  const byKey = halveLongest(lists)
  if (byKey) {
    return byKey.map((half) => ({ ...request, key: request.key.map((_, k) => [...half[String(k)]!]) }))
  }
  const { startPeriod: from, endPeriod: to } = request
  const spans = from && to ? halveSpan({ from, to }) : null
  return spans?.map((span) => ({ ...request, startPeriod: span.from, endPeriod: span.to })) ?? null
}

function callOf(request: SdmxRequest): Call {
  const { agency, flow, format, startPeriod = '', endPeriod = '' } = request
  const address = request.api === '2.1' ? address21(request) : address30(request)
  const key = keyText(request, '+')
  const span = startPeriod || endPeriod ? `${startPeriod}..${endPeriod}` : ''
  return {
    part: ['data', key, span].filter((text) => text !== '').join(' '),
    address,
    headers: { accept: ACCEPT[request.api][format] },
    fileName: fileNameOf(format, agency, flow, key.slice(0, 40), span),
    expect: EXPECT[format],
    judge: judgeSdmx,
  }
}

const keyText = ({ key }: SdmxRequest, or: string): string => key.map((codes) => codes.join(or)).join('.')

function address21(r: SdmxRequest): string {
  const flow = [r.agency, r.flow, r.version].join(',')
  return withQuery(`${trimSlash(r.root)}/data/${flow}/${keyText(r, '+') || 'all'}`, [
    ['startPeriod', r.startPeriod],
    ['endPeriod', r.endPeriod],
    ...common(r),
  ])
}

/** In 3.0 a key has one code or `*` for each dimension; several keys are joined by commas. */
function address30(r: SdmxRequest): string {
  const version = r.version === 'latest' ? '+' : r.version
  const keys = r.key.length === 0 ? ['*'] : crossKeys(r.key.map((codes) => (codes.length > 0 ? codes : ['*'])))
  const bounds = [r.startPeriod && `ge:${r.startPeriod}`, r.endPeriod && `le:${r.endPeriod}`].filter(Boolean)
  return withQuery(`${trimSlash(r.root)}/data/dataflow/${r.agency}/${r.flow}/${version}/${keys.join(',')}`, [
    ['c[TIME_PERIOD]', bounds.join('+') || undefined],
    ...common(r),
  ])
}

const crossKeys = (lists: readonly (readonly string[])[]): string[] =>
  lists.reduce<string[]>(
    (keys, codes, k) => keys.flatMap((key) => codes.map((code_) => (k === 0 ? code_ : `${key}.${code_}`))),
    [''],
  )

const common = (r: SdmxRequest) =>
  [
    ['updatedAfter', r.updatedAfter],
    ['lastNObservations', r.lastNObservations],
    ['dimensionAtObservation', r.dimensionAtObservation],
    ['includeHistory', r.includeHistory === undefined ? undefined : String(r.includeHistory)],
    ...Object.entries(r.parameters),
  ] as const

/** Error messages of SDMX: 100 and 404 say "no results", which is an answer; 413 and 510 "ask for less". */
export function judgeSdmx({ status, head, finding, json }: Unjudged): Verdict | null {
  const reason = `HTTP ${status} ${head
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160)}`.trim()
  if (status === 404 || /\bno ?(results|records)_? ?found|NO_RESULTS|NoRecordsFound/i.test(head.slice(0, 2000)))
    return { kind: 'empty', reason }
  if (status === 413 || status === 510 || /EXTRACTION_TOO_BIG/.test(head.slice(0, 2000)))
    return { kind: 'too-large', reason }
  if (status >= 300 || finding?.kind !== 'data' || !/^\s*\{/.test(head)) return null
  return hasObservations(json()) ? null : { kind: 'empty', reason: 'the message has a header and no observation' }
}

/** Whether an SDMX-JSON message holds an observation; one too long to look at does. */
function hasObservations(message: unknown): boolean {
  if (message === undefined) return true
  const { data, dataSets } = message as { data?: { dataSets?: unknown[] }; dataSets?: unknown[] }
  const sets = data?.dataSets ?? dataSets
  if (!Array.isArray(sets)) return true // not SDMX-JSON: another form the server was asked for
  return sets.some((set) => {
    const { observations, series } = set as {
      observations?: object
      series?: Record<string, { observations?: object }>
    }
    const own = [observations, ...Object.values(series ?? {}).map((one) => one.observations)]
    return own.some((found) => found !== undefined && Object.keys(found).length > 0)
  })
}
