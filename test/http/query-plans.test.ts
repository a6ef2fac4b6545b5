import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from '../support/api.ts'
import { QUARTERLY, RELEASE_ID } from '../support/published-release.ts'

/** Tables that stay small: reference data, registers, a row a release or a run. Any other may grow without end. */
const SMALL = new Set([
  'area',
  'area_succession',
  'assumption',
  'classification_bridge',
  'classification_code',
  'correction',
  'lens',
  'lens_member',
  'quota_rule',
  'release',
  'forecast_run',
  'scenario',
  'series_break',
  'skill_weight',
  'source',
  'source_mapping',
  'synonym',
  'fetch_schedule',
  'institution',
  'programme_set',
  // Some hundred rows: orders of training, cells of protected surveys.
  'training_order',
  'cell_disclosure',
])

/** Parameters of routes whose bare path would ask for nothing, or for all there is. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/v1/gaps': ['?area=VN&limit=5', '?area=VN&sector=VSIC2018:J', '?area=VN&year=2030&sex=F', '?area=VN&occupation=2'],
  '/v1/observations': [
    `?series=${QUARTERLY}`,
    '?area=VN&measure=employment&asOf=2025-01-01',
    '?includeHistory=true&limit=5',
  ],
  '/v1/series': ['?limit=5', '?area=VN&measure=employment'],
  '/v1/revisions': [`?series=${QUARTERLY}`, '?area=VN&includeUnchanged=true'],
  '/v1/ingests': ['?limit=5'],
  '/v1/quarantine': ['?limit=5', '?ingest=1'],
  '/v1/refused-files': ['?limit=5'],
  '/v1/openings': ['?area=VN'],
  '/v1/forecasts': ['?area=VN', ''],
}
const PARAMETERS: Readonly<Record<string, string>> = { '/v1/ingests/{id}': '1', '/v1/releases/{id}': RELEASE_ID }
const LEAST_STATEMENTS = 100

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly Plan[]
}
interface Statement {
  readonly text: string
  readonly values: unknown[]
}

let api: Api
const asked: Statement[] = []
const send = Client.prototype.query
beforeAll(async () => {
  api = await openApi()
  // biome-ignore lint/suspicious/noExplicitAny: the driver's method has a dozen signatures; what goes out is only noted
  ;(Client.prototype as any).query = function note(this: Client, ...args: any[]) {
    const [first, values] = args
    const text = typeof first === 'string' ? first : first?.text
    if (typeof text === 'string') asked.push({ text, values: Array.isArray(values) ? values : (first?.values ?? []) })
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return (send as any).apply(this, args)
  }
})
afterAll(async () => {
  Client.prototype.query = send
  await api.app.close()
})

/** Nodes that read a table that may grow from end to end although scans are forbidden: no index serves them. */
async function scansOf({ text, values }: Statement): Promise<string[]> {
  const client = await api.pool.connect()
  try {
    await client.query('begin')
    await client.query('set local enable_seqscan = off')
    const { rows } = await client.query(`explain (format json) ${text}`, values)
    return scansBelow(rows[0]['QUERY PLAN'][0].Plan)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

function scansBelow(plan: Plan): string[] {
  const table = plan['Relation Name']?.replace(/^observation_\d$/, 'observation')
  const isScan = plan['Node Type'] === 'Seq Scan' && table !== undefined && !SMALL.has(table)
  return [...(isScan ? [table] : []), ...(plan.Plans ?? []).flatMap(scansBelow)]
}

test('the measure tells: a table without index is found out', async () => {
  await api.pool.query('create table unindexed as select 1 as n')
  expect(await scansOf({ text: 'select from unindexed where n = $1', values: [1] })).toEqual(['unindexed'])
  expect(await scansOf({ text: 'select from series where source_id = $1', values: ['GSO_PX'] })).toEqual([])
  await api.pool.query('drop table unindexed')
})

test('every statement of every reading route has an index for each table that may grow', async () => {
  const { paths } = (await api.get('/openapi.json')).json()
  const urls = Object.keys(paths)
    .filter((path) => path.startsWith('/v1/') && 'get' in paths[path])
    .flatMap((path) => {
      const filled = path.replace(/\{\w+\}/, PARAMETERS[path] ?? '1')
      return (QUERIES[path] ?? ['']).map((query) => filled + query)
    })
  const gap = (await api.get('/v1/gaps?limit=1')).json().rows[0].id
  urls.push(`/v1/gaps/${encodeURIComponent(gap)}/drivers`, `/v1/gaps/${encodeURIComponent(gap)}/skills`)
  const missing: string[] = []
  let statements = 0
  for (const url of urls) {
    asked.length = 0
    await api.get(url)
    const selects = asked.filter(({ text }) => /^\s*(select|with)\b/i.test(text))
    for (const statement of selects) {
      statements += 1
      for (const table of await scansOf(statement)) {
        missing.push(`${url}: ${table}: ${statement.text.replace(/\s+/g, ' ').slice(0, 160)}`)
      }
    }
  }
  expect([...new Set(missing)]).toEqual([])
  expect(statements).toBeGreaterThan(LEAST_STATEMENTS)
})
