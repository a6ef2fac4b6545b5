import { z } from 'zod'
import { AppError } from '../../../domain/errors.ts'
import type { Ask, Call, Connector, Unjudged, Verdict } from '../connector.ts'
import type { Expectation } from '../examine/examine.ts'
import { fileNameOf, trimSlash } from '../query.ts'
import { countCells, halveLongest, type Lists } from '../split.ts'
import { selectCodes } from './px-web-select.ts'
import { readTable1, readTable2 } from './px-web-table.ts'

export const PxWebRequest = z.strictObject({
  root: z.url({ protocol: /^https?$/ }).describe('Version 1: folder of the tables; version 2: .../api/v2'),
  api: z.enum(['1', '2']).default('1'),
  table: z
    .string()
    .regex(/^[\w./-]+$/)
    .describe('Path or id of the table'),
  lang: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('en')
    .describe('Version 2; in version 1 it stands in root'),
  select: z
    .record(z.string(), z.array(z.string().min(1)).min(1))
    .default({})
    .describe('Variable: codes, *, ?? patterns, top(n), bottom(n), from(x), to(x), range(a,b); left out: all values'),
  format: z.enum(['json-stat2', 'csv', 'px', 'xlsx']).default('json-stat2'),
  maxCells: z.number().int().min(1).max(5_000_000).optional().describe('Of one answer; default what the server states'),
})
export type PxWebRequest = z.infer<typeof PxWebRequest>

/** A table as it can be asked for. */
export interface PxTable {
  readonly variables: Lists
  readonly maxCells: number
}

const EXPECT: Readonly<Record<PxWebRequest['format'], Expectation>> = {
  'json-stat2': { format: 'json' },
  csv: { format: 'csv', regular: true },
  px: { format: 'any' },
  xlsx: { format: 'zip' },
}
/** No server takes fewer: a refusal of so small a query has another reason. */
const SMALLEST_LIMIT = 500

/** PX-Web of any statistical office. A query is cut so that no answer has more cells than the server allows. */
export const pxWeb: Connector<PxWebRequest> = {
  id: 'pxweb',
  describes: {
    vi: 'PX-Web phiên bản 1 và 2 của các cơ quan thống kê',
    en: 'PX-Web version 1 and 2 of statistical offices',
  },
  request: PxWebRequest,
  example: {
    root: 'https://api.scb.se/OV0104/v1/doris/en/ssd',
    table: 'AM/AM0401/AM0401A/NAKUBefolkning2M',
    select: { Tid: ['from(2015M01)'] },
  },
  origin: ({ root }) => root,
  async collect(request, ask) {
    const table = request.api === '1' ? await readTable1(request, ask) : await readTable2(request, ask)
    const lists = selectCodes(request.select, table.variables)
    await collectPart({ ...request, maxCells: request.maxCells ?? table.maxCells }, lists, ask)
  },
}

async function collectPart(request: PxWebRequest, lists: Lists, ask: Ask): Promise<void> {
  const cells = countCells(lists)
  if (cells <= request.maxCells!) {
    const answer = await ask(callOf(request, lists))
    if (answer.kind !== 'too-large') return
  }
  const halves = halveLongest(lists)
  if (!halves) {
    const message = `${request.table}: the server takes no answer of ${cells} cells. Look at its limits, or give maxCells.`
    throw new AppError('TOO_LARGE', message, { table: request.table })
  }
  for (const half of halves) await collectPart(request, half, ask)
}

function callOf(request: PxWebRequest, lists: Lists): Call {
  const { format, lang } = request
  const table = `${trimSlash(request.root)}/${request.api === '1' ? '' : 'tables/'}${request.table}`
  const names = Object.keys(lists)
  const body =
    request.api === '1'
      ? {
          query: names.map((code) => ({ code, selection: { filter: 'item', values: lists[code] } })),
          response: { format },
        }
      : { selection: names.map((code) => ({ variableCode: code, valueCodes: lists[code] })) }
  const address = request.api === '1' ? table : `${table}/data?lang=${lang}&outputFormat=${format}`
  return {
    part: partOf(lists),
    method: 'POST',
    address,
    body: JSON.stringify(body),
    fileName: fileNameOf(EXTENSION[format], request.table.split('/').at(-1)!, partOf(lists).slice(0, 60)),
    expect: EXPECT[format],
    judge: (answer) => judgeData(answer, countCells(lists), format),
  }
}

const EXTENSION = { 'json-stat2': 'json', csv: 'csv', px: 'px', xlsx: 'xlsx' } as const

/** Names a part by the first and last code and the number of codes of each variable. */
const partOf = (lists: Lists): string =>
  Object.entries(lists)
    .map(([name, values]) => `${name}=${values[0]}${values.length > 1 ? `..${values.at(-1)}(${values.length})` : ''}`)
    .join(' ')

/** 403 (version 1, or "too many cells") and 413 mean: ask for less. */
function judgeData({ status, head, json }: Unjudged, cells: number, format: PxWebRequest['format']): Verdict | null {
  const isLimit =
    status === 403 || status === 413 || (status === 400 && /too many|max(imum)? ?(data)?cells/i.test(head))
  if (isLimit && cells > SMALLEST_LIMIT) return { kind: 'too-large', reason: `HTTP ${status} for ${cells} cells` }
  if (status !== 200 || format !== 'json-stat2') return null
  const { size } = (json() ?? {}) as { size?: readonly unknown[] }
  if (!Array.isArray(size)) return null
  const got = size.reduce<number>((product, length) => product * Number(length), 1)
  return got === cells ? null : { kind: 'refused', reason: `${cells} cells were asked for and ${got} came` }
}
