import { z } from 'zod'
import { AppError } from '../../../domain/errors.ts'
import type { Ask, Call, Connector, Unjudged, Verdict } from '../connector.ts'
import { fileNameOf, type Pairs, trimSlash, withQuery } from '../query.ts'
import { halveLongest, halveSpan, type Lists } from '../split.ts'
import { readCodes } from './eurostat-codes.ts'
import { judgeSdmx } from './sdmx.ts'

const period = z.string().regex(/^\d{4}(-[A-Za-z0-9-]+)?$/, 'write 2010, 2010-Q1 or 2010-01')

export const EurostatRequest = z.strictObject({
  dataset: z.string().regex(/^[A-Za-z0-9_$-]+$/),
  filters: z
    .record(z.string().regex(/^[A-Za-z0-9_]+$/), z.array(z.string().regex(/^[\w.-]+$/)).min(1))
    .default({})
    .describe('Dimension: codes; a dimension that is left out comes whole'),
  since: period.optional(),
  until: period.optional(),
  format: z.enum(['json', 'csv', 'tsv']).default('json').describe('JSON-stat, SDMX-CSV, or the TSV of the bulk files'),
  root: z.url({ protocol: /^https?$/ }).default('https://ec.europa.eu/eurostat/api/dissemination'),
})
export type EurostatRequest = z.infer<typeof EurostatRequest>

/**
 * Eurostat. What it finds too large (413 EXTRACTION_TOO_BIG) is asked in halves: of the codes that were listed, else of the years,
 * else of the codes that its constraint names for the dataset. What it prepares in the background is waited for.
 */
export const eurostat: Connector<EurostatRequest> = {
  id: 'eurostat',
  describes: { vi: 'Eurostat (Cơ quan Thống kê châu Âu)', en: 'Eurostat' },
  request: EurostatRequest,
  example: { dataset: 'jvs_q_nace2', filters: { geo: ['DE', 'FR'] }, since: '2015' },
  origin: ({ root }) => root,
  collect: (request, ask) => collectPart(request, ask),
}

async function collectPart(request: EurostatRequest, ask: Ask): Promise<void> {
  const answer = await ask(callOf(request))
  if (answer.kind !== 'too-large') return
  const queued = QUEUED.exec(answer.reason)?.[1]
  if (queued) return collectQueued(request, queued, ask)
  const halves = halve(request) ?? halve(await withCodes(request, ask))
  if (!halves) {
    const message = `${request.dataset} is too large for Eurostat (${answer.reason}) although one code of each dimension is asked for. Give since and until.`
    throw new AppError('TOO_LARGE', message, { dataset: request.dataset })
  }
  for (const half of halves) await collectPart(half, ask)
}

/** The request in two: of its longest list of codes, else of its years; null when there is nothing to cut. */
function halve(request: EurostatRequest): readonly EurostatRequest[] | null {
  const lists = halveLongest(request.filters)
  if (lists) return lists.map((filters) => ({ ...request, filters: mutable(filters) }))
  const spans = request.since && request.until ? halveSpan({ from: request.since, to: request.until }) : null
  return spans?.map(({ from, to }) => ({ ...request, since: from, until: to })) ?? null
}

const mutable = (lists: Lists): Record<string, string[]> =>
  Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, [...values]]))

/** The request with every code of the largest dimension that it left open. */
async function withCodes(request: EurostatRequest, ask: Ask): Promise<EurostatRequest> {
  const codes = await readCodes(request, ask)
  const open = Object.entries(codes).filter(
    ([name]) => !Object.keys(request.filters).some((known) => same(known, name)),
  )
  const largest = open.sort((a, b) => b[1].length - a[1].length)[0]
  return largest ? { ...request, filters: { ...request.filters, [largest[0]]: [...largest[1]] } } : request
}
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

function callOf(request: EurostatRequest): Call {
  const { dataset, filters, since = '', until = '', format } = request
  const lists = Object.entries(filters).map(([name, values]) => `${name}=${values.join('+')}`)
  const span = since || until ? `${since}..${until}` : ''
  return {
    part: ['data', ...lists, span].filter((text) => text !== '').join(' '),
    address: format === 'json' ? statisticsAddress(request) : sdmx3Address(request),
    fileName: fileNameOf(format, dataset, ...lists.map((text) => text.slice(0, 24)), span),
    expect: EXPECT[format],
    judge: judgeEurostat,
  }
}

const EXPECT = {
  json: { format: 'json' },
  csv: { format: 'csv', regular: true, endsInBreak: true },
  tsv: { format: 'csv', delimiter: '\t', regular: true, endsInBreak: true },
} as const

const statisticsAddress = ({ root, dataset, filters, since, until }: EurostatRequest): string => {
  const pairs: Pairs = [
    ['format', 'JSON'],
    ['lang', 'EN'],
    ...Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value] as const)),
    ['sinceTimePeriod', since],
    ['untilTimePeriod', until],
  ]
  return withQuery(`${trimSlash(root)}/statistics/1.0/data/${dataset}`, pairs)
}

const sdmx3Address = ({ root, dataset, filters, since, until, format }: EurostatRequest): string => {
  const bounds = [since && `ge:${since}`, until && `le:${until}`].filter(Boolean).join('+')
  const pairs: Pairs = [
    ...Object.entries(filters).map(([name, values]) => [`c[${name}]`, values.join(',')] as const),
    ['c[TIME_PERIOD]', bounds || undefined],
    ['compress', 'true'],
    ['format', format === 'csv' ? 'csvdata' : 'tsv'],
  ]
  return withQuery(`${trimSlash(root)}/sdmx/3.0/data/dataflow/ESTAT/${dataset}/1.0`, pairs)
}

const QUEUED = /^queued as ([\w-]+)/

/** Faults are XML whatever was asked for; a long job is answered with the number it waits under. */
function judgeEurostat(answer: Unjudged): Verdict | null {
  const { head } = answer
  const job = /<(?:[\w.-]+:)?queued\b[\s\S]*?<id>([\w-]+)<\/id>/.exec(head)?.[1]
  if (job) return { kind: 'too-large', reason: `queued as ${job}` }
  const asynchronous = /ASYNCHRONOUS_RESPONSE/.test(head.slice(0, 2000))
  if (asynchronous) return { kind: 'later', reason: 'Eurostat prepares the answer' }
  return judgeSdmx(answer) ?? emptyJsonStat(answer)
}

function emptyJsonStat({ status, finding, json, head }: Unjudged): Verdict | null {
  if (status !== 200 || finding?.kind !== 'data' || !/^\s*\{/.test(head)) return null
  const { value, id } = (json() ?? {}) as { value?: object; id?: unknown }
  if (!Array.isArray(id) || value === undefined || Object.keys(value).length > 0) return null
  return { kind: 'empty', reason: 'the dataset has no figure for these codes and periods' }
}

/** Waits for a job that runs in the background and fetches what it made. */
async function collectQueued(request: EurostatRequest, job: string, ask: Ask): Promise<void> {
  const call = callOf(request)
  const base = `${trimSlash(request.root)}/1.0/async`
  await ask({
    part: `status of ${job}`,
    role: 'structure',
    address: `${base}/status/${job}`,
    fileName: fileNameOf('xml', 'eurostat-job', job),
    expect: { format: 'any' },
    judge: ({ head }) => {
      const status = /<(?:[\w.-]+:)?status>\s*([A-Z_]+)/.exec(head)?.[1] ?? /"status"\s*:\s*"([A-Z_]+)"/.exec(head)?.[1]
      if (status === 'AVAILABLE') return { kind: 'data' }
      if (status === 'SUBMITTED' || status === 'PROCESSING') return { kind: 'later', reason: `Eurostat says ${status}` }
      return { kind: 'refused', reason: `the job ${job} ended as ${status ?? 'nothing known'}` }
    },
  })
  await ask({ ...call, part: `queued ${call.part}`, address: `${base}/data/${job}` })
}
