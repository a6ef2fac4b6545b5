import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanJson } from '../../../src/ingest/connect/examine/scan-json.ts'
import { scanLines } from '../../../src/ingest/connect/examine/scan-lines.ts'
import { scanXml } from '../../../src/ingest/connect/examine/scan-xml.ts'
import { createPacer } from '../../../src/ingest/connect/pace.ts'
import { retryAfterMs } from '../../../src/ingest/connect/retry.ts'
import { countCells, halveLongest, halveSpan, type Lists } from '../../../src/ingest/connect/split.ts'
import { START, stillClock } from './support/fetch-deps.ts'

describe('pacing', () => {
  it('30 calls in 10 s: no span of ten seconds holds more, whatever came before', async () => {
    const clock = stillClock()
    const earlier = [START - 4000, START - 3000, START - 100]
    const pacer = createPacer('scb', { minIntervalMs: 100, window: { calls: 30, ms: 10_000 } }, earlier, clock, 600_000)
    const times = [...earlier]
    for (let k = 0; k < 100; k += 1) {
      await pacer.turn()
      times.push(clock.now())
    }
    for (let k = 30; k < times.length; k += 1) expect(times[k]! - times[k - 30]!).toBeGreaterThanOrEqual(10_000)
    for (let k = 3; k < times.length; k += 1) expect(times[k]! - times[k - 1]!).toBeGreaterThanOrEqual(100)
  })

  it('a quota of the day that is used up is said at once, with the hour it returns', async () => {
    const earlier = Array.from({ length: 500 }, (_, k) => START - 3600_000 + k)
    const pacing = { minIntervalMs: 1000, window: { calls: 500, ms: 24 * 3600_000 } }
    const pacer = createPacer('api.bls.gov', pacing, earlier, stillClock(), 600_000)
    await expect(pacer.turn()).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringContaining('2026-11-23T07:00:00.000Z'),
    })
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    [' 5 ', 5000],
    ['Sun, 22 Nov 2026 08:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['', null],
    [undefined, null],
  ])('%s is %s ms', (header, ms) => expect(retryAfterMs(header, START)).toBe(ms))
})

describe('splitting', () => {
  const lists = fc.dictionary(
    fc.constantFrom('geo', 'sex', 'nace', 'time'),
    fc.uniqueArray(fc.nat(99).map(String), { minLength: 1, maxLength: 9 }),
  )
  const cellsOf = (l: Lists): string[] =>
    Object.entries(l).reduce<string[]>(
      (all, [name, codes]) => all.flatMap((one) => codes.map((code) => `${one};${name}=${code}`)),
      [''],
    )

  it('down to any limit, every cell is in exactly one part and no part is larger', () => {
    const parts = (l: Lists, most: number): Lists[] => {
      const halves = countCells(l) > most ? halveLongest(l) : null
      return halves ? halves.flatMap((half) => parts(half, most)) : [l]
    }
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 50 }), (l, most) => {
        const found = parts(l, most)
        expect(found.every((part) => countCells(part) <= most)).toBe(true)
        expect(found.flatMap(cellsOf).sort()).toEqual(cellsOf(l).sort())
      }),
    )
  })

  it('years are cut without a gap or an overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2030 }), fc.integer({ min: 1, max: 60 }), (from, length) => {
        const [early, late] = halveSpan({ from: String(from), to: String(from + length) })!
        expect([early.from, late.to]).toEqual([String(from), String(from + length)])
        expect(Number(late.from) - Number(early.to)).toBe(1)
      }),
    )
    expect(halveSpan({ from: '2010-Q2', to: '2013-Q3' })).toEqual([
      { from: '2010-Q2', to: '2011' },
      { from: '2012', to: '2013-Q3' },
    ])
    expect(halveSpan({ from: '2010-Q2', to: '2010-Q4' })).toBeNull()
  })
})

describe('whole or cut', () => {
  async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const size = fc.integer({ min: 1, max: 9 })

  it('JSON: a document is whole, and no beginning of it is', async () => {
    const documents = fc.oneof(
      fc.array(fc.jsonValue(), { maxLength: 4 }),
      fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(documents, size, fc.nat(), async (document, piece, cut) => {
        const text = JSON.stringify(document)
        expect((await scanJson(pieces(text, piece))).whole).toBe(true)
        const bytes = Buffer.from(text)
        const beginning = bytes.subarray(0, cut % bytes.length).toString('latin1')
        expect((await scanJson(pieces(beginning, piece))).whole).toBe(false)
      }),
    )
  })

  it('CSV: records are counted whatever the pieces, line breaks in quotes not', async () => {
    const field = fc.stringMatching(/^[a-z,"\n ]{0,6}$/)
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 6 }), size, async (rows, piece) => {
        const text = `${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`
        expect(await scanLines(pieces(text, piece), ',')).toEqual({
          records: rows.length,
          firstDelimiters: 1,
          lastDelimiters: 1,
          endsInBreak: true,
          endsInQuotes: false,
        })
      }),
    )
  })

  it('XML: observations are counted whatever the pieces, and a cut end is seen', async () => {
    const message = `<?xml version="1.0"?><m:Data xmlns:m="x"><m:Header/>${'<ns1:Obs A="1"/><Obs>2</Obs><ObsKey/>'.repeat(7)}</m:Data>\n`
    for (let piece = 1; piece < 40; piece += 1) {
      expect(await scanXml(pieces(message, piece))).toEqual({ whole: true, observations: 14, hasDoctype: false })
      expect((await scanXml(pieces(message.slice(0, -10), piece))).whole).toBe(false)
    }
  })
})
