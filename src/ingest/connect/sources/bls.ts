import { z } from 'zod'
import type { Ask, Connector, SourceKeys, Unjudged, Verdict } from '../connector.ts'
import { fileNameOf, trimSlash } from '../query.ts'
import { inGroups } from '../split.ts'

const year = z.number().int().min(1900).max(2100)

export const BlsRequest = z
  .strictObject({
    series: z
      .array(z.string().regex(/^[A-Z0-9_#-]+$/))
      .min(1)
      .max(5000),
    startYear: year,
    endYear: year,
    annualAverage: z.boolean().default(false).describe('Adds period M13, with a key only'),
    catalog: z.boolean().default(false).describe('Adds a description of each series, with a key only'),
    root: z.url({ protocol: /^https?$/ }).default('https://api.bls.gov/publicAPI'),
  })
  .refine(({ startYear, endYear }) => endYear >= startYear, { path: ['endYear'], message: 'lies before startYear' })
type BlsRequest = z.infer<typeof BlsRequest>

/** Series and years one query may have: version 2 with a key, version 1 without. */
const WITH_KEY = { version: 'v2', series: 50, years: 20 }
const WITHOUT_KEY = { version: 'v1', series: 25, years: 10 }

/** U.S. Bureau of Labor Statistics. Queries are cut to its limits; a used-up quota comes with HTTP 200. */
export const bls: Connector<BlsRequest> = {
  id: 'bls',
  describes: { vi: 'Cục Thống kê Lao động Hoa Kỳ', en: 'U.S. Bureau of Labor Statistics' },
  request: BlsRequest,
  example: { series: ['LNS14000000'], startYear: 2015, endYear: 2025 },
  origin: ({ root }) => root,
  collect: collectBls,
}

async function collectBls(request: BlsRequest, ask: Ask, { bls: key }: SourceKeys): Promise<void> {
  const limits = key === null ? WITHOUT_KEY : WITH_KEY
  for (const [g, series] of inGroups(request.series, limits.series).entries()) {
    for (let from = request.startYear; from <= request.endYear; from += limits.years) {
      const to = Math.min(from + limits.years - 1, request.endYear)
      const options =
        key === null ? {} : { registrationkey: key, annualaverage: request.annualAverage, catalog: request.catalog }
      await ask({
        part: `series ${g * limits.series + 1}-${g * limits.series + series.length}, ${from}-${to}`,
        method: 'POST',
        address: `${trimSlash(request.root)}/${limits.version}/timeseries/data/`,
        body: JSON.stringify({ seriesid: series, startyear: String(from), endyear: String(to), ...options }),
        fileName: fileNameOf(
          'json',
          'bls',
          series[0]!,
          series.length > 1 ? `and-${series.length - 1}-more` : '',
          `${from}-${to}`,
        ),
        expect: { format: 'json' },
        judge: (answer) => judgeBls(answer, series),
      })
    }
  }
}

interface BlsBody {
  readonly status?: string
  readonly message?: readonly string[]
  readonly Results?: { readonly series?: readonly { readonly seriesID: string; readonly data?: readonly unknown[] }[] }
}

/** Not a refusal: a year before the series begins. */
const HARMLESS = /^No Data Available for Series/i
const QUOTA = /threshold|quota|exceeded the number|too many requests/i

function judgeBls({ status, json }: Unjudged, asked: readonly string[]): Verdict | null {
  if (status !== 200) return null
  const body = json() as BlsBody | undefined
  const messages = (body?.message ?? []).filter((text) => !HARMLESS.test(text))
  const said = messages.join(' ').slice(0, 400)
  if (body?.status !== 'REQUEST_SUCCEEDED' || messages.length > 0) {
    const reason = `the BLS says: ${body?.status ?? 'nothing known'} ${said}`.trim()
    return { kind: QUOTA.test(said) ? 'quota' : 'refused', reason }
  }
  const series = body.Results?.series ?? []
  const missing = asked.filter((id) => !series.some(({ seriesID }) => seriesID === id))
  if (missing.length > 0) return { kind: 'refused', reason: `the answer lacks ${missing.slice(0, 5).join(', ')}` }
  if (series.every(({ data }) => (data ?? []).length === 0))
    return { kind: 'empty', reason: 'no figure in these years' }
  return { kind: 'data' }
}
