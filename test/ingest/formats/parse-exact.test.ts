import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExactJson, NumberText, parseExact } from '../../../src/ingest/formats/json/parse-exact.ts'
import { READ_LIMITS } from '../../../src/ingest/formats/reader.ts'

const parse = (text: string) => parseExact('doc.json', text, READ_LIMITS)
const plain = (value: ExactJson): unknown => {
  if (value instanceof NumberText) return Number(value.text)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}

describe('JSON with its digits', () => {
  it('gives what JSON.parse gives, for any document', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }), fc.constantFrom(undefined, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        expect(JSON.stringify(plain(parse(text)))).toBe(JSON.stringify(JSON.parse(text)))
      }),
      { numRuns: 500, seed: 4 },
    )
  })

  it('accepts and refuses what JSON.parse does, for texts a character away from a document', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('"', ',', '}', '[', '\\', '-', '.', '0', 'e', ' ', '\n', ''),
        (json, place, sign) => {
          const at = place % (json.length + 1)
          const text = json.slice(0, at) + sign + json.slice(at + 1)
          let expected = true
          try {
            JSON.parse(text)
          } catch {
            expected = false
          }
          let found = true
          try {
            parse(text)
          } catch (error) {
            // A member that stands twice is refused here and not there.
            found = /stands twice/.test(String(error)) ? expected : false
          }
          expect(found, text).toBe(expected)
        },
      ),
      { numRuns: 2000, seed: 4 },
    )
  })

  it('keeps digits a double would lose', () => {
    expect(parse('[6.50, 1e3, 12345678901234567890, 7]')).toEqual([
      new NumberText('6.50'),
      new NumberText('1e3'),
      new NumberText('12345678901234567890'),
      7,
    ])
  })

  it('says line and column, and that a cut document is cut', () => {
    expect(() => parse('{\n  "a": 1,\n  "a": 2\n}')).toThrow(/line 3.*"a" stands twice/)
    expect(() => parse('{"a": [1, 2')).toThrow('seems cut')
    expect(() => parse('{"a": 1} x')).toThrow('something follows')
    expect(() => parse('{"a": NaN}')).toThrow('no value of JSON')
  })

  it('a member named like one of every object is only a member', () => {
    const value = parse('{"__proto__": {"polluted": 1}, "constructor": 2}') as Record<string, ExactJson>
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
  })

  it('nesting and texts are bounded', () => {
    expect(() => parse('['.repeat(100_000))).toThrow('64 levels')
    expect(() => parse(`["${'x'.repeat(10_000_000)}"]`)).toThrow('characters')
  })
})
