import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TidyRow } from '../../src/contracts/tidy.ts'
import { createCheck, isRefusal } from '../../src/ingest/checks.ts'
import { areaFinder, chooseArea } from '../../src/ingest/figures/find-area.ts'
import { codeFinder } from '../../src/ingest/figures/find-code.ts'
import { ENGLISH_NUMBERS, MACHINE_NUMBERS, readNumber } from '../../src/ingest/formats/number-text.ts'
import { readPeriod } from '../../src/ingest/formats/period-text.ts'
import { decideNumbers, readDecided } from '../../src/ingest/formats/spreadsheet/numbers.ts'
import { REFUSALS, refusalText } from '../../src/reports/refusal-text.ts'
import type { KnownCodes } from '../../src/storage/known-codes.ts'

const INGEST = resolve(import.meta.dirname, '../../src/ingest')
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test.each(REFUSALS)('both languages name the same things: %s', (en, vi) => {
  expect(places(vi)).toEqual(places(en))
})

test('every sentence of the list is still said by the ingestion', () => {
  const text = readdirSync(INGEST, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(INGEST, name), 'utf8'))
    .join('\n')
    .replaceAll("\\'", "'")
  const gone = REFUSALS.filter(([en]) => {
    const pieces = en.split(/\{\w+\}|[:;]/).map((piece) => piece.replace(/^["\s(]+|["\s(]+$/g, ''))
    return pieces.some((piece) => piece.length > 8) && !pieces.some((piece) => piece.length > 8 && text.includes(piece))
  })
  expect(gone).toEqual([])
})

const CODES: KnownCodes = {
  areas: [
    { code: 'VN-HN', names: ['Hà Nội', 'Ha Noi'], gsoCode: '01', validFrom: '2008-08-01', endsOn: null },
    {
      code: 'VN-P24.2004',
      names: ['Bắc Giang', 'Bac Giang'],
      gsoCode: '24',
      validFrom: '1997-01-01',
      endsOn: '2025-07-01',
    },
    { code: 'VN-P24.2025', names: ['Bắc Ninh', 'Bac Ninh'], gsoCode: '24', validFrom: '2025-07-01', endsOn: null },
  ],
  sources: [{ code: 'GSO_PX', names: ['GSO', 'GSO'] }],
  classifications: [{ code: 'VSIC2018:F', names: ['Xây dựng', 'Construction'] }],
  synonyms: [],
  corrections: [],
}
const ROW: TidyRow = {
  measure: 'employment',
  area: 'VN-HN',
  industry: '_T',
  occupation: '_T',
  sex: 'T',
  age: '_T',
  concept: '_Z',
  frequency: 'A',
  period: '2023',
  value: 1,
  unit: 'PS',
  unitMult: 0,
  obsStatus: 'A',
  isBreak: false,
  vintage: '2024-06-30',
  source: 'GSO_PX',
  note: null,
}

/** What the code itself says of wrong rows. */
function saidOfRows(): string[] {
  const check = createCheck(CODES)
  const wrong: Partial<TidyRow>[] = [
    { area: 'VN-HX' },
    { area: 'nowhere at all' },
    { source: 'GSO' },
    { industry: 'VSIC2018:ZZ' },
    { unit: 'PT' },
    { measure: 'unemploymentRate', unit: 'PT', unitMult: 3 },
    { measure: 'unemploymentRate', unit: 'PT', value: 120 },
    { value: -5 },
    { value: 3, obsStatus: 'O' },
    { value: null },
    { vintage: '2024-02-31' },
    { vintage: '2022-01-01' },
  ]
  return wrong.map((change) => {
    const row = { ...ROW, ...change }
    const said = check({ row, valueText: row.value === null ? null : String(row.value) })
    if (!isRefusal(said)) throw new Error(`${JSON.stringify(change)} was not refused`)
    return said.reason
  })
}

function saidOfTexts(): string[] {
  const find = areaFinder(CODES.areas, [])
  const span = { from: '2025-01-01', to: '2025-12-31' }
  const area = (text: string, near: string[] = []) => {
    const said = chooseArea(find, () => near, text, span, undefined)
    return 'reason' in said ? [said.reason] : []
  }
  const periods = [
    '2024-13',
    '2024-Q7',
    'soon',
    '2010-2015',
    '2016 - 4',
    '1/4/2019',
    '31/02/2020',
    '2010/11',
    '9999999',
  ]
  const numbers = ['1,23,4', '12 abc', '??', 'hoàn toàn không', ''].map((text) =>
    readNumber(text, text === '' ? { ...MACHINE_NUMBERS, missing: {} } : ENGLISH_NUMBERS),
  )
  const doubtful = decideNumbers({ texts: ['1.234'], unit: null, elsewhere: null, isTyped: false })
  return [
    ...area('24'),
    ...area('nowhere'),
    ...area('Hà Nộii', ['VN-HN (Hà Nội)']),
    ...periods.map((text) => readPeriod(text)).flatMap((one) => (one.kind === 'refused' ? [one.reason] : [])),
    ...[...numbers, readDecided('1.234', doubtful)].flatMap((one) => (one.kind === 'refused' ? [one.reason] : [])),
    codeFinder(CODES).refuse('ROW', 'VSIC2018', 'Xây dưng').reason,
    codeFinder(CODES).refuse('ROW', 'VSIC2018', 'Ngành khác').reason,
  ]
}

describe('what the ingestion says', () => {
  const said = [...saidOfRows(), ...saidOfTexts()]
  test.each(said)('is said in Vietnamese too: %s', (reason) => {
    const { vi, en } = refusalText(reason)
    expect(en).toBe(reason)
    expect(vi).not.toBe(reason)
    expect(vi).not.toMatch(/\b(is|the|not|says|cannot)\b/)
  })
  test('covers codes, values, days, periods and numbers', () => {
    expect(said.length).toBeGreaterThan(25)
  })
})

test('a text of any length and any signs is answered at once', () => {
  expect(refusalText(`area: "${'x'.repeat(5000)}" is not known`).vi).toContain('is not known')
  expect(refusalText('a: "b" (c): "d" (e)'.repeat(60)).en.length).toBeGreaterThan(500)
})
