import { beforeEach, describe, expect, it } from 'vitest'
import { createGuard } from '../../../src/ingest/connect/address-guard.ts'
import { runFetch } from '../../../src/ingest/connect/run-fetch.ts'
import { createFetch, type TestFetch } from './support/fetch-deps.ts'
import { startNameServer } from './support/name-server.ts'
import { csv, inTurn, type SourceServer, startSource, status } from './support/source-server.ts'

const TABLE = 'area,value\nVNM,1\n'
let source: SourceServer
let test: TestFetch
beforeEach(async () => {
  source = await startSource(csv(TABLE))
  test = await createFetch()
})
const fetchFrom = (address: string, changes = {}) => runFetch({ ...test.deps, ...changes }, 'url', { address })
const refused = (address: string) => ({
  code: 'INVALID_INPUT',
  message: expect.stringContaining(`${address}, which is a private, loopback or link-local address`),
})

describe('the fetcher is no way into the network', () => {
  it('this machine is not asked unless it is allowed, by address or by name', async () => {
    const closed = { guard: createGuard('false') }
    await expect(fetchFrom(source.url, closed)).rejects.toMatchObject(refused('127.0.0.1'))
    await expect(fetchFrom(source.url.replace('127.0.0.1', 'localhost'), closed)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(source.asked).toHaveLength(0)
  })

  it.each(['2130706433', '0x7f.1', '0177.0.0.1', '[::ffff:7f00:1]', '[::1]', '0.0.0.0'])(
    'the same machine spelt as %s is recognised',
    async (spelling) => {
      const address = source.url.replace('127.0.0.1', spelling)
      await expect(fetchFrom(address, { guard: createGuard('false') })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      expect(source.asked).toHaveLength(0)
    },
  )

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.7/',
    'http://[fe80::1]/',
    'http://127.0.0.2:8080/x',
  ])('a redirect to %s is not followed, and recorded', async (location) => {
    source.answer(status(302, { location }))
    const host = new URL(location).hostname.replace(/^\[|\]$/g, '')
    await expect(fetchFrom(source.url)).rejects.toMatchObject(refused(host))
    expect(await test.answers(source.url)).toMatchObject([{ outcome: 'refused', sha256: null }])
  })

  it('a name that answers with a private address a moment later gains nothing: it is looked up once a connection', async () => {
    const names = await startNameServer('127.0.0.1', '127.0.0.2')
    const address = source.url.replace('127.0.0.1', 'table.rebind.test')
    expect((await fetchFrom(address, { resolve: names.resolve })).fresh).toBe(1)
    expect(names.asked()).toBe(1)
    // The second connection asks again, and is judged by what it is told then.
    await expect(fetchFrom(address, { resolve: names.resolve })).rejects.toMatchObject(refused('127.0.0.2'))
    expect(source.asked).toHaveLength(1)
  })

  it('a name with one public and one private address is refused whole', async () => {
    const resolve = async () => ['127.0.0.1', '10.0.0.1']
    const address = source.url.replace('127.0.0.1', 'two.test')
    await expect(fetchFrom(address, { resolve })).rejects.toMatchObject(refused('10.0.0.1'))
  })

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/x', 'data:text/csv,a'])('%s is not fetched', async (address) => {
    await expect(fetchFrom(address)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it.each(['../x.csv', 'a/b', '..', ''])(
    'a file is not called "%s": bodies are written under their names',
    async (fileName) => {
      const request = { address: source.url, fileName }
      await expect(runFetch(test.deps, 'url', request)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    },
  )

  it('names and passwords in an address are not sent, and not repeated in the message', async () => {
    const address = source.url.replace('//', '//user:sesame@')
    const error = await fetchFrom(address).catch((e: Error) => e)
    expect(error).toMatchObject({ code: 'INVALID_INPUT' })
    expect((error as Error).message).not.toContain('sesame')
  })
})

describe('redirects', () => {
  it('are followed; the address the body came from is kept', async () => {
    source.answer(inTurn(status(301, { location: '/new/table.csv' }), csv(TABLE)))
    await fetchFrom(`${source.url}/old`)
    expect(await test.answers(source.url)).toMatchObject([
      { address: `${source.url}/old`, finalAddress: `${source.url}/new/table.csv`, outcome: 'stored' },
    ])
  })

  it('in a circle end at once', async () => {
    source.answer(inTurn(status(302, { location: '/b' }), status(302, { location: '/a' })))
    await expect(fetchFrom(`${source.url}/a`)).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringContaining('in a circle'),
    })
    expect(source.asked).toHaveLength(2)
  })

  it('without end stop after five', async () => {
    let turn = 0
    source.answer((_asked, response) => {
      turn += 1
      response.writeHead(302, { location: `/${turn}` }).end()
    })
    await expect(fetchFrom(`${source.url}/0`)).rejects.toMatchObject({
      message: expect.stringContaining('more than 5 times'),
    })
    expect(source.asked).toHaveLength(6)
  })
})

describe('keys', () => {
  it('in an address are used, and hidden in every record and message', async () => {
    const address = `${source.url}/t.csv?year=2024&api_key=s3cret-value`
    await fetchFrom(address)
    expect(source.asked[0]!.path).toContain('s3cret-value')
    source.answer(status(404))
    const error = await fetchFrom(`${address}&x=1`).catch((e: Error) => e.message)
    const { rows } = await test.deps.pool.query(
      'select row_to_json(a) as a from source_answer a union all select row_to_json(r) from fetch_run r',
    )
    expect(JSON.stringify([error, rows])).not.toContain('s3cret')
    expect(await test.answers(source.url)).toMatchObject([{ address: `${source.url}/t.csv?year=2024&api_key=***` }, {}])
  })
})
