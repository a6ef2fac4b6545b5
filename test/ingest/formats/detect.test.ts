import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { detectFormat } from '../../../src/ingest/formats/detect.ts'
import { bytesSource, fileSource } from '../../../src/ingest/formats/open-bytes.ts'
import { READ_LIMITS, type Reader } from '../../../src/ingest/formats/reader.ts'
import { brief, fixture, readDocument } from './read-document.ts'

const source = (text: string | Uint8Array, name = 'file') =>
  bytesSource(name, typeof text === 'string' ? Buffer.from(text) : text)

describe('telling formats apart', () => {
  it.each([
    ['ilostat-both.csv', 'ilostat-csv'],
    ['ilostat-codes.csv', 'ilostat-csv'],
    ['sdmx-csv-1.csv', 'sdmx-csv'],
    ['sdmx-csv-2-semicolon.csv', 'sdmx-csv'],
    ['sdmx-csv-2-groups.csv', 'sdmx-csv'],
    ['sdmx-json-1.json', 'sdmx-json'],
    ['sdmx-json-2-flat.json', 'sdmx-json'],
    ['sdmx-ml-generic.xml', 'sdmx-ml'],
    ['sdmx-ml-specific.xml', 'sdmx-ml'],
    ['jsonstat-1-bundle.json', 'jsonstat'],
    ['jsonstat-2-sparse.json', 'jsonstat'],
    ['jsonstat-2-collection.json', 'jsonstat'],
  ])('%s is %s, by its content', async (name, format) => {
    expect((await detectFormat(source(fixture(name), 'download'))).format).toBe(format)
  })

  it.each([
    ['ILOSTAT, retired id', '{"error":"deprecated or invalid dataset id=XXX_A"}', 'deprecated or invalid'],
    [
      'World Bank, HTTP 200',
      '[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]',
      'not valid',
    ],
    [
      'BLS, quota',
      '{"status":"REQUEST_NOT_PROCESSED","message":["daily threshold reached"],"Results":{}}',
      'daily threshold',
    ],
    ['a challenge page', '<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>', 'Just a moment'],
    [
      'an SDMX error',
      '<?xml version="1.0"?><mes:Error xmlns:mes="x"><mes:ErrorMessage code="100"><com:Text>No Results Found</com:Text></mes:ErrorMessage></mes:Error>',
      'No Results Found',
    ],
  ])('%s is an answer, not data', async (_, body, said) => {
    await expect(detectFormat(source(body))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(said),
    })
  })

  it('an empty body and unknown bytes are refused with what they are', async () => {
    await expect(detectFormat(source(''))).rejects.toThrow('is empty')
    await expect(detectFormat(source('Dear colleague,\nplease find enclosed'))).rejects.toThrow('Dear colleague')
    await expect(detectFormat(source(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0])))).rejects.toThrow('7f454c46')
  })

  it('two readers equally sure: both are named and nothing is chosen', async () => {
    const sure = (format: string): Reader => ({
      format,
      describes: { vi: format, en: format },
      recognises: () => 0.8,
      open: () => Promise.reject(new RangeError('never opened')),
    })
    await expect(detectFormat(source('x'), [sure('a'), sure('b')])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      detail: { formats: ['a', 'b'] },
    })
  })
})

describe('bytes', () => {
  it('a gzip file is read as what lies in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nhanluc-bytes-'))
    try {
      writeFileSync(join(folder, 'ilo.csv.gz'), gzipSync(fixture('ilostat-codes.csv')))
      const packed = await fileSource(join(folder, 'ilo.csv.gz'))
      const reader = await detectFormat(packed)
      const { items } = await reader.open(packed, READ_LIMITS)
      const found: string[] = []
      for await (const item of items) if (item.kind === 'figure') found.push(brief(item.figure))
      expect(found).toHaveLength(2)
      writeFileSync(join(folder, 'cut.gz'), gzipSync(fixture('ilostat-codes.csv')).subarray(0, 60))
      const cut = await fileSource(join(folder, 'cut.gz'))
      await expect(detectFormat(cut)).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' })
      writeFileSync(join(folder, 'bomb.gz'), gzipSync(Buffer.alloc(20_000_000, 0x30)))
      const bomb = await fileSource(join(folder, 'bomb.gz'))
      const read = (async () => {
        for await (const _ of bomb.stream());
      })()
      await expect(read).rejects.toMatchObject({ code: 'TOO_LARGE' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('UTF-16 with its mark is read; bytes that are no UTF-8 are refused with the place', async () => {
    const text = fixture('ilostat-codes.csv').toString('utf8')
    const { figures } = await readDocument(
      await detectFormat(source(Buffer.from(text, 'utf16le'))),
      Buffer.from(text, 'utf16le'),
    )
    expect(figures).toHaveLength(2)
    const latin = Buffer.from('ref_area,source,time,obs_value\nC\u00f4te,BA:1,2023,5\n', 'latin1')
    await expect(readDocument(await detectFormat(source(latin)), latin)).rejects.toMatchObject({
      code: 'FILE_NOT_READABLE',
    })
  })

  it('a body beyond the limit is refused with the limit', async () => {
    const limits = { ...READ_LIMITS, maxBytes: 100 }
    for (const name of ['ilostat-codes.csv', 'sdmx-ml-generic.xml', 'jsonstat-2-sparse.json', 'sdmx-json-1.json']) {
      const bytes = fixture(name)
      const reader = await detectFormat(source(bytes))
      await expect(readDocument(reader, bytes, { limits })).rejects.toMatchObject({ code: 'TOO_LARGE' })
    }
  })
})
