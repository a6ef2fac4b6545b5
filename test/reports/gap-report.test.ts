import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGapReport, type GapReportInput, gapReportDefinition } from '../../src/reports/gap-report.ts'
import { type Api, openApi } from '../support/api.ts'
import { RELEASE_ID } from '../support/published-release.ts'

let api: Api
let input: GapReportInput
beforeAll(async () => {
  api = await openApi()
  const release = (await api.get(`/v1/releases/${RELEASE_ID}`)).json()
  const gaps = (await api.get('/v1/gaps?area=VN-HN')).json().rows
  const area = { id: 'VN-HN', name: { vi: 'Hà Nội', en: 'Hanoi' } }
  input = {
    release,
    area,
    year: 2030,
    gaps,
    sources: ['ILO, ILOSTAT.'],
    lang: 'vi',
    generatedAt: new Date('2026-11-22T08:00:00Z'),
  }
})
afterAll(() => api.app.close())

/** Every piece of text of a document definition, in order. */
function textsOf(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (Array.isArray(node)) return node.flatMap(textsOf)
  if (typeof node !== 'object' || node === null) return []
  const { text, table, ul, stack } = node as {
    text?: unknown
    table?: { body: unknown }
    ul?: unknown
    stack?: unknown
  }
  return [text, table?.body, ul, stack].flatMap(textsOf)
}
const wordsOf = (report: GapReportInput): string => textsOf(gapReportDefinition(report).content).join('\n')

/** Characters a PDF can give back when its text is copied: the ToUnicode maps of its fonts. */
function charactersOf(pdf: Uint8Array): Set<string> {
  const bytes = Buffer.from(pdf)
  const characters = new Set<string>()
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 1)) {
    if (bytes.subarray(at - 3, at).toString() === 'end') continue
    const content = bytes.subarray(at + 7, bytes.indexOf('endstream', at))
    if (content[0] !== 0x78) continue // not deflated
    const map = inflateSync(content).toString('latin1')
    if (!map.includes('beginbfrange')) continue
    for (const [, hex] of map.slice(map.indexOf('[')).matchAll(/<([0-9a-f]{4,8})>/g))
      characters.add(String.fromCodePoint(Number.parseInt(hex!, 16)))
  }
  return characters
}

describe('gap report', () => {
  it('Vietnamese: figures of the area and year, written the Vietnamese way, with release, status and sources', () => {
    const words = wordsOf(input)
    expect(words).toContain('Chênh lệch cung cầu lao động: Hà Nội, 2030')
    expect(words).toContain(
      'cần 100.000 lao động vào năm 2030 và có 98.000; chênh lệch trung vị +2.000 người, khoảng 80 % từ −11.000 đến +15.000',
    )
    expect(words).toContain('C Công nghiệp chế biến, chế tạo')
    expect(words).toContain('100.000\n90.000 … 110.000')
    expect(words).toContain('±0,25; ±0,75 %/năm')
    expect(words).toContain(`Phiên bản công bố ${RELEASE_ID}, số liệu tính đến ngày 2026-11-22`)
    expect(words).toContain('E (giá trị ước tính, không có nơi nào công bố)')
    expect(words).toContain('ILO, ILOSTAT.')
  })

  it('English: the same figures in English', () => {
    const words = wordsOf({ ...input, lang: 'en' })
    expect(words).toContain(
      'Hanoi is forecast to want 100,000 people in 2030 and to have 98,000; the median gap is +2,000 persons',
    )
    expect(words).toContain('No sector is at least as likely as not to lack more than 5 % of demand.')
  })

  it('the sentence on likely shortages follows the probabilities', () => {
    const gaps = input.gaps.map((g) => (g.sector === 'VSIC2018:J' ? { ...g, pShortage: 0.995 } : g))
    expect(wordsOf({ ...input, gaps, lang: 'en' })).toContain(
      'lack more than 5 % of demand: Information and communication (> 99%).',
    )
  })

  it('lenses stand apart from the sections, which begin with the largest shortage', () => {
    const words = wordsOf({ ...input, lang: 'en' })
    expect(words.indexOf('Manufacturing')).toBeLessThan(words.indexOf('J Information'))
    expect(words.indexOf('they overlap and are not added')).toBeLessThan(words.indexOf('IT and digital'))
  })

  it('a year without gaps is refused', () => {
    expect(() => gapReportDefinition({ ...input, year: 2040 })).toThrow(
      expect.objectContaining({ code: 'NOT_AVAILABLE' }),
    )
  })

  it('the PDF is of at most two pages, tagged, in its language, and has every Vietnamese letter it shows', async () => {
    const pdf = await buildGapReport(input)
    const raw = Buffer.from(pdf).toString('latin1')
    expect(raw.startsWith('%PDF-')).toBe(true)
    expect(raw.match(/\/Type \/Page\b(?!s)/g)!.length).toBeLessThanOrEqual(2)
    expect(raw).toContain('/Lang (vi)')
    expect(raw).toMatch(/\/Marked true/)
    const known = charactersOf(pdf)
    const shown = [...new Set(wordsOf(input).replace(/\s/g, ''))]
    expect(shown.filter((c) => c > '\u00ff').length).toBeGreaterThan(30)
    expect(shown.filter((c) => !known.has(c))).toEqual([])
  })
})
