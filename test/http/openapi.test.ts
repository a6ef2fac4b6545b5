import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, openApi } from '../support/api.ts'

let api: Api
// biome-ignore lint/suspicious/noExplicitAny: a JSON document read in passing
let document: any
beforeAll(async () => {
  api = await openApi()
  document = (await api.get('/openapi.json')).json()
})
afterAll(() => api.app.close())

describe('OpenAPI', () => {
  it('is version 3.1 and describes every route, with its problems', () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(Object.keys(document.paths).sort()).toEqual([
      '/health/live',
      '/health/ready',
      '/v1/accuracy',
      '/v1/accuracy/coverage.svg',
      '/v1/areas',
      '/v1/assumptions',
      '/v1/availability',
      '/v1/bridged-counts',
      '/v1/cobweb',
      '/v1/corrections',
      '/v1/definitions',
      '/v1/errors/{code}',
      '/v1/fetches',
      '/v1/fields/{code}/coordination',
      '/v1/files',
      '/v1/files/{id}/ingest',
      '/v1/files/{id}/inspection',
      '/v1/files/{id}/preview',
      '/v1/forecasts',
      '/v1/gaps',
      '/v1/gaps/{id}/drivers',
      '/v1/gaps/{id}/skills',
      '/v1/gaps/{id}/uncertainty',
      '/v1/graduate-outcomes',
      '/v1/indicators',
      '/v1/ingests',
      '/v1/ingests/{id}',
      '/v1/ingests/{id}/retry',
      '/v1/jobs',
      '/v1/jobs/{id}',
      '/v1/lenses',
      '/v1/mappings',
      '/v1/mappings/{id}',
      '/v1/methods',
      '/v1/observations',
      '/v1/openings',
      '/v1/orders',
      '/v1/orders/memo',
      '/v1/orders/scores',
      '/v1/orders/{id}',
      '/v1/orders/{id}/close',
      '/v1/overrides',
      '/v1/pathways',
      '/v1/programme-sets',
      '/v1/programme-uploads',
      '/v1/programme-uploads/{id}',
      '/v1/programmes',
      '/v1/programmes/{id}',
      '/v1/programmes/{id}/advice',
      '/v1/programmes/{id}/quota-checks',
      '/v1/published-codes',
      '/v1/published-datasets',
      '/v1/quarantine',
      '/v1/quarantine/{id}',
      '/v1/quarantine/{id}/mend',
      '/v1/refused-files',
      '/v1/refused-files/{id}/retry',
      '/v1/releases',
      '/v1/releases/{a}/compare/{b}',
      '/v1/releases/{id}',
      '/v1/revisions',
      '/v1/scenarios',
      '/v1/scenarios/{id}',
      '/v1/scenarios/{id}/compare',
      '/v1/sectors',
      '/v1/series',
      '/v1/skills',
      '/v1/sources',
      '/v1/track-record',
      '/v1/track-record/cases',
    ])
    for (const path of Object.values<
      Record<string, { summary: string; responses: Record<string, { content: object }> }>
    >(document.paths)) {
      for (const { summary, responses } of Object.values(path)) {
        expect(summary.length).toBeGreaterThan(0)
        for (const group of ['4XX', '5XX'])
          expect(Object.keys(responses[group]!.content)).toEqual(['application/problem+json'])
      }
    }
  })

  it('data routes offer their formats and refuse parameters that do not exist', () => {
    const { responses, parameters } = document.paths['/v1/gaps'].get
    expect(Object.keys(responses[200].content)).toHaveLength(6)
    expect(Object.keys(document.paths['/v1/areas'].get.responses[200].content)).toHaveLength(3)
    expect(parameters.map((p: { name: string }) => p.name)).toEqual(
      expect.arrayContaining(['area', 'sector', 'lens', 'year', 'from', 'to', 'sex', 'format', 'cursor']),
    )
  })

  it('the writing route asks for the key, the others for none', () => {
    expect(document.paths['/v1/jobs'].post.security).toEqual([{ key: [] }])
    expect(document.paths['/v1/gaps'].get.security).toBeUndefined()
  })

  it('answers fit their own schema: required fields are there and no others', async () => {
    const urls = [
      '/v1/areas',
      '/v1/lenses',
      '/v1/gaps?area=VN&limit=2',
      '/v1/observations?limit=2',
      '/v1/accuracy',
      '/v1/definitions',
      '/v1/releases',
      '/v1/indicators',
      '/v1/ingests',
      '/v1/published-datasets',
      '/v1/quarantine',
      '/v1/refused-files',
      '/v1/corrections',
      '/v1/fetches',
      '/v1/revisions?includeUnchanged=true',
    ]
    for (const url of urls) {
      const path = url.split('?')[0]!
      const { schema } = document.paths[path].get.responses[200].content['application/json']
      expect(fieldsMissing(schema, (await api.get(url)).json(), path)).toEqual([])
    }
  })

  it('the reading page lets its own scripts run and nothing from elsewhere', async () => {
    const page = await api.get('/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect((await api.get('/docs/json')).json().openapi).toBe(document.openapi)
  })
})

/** Paths at which a value and its schema disagree on the fields of an object. */
// biome-ignore lint/suspicious/noExplicitAny: walks any JSON
function fieldsMissing(schema: any, value: any, at: string): string[] {
  if (schema.type === 'array')
    return (value as unknown[]).flatMap((item, i) => fieldsMissing(schema.items, item, `${at}[${i}]`))
  if (schema.type !== 'object' || !schema.properties) return []
  const missing = (schema.required ?? [])
    .filter((name: string) => !(name in value))
    .map((name: string) => `${at}.${name} missing`)
  const extra = Object.keys(value)
    .filter((name) => !(name in schema.properties))
    .map((name) => `${at}.${name} unknown`)
  const inner = Object.entries(schema.properties).flatMap(([name, part]) =>
    value[name] === null || value[name] === undefined ? [] : fieldsMissing(part, value[name], `${at}.${name}`),
  )
  return [...missing, ...extra, ...inner]
}
