import { describe, expect, test } from 'vitest'
import { periodIndex, periodStart } from '../../src/domain/period.ts'
import { MISSING_STATUSES } from '../../src/domain/series.ts'
import { observationFiles, type Row, readObservations, readPack, reference } from './pack.ts'

const rows = readObservations()
const DATA_CUT_OFF = '2025-10-07'

/** Value of one ILOSTAT cell in thousand persons, straight from the file. */
const ilostat = readPack('observations/employment-by-section-ilostat.csv')
function thousand(industry: string, year: string): number {
  const found = ilostat.find((r) => r.industry === industry && r.period === year)
  return found ? Number(found.value) : Number.NaN
}

describe('observations of the pack', () => {
  test('every file opens with the same seventeen headings', () => {
    for (const file of observationFiles) {
      expect(Object.keys(readPack(`observations/${file}`)[0]!).join(), file).toBe(
        'measure,area,industry,occupation,sex,age,concept,frequency,period,value,unit,unit_mult,obs_status,is_break,vintage,source,note',
      )
    }
  })

  test('every row is a tidy row and none was lost: 12,684 in 19 files', () => {
    expect(observationFiles).toHaveLength(19)
    expect(rows).toHaveLength(12684)
  })

  test('a figure is given once per series, period and vintage', () => {
    const seen = new Map<string, string>()
    for (const { file, line, tidy, seriesId } of rows) {
      const key = `${seriesId} ${periodStart(periodIndex(tidy.period, tidy.frequency), tidy.frequency)} ${tidy.vintage}`
      expect(seen.get(key), `${key} in ${file} line ${line}`).toBeUndefined()
      seen.set(key, `${file} line ${line}`)
    }
  })

  test('a series has one power of ten', () => {
    const powers = new Map<string, number>()
    for (const { file, line, tidy, seriesId } of rows) {
      expect(powers.get(seriesId) ?? tidy.unitMult, `${file} line ${line}`).toBe(tidy.unitMult)
      powers.set(seriesId, tidy.unitMult)
    }
  })

  test('a value is absent exactly when the status says missing', () => {
    for (const { file, line, tidy } of rows) {
      expect(tidy.value === null, `${file} line ${line}`).toBe(MISSING_STATUSES.includes(tidy.obsStatus))
    }
    expect(rows.filter((r) => r.tidy.value === null)).toHaveLength(88) // 87 "na" of the NSDP, one ".." of V0241
  })

  test('every area, source and code is in the reference files', () => {
    const areas = new Set(reference('area').map((r) => r.area_id))
    const sources = new Set(reference('source').map((r) => r.source_id))
    const codes = new Set(['_T', ...reference('classification_code').map((r) => `${r.scheme}:${r.code}`)])
    for (const { file, line, tidy } of rows) {
      const at = `${file} line ${line}`
      expect(areas.has(tidy.area), `${at}: ${tidy.area}`).toBe(true)
      expect(sources.has(tidy.source), `${at}: ${tidy.source}`).toBe(true)
      expect(codes.has(tidy.industry), `${at}: ${tidy.industry}`).toBe(true)
      expect(codes.has(tidy.occupation), `${at}: ${tidy.occupation}`).toBe(true)
    }
  })

  test('a territory has figures only for years that overlap its span of validity', () => {
    const areas = new Map(reference('area').map((r) => [r.area_id, r]))
    for (const { file, line, tidy } of rows) {
      const area = areas.get(tidy.area)!
      const index = periodIndex(tidy.period, tidy.frequency)
      const [start, end] = [periodStart(index, tidy.frequency), periodStart(index + 1, tidy.frequency)]
      const overlaps = end > area.valid_from! && (area.valid_to === '' || start < area.valid_to!)
      expect(overlaps, `${file} line ${line}: ${tidy.area} ${tidy.period}`).toBe(true)
    }
  })

  test('no figure but a forecast is published before its period starts, and none after the data cut-off', () => {
    for (const { file, line, tidy } of rows) {
      const start = periodStart(periodIndex(tidy.period, tidy.frequency), tidy.frequency)
      expect(
        (tidy.obsStatus === 'F' || tidy.vintage > start) && tidy.vintage <= DATA_CUT_OFF,
        `${file} line ${line}`,
      ).toBe(true)
    }
  })
})

describe('known facts of the sources', () => {
  test('ILOSTAT sections by occupation add to the section, and occupations to theirs, but for what is not classified', () => {
    const table = readPack('observations/employment-by-section-and-occupation-ilostat.csv')
    const sum = (of: (row: Row) => boolean): number => table.filter(of).reduce((all, row) => all + Number(row.value), 0)
    for (let year = 2010; year <= 2024; year++) {
      for (const section of 'ABCDEFGHIJKLMNOPQRST') {
        const parts = sum((r) => r.industry === `VSIC2018:${section}` && r.period === String(year))
        const whole = ilostat.find((r) => r.industry === `VSIC2018:${section}` && r.period === String(year))!
        // Section A of 2022 holds 1,662.8 thousand own-use farmers without an occupation.
        const unclassified = section === 'A' && year === 2022 ? 1662.9 : 5
        expect(Number(whole.value) - parts, `${section} ${year}`).toBeGreaterThan(-0.01)
        expect(Number(whole.value) - parts, `${section} ${year}`).toBeLessThan(unclassified)
      }
      for (const group of ['1', '2', '3', '4', '9']) {
        const parts = sum(
          (r) => r.industry !== '_T' && r.occupation === `VSCO2020:${group}` && r.period === String(year),
        )
        const whole = sum(
          (r) => r.industry === '_T' && r.occupation === `VSCO2020:${group}` && r.period === String(year),
        )
        // What is left works in section U; in 2010, 39 thousand of group 9 in no section.
        expect(whole - parts, `${group} ${year}`).toBeGreaterThan(-0.05)
        expect(whole - parts, `${group} ${year}`).toBeLessThan(year === 2010 ? 40 : 4)
      }
    }
  })

  test('women and men of a sub-major group add to the major group of the section table', () => {
    const bySex = readPack('observations/employment-by-sub-major-and-sex-ilostat.csv')
    const table = readPack('observations/employment-by-section-and-occupation-ilostat.csv')
    for (const group of '12345678') {
      const parts = bySex
        .filter((r) => r.occupation!.startsWith(`ISCO08:${group}`))
        .reduce((sum, r) => sum + Number(r.value), 0)
      const whole = table.find(
        (r) => r.industry === '_T' && r.occupation === `VSCO2020:${group}` && r.period === '2024',
      )!
      expect(Number(whole.value) - parts, group).toBeGreaterThan(-0.01)
      expect(Number(whole.value) - parts, group).toBeLessThan(1)
    }
  })

  test('ILOSTAT sections and X add to the total except in 2009 (7.8 short) and 2018 (0.3 short)', () => {
    const years = [...new Set(ilostat.map((r) => r.period!))]
    expect(years).toHaveLength(17)
    for (const year of years) {
      const parts = ilostat.filter((r) => r.period === year && r.industry !== '_T')
      const residual = parts.reduce((sum, r) => sum + Number(r.value), 0) - thousand('_T', year)
      expect(Math.abs(residual - ({ 2009: -7.8, 2018: -0.3 }[year] ?? 0)), year).toBeLessThan(0.05)
    }
  })

  test('section A of 2022 is on the old basis and every other section from 2021 on the new one', () => {
    for (const { tidy } of rows.filter(
      (r) => r.tidy.industry.startsWith('VSIC2018:') && r.tidy.source === 'ILOSTAT_LFS',
    )) {
      const old = Number(tidy.period) < 2021 || (tidy.industry === 'VSIC2018:A' && tidy.period === '2022')
      expect(tidy.concept, `${tidy.industry} ${tidy.period}`).toBe(old ? 'ICLS13' : 'ICLS19')
    }
  })

  test('household employers (section T) are told apart from the total, which GSO also codes T', () => {
    const trained = readPack('observations/trained-share-by-section-gso.csv').filter((r) => r.period === '2021')
    const of = (industry: string) => Number(trained.find((r) => r.industry === industry)?.value)
    expect(of('_T')).toBe(26.1)
    expect(of('VSIC2018:T')).toBeLessThan(of('_T'))
  })

  test('2024-Q3 labour force was 52,654.9 thousand on 9 October 2024 and 52,764.9 on 6 June 2025', () => {
    const q3 = rows.filter(
      (r) => r.seriesId === 'Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS' && r.tidy.period === '2024-Q3',
    )
    expect(q3.map((r) => [r.tidy.vintage, r.tidy.value!.toFixed(1)])).toEqual([
      ['2024-10-09', '52654.9'],
      ['2025-06-06', '52764.9'],
    ])
  })

  test('percentages carry no power of ten although the NSDP file says thousand', () => {
    for (const { tidy } of rows.filter((r) => r.tidy.unit === 'PT')) {
      expect(tidy.unitMult).toBe(0)
      if (tidy.value !== null) expect(tidy.value >= 0 && tidy.value <= 100, `${tidy.measure} ${tidy.period}`).toBe(true)
    }
  })

  test('Ha Noi and Ha Tay end in 2007 and the merged Ha Noi starts in 2008 with 3,421.2 thousand', () => {
    const labourForce = rows.filter((r) => r.file === 'labour-force-by-province-gso.csv').map((r) => r.tidy)
    const last = (area: string) =>
      labourForce
        .filter((t) => t.area === area)
        .map((t) => t.period)
        .sort()
        .at(-1)
    expect([last('VN-P01.1991'), last('VN-P28.1991')]).toEqual(['2007', '2007'])
    const first = labourForce.filter((t) => t.area === 'VN-HN').sort((a, b) => (a.period < b.period ? -1 : 1))[0]!
    expect([first.period, first.value, first.isBreak]).toEqual(['2008', 3421.2, true])
  })

  test('provinces add to their region and regions to the country within rounding', () => {
    const parents = new Map(reference('area').map((r) => [r.area_id, r.parent_id]))
    const lf = rows.filter((r) => r.file === 'labour-force-by-province-gso.csv').map((r) => r.tidy)
    for (const parent of ['VN', 'VN-R1', 'VN-R2', 'VN-R3', 'VN-R4', 'VN-R5', 'VN-R6']) {
      for (const total of lf.filter((t) => t.area === parent)) {
        const parts = lf.filter((t) => t.period === total.period && parents.get(t.area) === parent)
        const sum = parts.reduce((s, t) => s + t.value!, 0)
        expect(Math.abs(sum - total.value!), `${parent} ${total.period}: ${sum} against ${total.value}`).toBeLessThan(
          1.5,
        )
      }
    }
  })
})
