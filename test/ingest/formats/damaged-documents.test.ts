import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { detectFormat } from '../../../src/ingest/formats/detect.ts'
import { ilostatCsv } from '../../../src/ingest/formats/ilostat-csv.ts'
import { jsonStat } from '../../../src/ingest/formats/jsonstat.ts'
import { bytesSource } from '../../../src/ingest/formats/open-bytes.ts'
import type { RawFigure, Reader } from '../../../src/ingest/formats/reader.ts'
import { READ_LIMITS } from '../../../src/ingest/formats/reader.ts'
import { sdmxCsv } from '../../../src/ingest/formats/sdmx-csv.ts'
import { sdmxJson } from '../../../src/ingest/formats/sdmx-json.ts'
import { sdmxMl } from '../../../src/ingest/formats/sdmx-ml.ts'
import { fixture } from './read-document.ts'

const DOCUMENTS: readonly (readonly [string, Reader])[] = [
  ['ilostat-both.csv', ilostatCsv],
  ['ilostat-codes.csv', ilostatCsv],
  ['sdmx-csv-1.csv', sdmxCsv],
  ['sdmx-csv-2-semicolon.csv', sdmxCsv],
  ['sdmx-csv-2-groups.csv', sdmxCsv],
  ['sdmx-json-1.json', sdmxJson],
  ['sdmx-json-2-flat.json', sdmxJson],
  ['sdmx-ml-generic.xml', sdmxMl],
  ['sdmx-ml-specific.xml', sdmxMl],
  ['jsonstat-1-bundle.json', jsonStat],
  ['jsonstat-2-sparse.json', jsonStat],
  ['jsonstat-2-collection.json', jsonStat],
]
/** Damages per document, a few seconds in all; FUZZ_RUNS and FUZZ_SEED ask for longer and other runs. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 200)
const SEED = Number(process.env['FUZZ_SEED'] ?? 4)
const DEADLINE_MS = 60_000 + RUNS * 100

/** What can be read of damaged bytes, until a named error. Anything else is thrown on and fails the test. */
async function readWhatIsThere(reader: Reader, bytes: Uint8Array): Promise<{ figures: RawFigure[]; isWhole: boolean }> {
  const figures: RawFigure[] = []
  try {
    const { items } = await reader.open(bytesSource('damaged', bytes, 512), READ_LIMITS)
    for await (const item of items) {
      if (item.kind === 'figure') figures.push(item.figure)
      else expect(item.fault.reason).not.toBe('')
    }
    return { figures, isWhole: true }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.message).toContain('damaged')
    return { figures, isWhole: false }
  }
}

const keyOf = ({ dimensions, period, place }: RawFigure): string => JSON.stringify([place.part, dimensions, period])

type Damage = (bytes: Buffer, at: number, by: number) => Buffer
const DAMAGES: Readonly<Record<string, Damage>> = {
  'a byte changed': (bytes, at, by) => {
    const damaged = Buffer.from(bytes)
    damaged[at % bytes.length] = by & 0xff
    return damaged
  },
  'bytes dropped': (bytes, at, by) =>
    Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + 1 + (by % 40))]),
  'bytes repeated': (bytes, at, by) =>
    Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray(Math.max(0, (at % bytes.length) - (by % 60)))]),
  'a sign put in': (bytes, at, by) =>
    Buffer.concat([
      bytes.subarray(0, at % bytes.length),
      Buffer.from('",;{}[]<>&:\n\r\0-.9eE~'.charAt(by % 21)),
      bytes.subarray(at % bytes.length),
    ]),
  'two ends joined': (bytes, at, by) =>
    Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray(by % bytes.length)]),
}

describe('damaged documents', () => {
  it.each(DOCUMENTS)(
    '%s: any damage ends in figures, faults or a named error, never in NaN',
    async (name, reader) => {
      const bytes = fixture(name)
      const damages = fc.constantFrom(...Object.values(DAMAGES))
      const property = fc.asyncProperty(
        fc.array(fc.tuple(damages, fc.nat(99_999), fc.nat(99_999)), { minLength: 1, maxLength: 3 }),
        async (all) => {
          const damaged = all.reduce(
            (before, [damage, at, by]) => (before.length === 0 ? before : damage(before, at, by)),
            bytes,
          )
          expect(reader.recognises(damaged, name)).toBeGreaterThanOrEqual(0)
          const { figures } = await readWhatIsThere(reader, damaged)
          for (const { value } of figures) expect(value === null || Number.isFinite(value)).toBe(true)
        },
      )
      await fc.assert(property, { numRuns: RUNS, seed: SEED })
    },
    DEADLINE_MS,
  )

  it.each(DOCUMENTS)('%s: cut anywhere, it never gives a figure the whole does not have', async (name, reader) => {
    const bytes = fixture(name)
    const whole = new Map((await readWhatIsThere(reader, bytes)).figures.map((figure) => [keyOf(figure), figure]))
    expect(whole.size).toBeGreaterThan(1)
    const step = Math.max(1, Math.floor(bytes.length / 200))
    for (let length = 0; length < bytes.length; length += step) {
      const { figures } = await readWhatIsThere(reader, bytes.subarray(0, length))
      for (const figure of figures)
        expect(figure.value, `${length} bytes: ${keyOf(figure)}`).toBe(whole.get(keyOf(figure))?.value)
    }
  })

  it('telling formats apart never fails but by name, whatever the bytes', async () => {
    const starts = fc.constantFrom(
      '',
      '{',
      '[',
      '<',
      '{"class":"dataset"',
      '<?xml',
      'STRUCTURE',
      'DATAFLOW,',
      'ref_area,time',
      'PK\u0003\u0004',
      '\u001f\u008b',
    )
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 300 }), async (start, bytes) => {
        const content = Buffer.concat([Buffer.from(start, 'latin1'), bytes])
        const found = await detectFormat(bytesSource('any', content)).catch((error: unknown) => error)
        if (found instanceof Error) expect(found).toBeInstanceOf(AppError)
        else
          await readWhatIsThere(found as Reader, content).catch((error: unknown) =>
            expect(error).toBeInstanceOf(AppError),
          )
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})
