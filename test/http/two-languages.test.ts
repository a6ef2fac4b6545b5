import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import { loadProgrammes } from '../../src/ingest/programmes.ts'
import { PACK } from '../support/pack.ts'
import { publishedStore, testBase } from '../support/published-app.ts'

const base = testBase()
let store: Store
let app: FastifyInstance
beforeAll(async () => {
  store = await publishedStore()
  await loadProgrammes({ pool: store.pool, log: base.log }, join(PACK, 'synthetic'))
  app = await composeApp(base, store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})

/** Values of the parameters without which a route has nothing to answer. */
const PARAMETERS: Readonly<Record<string, string>> = {
  '/v1/gaps/{id}/skills': '/v1/gaps/VN:VSIC2018:C:2030:T/skills',
  '/v1/gaps/{id}/drivers': '/v1/gaps/VN:VSIC2018:C:2030:T/drivers',
  '/v1/gaps/{id}/uncertainty': '/v1/gaps/VN:VSIC2018:C:2030:T/uncertainty',
  '/v1/programmes/{id}/advice': '/v1/programmes/SYN-U01-it/advice',
  '/v1/programmes/{id}/quota-checks': '/v1/programmes/SYN-U01-it/quota-checks',
  '/v1/programmes/{id}': '/v1/programmes/SYN-U01-it',
  '/v1/pathways': '/v1/pathways?from=ISCO08:52',
}
const VIETNAMESE = /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]/i

it('says how every figure is made in Vietnamese and in English', async () => {
  const { paths } = (await app.inject({ url: '/docs/json' })).json() as { paths: Record<string, { get?: unknown }> }
  const asked = Object.keys(paths).filter((path) => paths[path]!.get && (path in PARAMETERS || !path.includes('{')))
  const methods = new Map<string, string>()
  for (const path of asked) {
    const answer = await app.inject({ url: PARAMETERS[path] ?? path })
    if (!String(answer.headers['content-type']).includes('json')) continue
    const { method } = answer.json().meta ?? {}
    if (typeof method === 'string') methods.set(path, method)
  }
  expect(methods.size).toBeGreaterThan(25)
  for (const [path, method] of methods) {
    const [vi = '', ...en] = method.split(' / ')
    expect(vi, path).toMatch(VIETNAMESE)
    expect(en.join(' / '), path).toMatch(/[a-z]/i)
  }
})
