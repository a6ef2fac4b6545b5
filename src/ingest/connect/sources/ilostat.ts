import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { AppError } from '../../../domain/errors.ts'
import type { Ask, Connector, Unjudged, Verdict } from '../connector.ts'
import { fileNameOf, type Pairs, trimSlash, withQuery } from '../query.ts'
import { readBodyText } from '../read-body.ts'
import { collectSdmx, SdmxRequest } from './sdmx.ts'

const codes = z.array(z.string().regex(/^[A-Za-z0-9_]+$/)).min(1)
const year = z.number().int().min(1900).max(2100)

export const IlostatRequest = z.strictObject({
  indicators: z
    .array(z.string().regex(/^[A-Z0-9_]+_[AQM]$/, 'write the indicator with its frequency, e.g. EMP_TEMP_SEX_ECO_NB_A'))
    .min(1),
  refArea: codes.optional().describe('ISO alpha-3, e.g. VNM; without it all areas'),
  sex: codes.optional(),
  classif1: codes.optional(),
  classif2: codes.optional(),
  timeFrom: year.optional(),
  timeTo: year.optional(),
  latestYear: z.boolean().optional(),
  bestSource: z.enum(['yes', 'all', 'no']).optional(),
  type: z.enum(['code', 'label', 'both']).default('both'),
  api: z.enum(['rplumber', 'sdmx']).default('rplumber'),
  key: z.array(z.array(z.string())).default([]).describe('For the SDMX host: codes of each dimension in order'),
  root: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Another host with the same interface'),
})
type IlostatRequest = z.infer<typeof IlostatRequest>

const ROOT = 'https://rplumber.ilo.org'
const SDMX_ROOT = 'https://sdmx.ilo.org/rest'
const rootOf = ({ root, api }: IlostatRequest): string => trimSlash(root ?? (api === 'sdmx' ? SDMX_ROOT : ROOT))

/**
 * ILOSTAT. It has no versions and no entity tags: the only mark of a vintage is `last.update` in its table of contents, which is
 * asked first, so that an indicator that was not updated is not fetched again.
 */
export const ilostat: Connector<IlostatRequest> = {
  id: 'ilostat',
  describes: { vi: 'ILOSTAT của Tổ chức Lao động Quốc tế', en: 'ILOSTAT of the International Labour Organization' },
  request: IlostatRequest,
  example: { indicators: ['EMP_TEMP_SEX_ECO_NB_A'], refArea: ['VNM'] },
  origin: rootOf,
  collect: (request, ask) => (request.api === 'sdmx' ? collectFromSdmx(request, ask) : collectTables(request, ask)),
}

async function collectTables(request: IlostatRequest, ask: Ask): Promise<void> {
  const updates = await readUpdates(request, ask)
  for (const id of request.indicators) {
    const updated = updates.get(id)
    if (updated === undefined) {
      const near = [...updates.keys()].filter((known) => known.startsWith(id.slice(0, 13))).slice(0, 4)
      const hint = near.length > 0 ? ` Near it are ${near.join(', ')}.` : ''
      throw new AppError('NOT_FOUND', `ILOSTAT lists no indicator ${id}; it may be retired.${hint}`, { id })
    }
    await ask({
      part: id,
      address: withQuery(`${rootOf(request)}/data/indicator`, parameters(request, id)),
      fileName: fileNameOf('csv', id, (request.refArea ?? []).join('+')),
      expect: { format: 'csv', regular: true, endsInBreak: true },
      sourceMark: updated,
      judge: (answer) => judgeTable(answer, request),
    })
  }
}

const parameters = (r: IlostatRequest, id: string): Pairs => [
  ['id', id],
  ['ref_area', r.refArea?.join('+')],
  ['sex', r.sex?.join('+')],
  ['classif1', r.classif1?.join('+')],
  ['classif2', r.classif2?.join('+')],
  ['timefrom', r.timeFrom],
  ['timeto', r.timeTo],
  ['latestyear', r.latestYear ? 'TRUE' : undefined],
  ['best_source', r.bestSource],
  ['type', r.type],
  ['format', '.csv'],
]

/** Indicator and frequency -> last.update, of the table of contents. */
async function readUpdates(request: IlostatRequest, ask: Ask): Promise<ReadonlyMap<string, string>> {
  const answer = await ask({
    part: 'table of contents',
    role: 'structure',
    address: withQuery(`${rootOf(request)}/metadata/toc/indicator`, [
      ['lang', 'en'],
      ['format', '.csv'],
    ]),
    fileName: 'ilostat_toc_indicator.csv',
    expect: { format: 'csv', regular: true },
  })
  if (answer.kind !== 'body') {
    throw new AppError(
      'SOURCE_UNAVAILABLE',
      `The table of contents of ILOSTAT cannot be had: ${answer.reason}. Try later.`,
    )
  }
  const rows = parse(await readBodyText(answer.body.path), {
    columns: true,
    bom: true,
    relax_column_count: true,
  }) as Record<string, string>[]
  const first = rows[0] ?? {}
  if (!('id' in first && 'last.update' in first)) {
    const message = `The table of contents of ILOSTAT has no columns id and last.update (it has ${Object.keys(first).join(', ')}).`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message)
  }
  return new Map(rows.map((row) => [row['id']!, row['last.update']!]))
}

/** A parameter nobody knows is ignored in silence and widens the answer to all areas: such an answer is refused. */
function judgeTable({ finding, head }: Unjudged, { refArea, type }: IlostatRequest): Verdict | null {
  if (finding?.kind !== 'data' || !refArea || type === 'label') return null
  // The last line of the head may be cut.
  const lines = head.slice(0, head.lastIndexOf('\n'))
  const rows = parse(lines, { columns: true, bom: true, relax_column_count: true }) as Record<string, string>[]
  const other = rows.map((row) => row['ref_area'] ?? '').find((area) => area !== '' && !refArea.includes(area))
  if (other === undefined) return null
  return {
    kind: 'refused',
    reason: `the answer holds ${other}, which was not asked for; the server did not obey the filter`,
  }
}

async function collectFromSdmx(request: IlostatRequest, ask: Ask): Promise<void> {
  for (const id of request.indicators) {
    const frequency = id.slice(-1)
    const key = request.key.length > 0 ? request.key : []
    if (key.length === 0 && request.refArea) {
      const message =
        'The SDMX host of ILOSTAT needs the codes of each dimension: give key, e.g. [["VNM"],["A"],[],[],[]].'
      throw new AppError('INVALID_INPUT', message, { indicator: id, frequency })
    }
    const { timeFrom, timeTo } = request
    await collectSdmx(
      SdmxRequest.parse({
        root: rootOf(request),
        agency: 'ILO',
        flow: `DF_${id.slice(0, -2)}`,
        version: '1.0',
        key,
        ...(timeFrom ? { startPeriod: String(timeFrom) } : {}),
        ...(timeTo ? { endPeriod: String(timeTo) } : {}),
        parameters: { format: 'csv' },
      }),
      async (call) => ask({ ...call, part: `${id} ${call.part}` }),
    )
  }
}
