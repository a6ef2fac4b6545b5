import { describe, expect, test } from 'vitest'
import { type Row, readObservations, readPack, reference } from './pack.ts'

const number = (row: Row, column: string) => Number(row[column])
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const mean = (values: readonly number[]) => sum(values) / values.length

function groupBy(rows: readonly Row[], ...columns: string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = columns.map((c) => row[c]).join('|')
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return groups
}

describe('areas', () => {
  const areas = reference('area')
  const byId = new Map(areas.map((r) => [r.area_id, r]))

  test('63 provinces before 1 July 2025, 34 from then on, and Ha Noi is the one that goes on', () => {
    const provincesOn = (day: string) =>
      areas.filter((r) => r.kind === 'province' && r.valid_from! <= day && (r.valid_to === '' || r.valid_to! > day))
    expect(provincesOn('2025-06-30')).toHaveLength(63)
    expect(provincesOn('2025-07-01')).toHaveLength(34)
    expect(provincesOn('2008-07-31')).toHaveLength(64) // with Ha Tay
    expect(byId.get('VN-HN')).toMatchObject({ gso_code: '01', valid_from: '2008-08-01', valid_to: '' })
  })

  test('kind, GSO code and first day name one territory', () => {
    const coded = areas.filter((r) => r.gso_code !== '')
    expect(groupBy(coded, 'kind', 'gso_code', 'valid_from').size).toBe(coded.length)
  })

  test('a code used again means another territory: 24 was Bac Giang and is Bac Ninh', () => {
    expect([byId.get('VN-P24.2004')!.name_en, byId.get('VN-P24.2025')!.name_en]).toEqual(['Bac Giang', 'Bac Ninh'])
  })

  test('each province that ended went whole into one that began on the day it ended', () => {
    const ended = areas.filter((r) => r.kind === 'province' && r.valid_to !== '')
    const successions = reference('area_succession')
    expect(successions).toHaveLength(ended.length)
    for (const s of successions) {
      expect(number(s, 'weight')).toBe(1)
      expect(byId.get(s.predecessor_id)!.valid_to).toBe(s.on_day)
      expect(byId.get(s.successor_id)!.valid_from).toBe(s.on_day)
    }
    expect(new Set(successions.map((s) => s.predecessor_id)).size).toBe(ended.length)
  })

  test('a parent is listed before its children, so that rows load in file order', () => {
    const seen = new Set<string>([''])
    for (const r of areas) {
      expect(seen.has(r.parent_id!), r.area_id).toBe(true)
      seen.add(r.area_id!)
    }
  })

  test('countries are known by ISO alpha-2, by alpha-3 as a synonym, and by name in both languages', () => {
    const alpha3 = new Map(reference('synonym').map((r) => [r.label!, r.code!]))
    for (const [two, three, vi, en] of [
      ['DE', 'DEU', 'Đức', 'Germany'],
      ['KE', 'KEN', 'Kenya', 'Kenya'],
      ['US', 'USA', 'Hoa Kỳ', 'United States'],
    ] as const) {
      expect(alpha3.get(three)).toBe(two)
      expect(byId.get(two)).toMatchObject({ kind: 'country', name_vi: vi, name_en: en })
    }
    expect(areas.filter((r) => r.kind === 'country').length).toBeGreaterThanOrEqual(249)
    expect(areas.filter((r) => r.kind === 'state' && r.parent_id === 'US')).toHaveLength(51)
  })

  test('English names are plain ASCII', () => {
    for (const r of areas) expect(r.name_en).toMatch(/^[\x20-\x7e]+$/)
  })
})

describe('classifications and lenses', () => {
  const codes = reference('classification_code')
  const known = new Set(codes.map((r) => `${r.scheme}:${r.code}`))
  const count = (scheme: string, level: string) => codes.filter((r) => r.scheme === scheme && r.level === level).length

  test('schemes have the number of codes their decision states', () => {
    expect([count('VSIC2018', '1'), count('VSIC2018', '2')]).toEqual([21, 88])
    expect([count('VSIC2025', '1'), count('VSIC2025', '2')]).toEqual([22, 87])
    expect([count('ISCO08', '1'), count('ISCO08', '2')]).toEqual([10, 43])
    expect(count('SKILL', '1')).toBe(68)
    expect(known.size).toBe(codes.length)
  })

  test('every code is named in both languages', () => {
    for (const r of codes) expect(r.name_vi !== '' && r.name_en !== '', `${r.scheme}:${r.code}`).toBe(true)
  })

  test('the bridge keeps the mass of each section and reaches all 22 new ones', () => {
    const bridge = reference('classification_bridge')
    for (const [from, rows] of groupBy(bridge, 'from_scheme', 'from_code')) {
      expect(sum(rows.map((r) => number(r, 'weight'))), from).toBeCloseTo(1, 12)
    }
    expect(groupBy(bridge, 'from_code').size).toBe(21)
    expect(groupBy(bridge, 'to_code').size).toBe(22)
    for (const r of bridge) {
      expect(known.has(`${r.from_scheme}:${r.from_code}`) && known.has(`${r.to_scheme}:${r.to_code}`)).toBe(true)
      if (number(r, 'weight') < 1) expect(r.method).toMatch(/^Assumption: /)
    }
  })

  test('a lens takes a share of a section in (0, 1] and only a whole section is exact', () => {
    const lenses = new Set(reference('lens').map((r) => r.lens_id))
    expect(lenses.size).toBe(6)
    for (const r of reference('lens_member')) {
      const weight = number(r, 'weight')
      expect(lenses.has(r.lens_id) && known.has(`${r.scheme}:${r.code}`)).toBe(true)
      expect(weight > 0 && weight <= 1, `${r.lens_id} ${r.code}`).toBe(true)
      expect(r.status, `${r.lens_id} ${r.code}`).toBe(weight === 1 ? 'exact' : 'assumption')
    }
  })
})

describe('skill weights', () => {
  const rows = reference('skill_weight')

  test('every occupation group has all 68 elements, weights in [0, 1], specificity >= 0', () => {
    const skills = new Set(
      reference('classification_code')
        .filter((r) => r.scheme === 'SKILL')
        .map((r) => r.code),
    )
    const groups = groupBy(rows, 'occupation_scheme', 'occupation_code')
    expect(groups.size).toBe(9 + 40)
    for (const [group, cells] of groups) expect(new Set(cells.map((r) => r.skill_code)), group).toEqual(skills)
    for (const r of rows) {
      expect(number(r, 'weight') >= 0 && number(r, 'weight') <= 1).toBe(true)
      expect(number(r, 'specificity')).toBeGreaterThanOrEqual(0)
    }
  })

  test('specificity is ln(groups x largest weight / sum of weights)', () => {
    for (const [key, cells] of groupBy(rows, 'occupation_scheme', 'skill_code')) {
      const w = cells.map((r) => number(r, 'weight'))
      const expected = Math.log((w.length * Math.max(...w)) / sum(w))
      for (const r of cells) expect(Math.abs(number(r, 'specificity') - expected), key).toBeLessThan(0.02)
    }
  })

  test('programming belongs to ICT professionals, medicine to health professionals', () => {
    const top = (skill: string): string | undefined =>
      rows
        .filter((r) => r.occupation_scheme === 'ISCO08' && r.skill_code === skill)
        .sort((a, b) => number(b, 'weight') - number(a, 'weight'))[0]!.occupation_code
    expect(top('2.B.3.e')).toBe('25')
    expect(top('2.C.5.a')).toBe('22')
  })
})

describe('break register', () => {
  const breaks = new Map(reference('series_break').map((r) => [r.break_id!, r]))
  const ilostat = new Map(
    readPack('observations/employment-by-section-ilostat.csv').map((r) => [
      `${r.industry} ${r.period}`,
      Number(r.value),
    ]),
  )
  const YEARS = ['2021', '2023', '2024']
  const at = (industry: string, year: string) => ilostat.get(`${industry} ${year}`)!

  test('the overlap ratio of section A is the mean of A/(A+X) in the three years with an X row', () => {
    const ratios = YEARS.map((y) => at('VSIC2018:A', y) / (at('VSIC2018:A', y) + at('ILOSTAT:X', y)))
    const entry = breaks.get('icls19-section-A')!
    expect(number(entry, 'parameter')).toBeCloseTo(mean(ratios), 6)
    for (const ratio of ratios) expect(entry.reason_en).toContain(ratio.toFixed(4))
  })

  test('the overlap ratio of employment is the mean of 1 - X/total, of the labour force with the unemployed in both', () => {
    const nsdp = readPack('observations/national-quarterly-nsdp.csv')
    const unemployed = (year: string) =>
      mean(
        nsdp
          .filter(
            (r) =>
              r.measure === 'unemployment' && r.sex === 'T' && r.vintage === '2025-06-06' && r.period!.startsWith(year),
          )
          .filter((r) => r.value !== '')
          .map((r) => Number(r.value)),
      )
    const employment = YEARS.map((y) => 1 - at('ILOSTAT:X', y) / at('_T', y))
    const labourForce = YEARS.map((y) => 1 - at('ILOSTAT:X', y) / (at('_T', y) + unemployed(y)))
    expect(number(breaks.get('icls19-employment-quarterly')!, 'parameter')).toBeCloseTo(mean(employment), 6)
    expect(number(breaks.get('icls19-labour-force-quarterly')!, 'parameter')).toBeCloseTo(mean(labourForce), 6)
  })

  test('every pattern names a series of the pack', () => {
    const ids = [...new Set(readObservations().map((r) => r.seriesId))]
    for (const { break_id, series_like } of breaks.values()) {
      const like = new RegExp(`^${series_like!.replace(/[.+]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.')}$`)
      expect(
        ids.some((id) => like.test(id)),
        `${break_id}: ${series_like}`,
      ).toBe(true)
    }
  })

  test('every section has a bridge over the change of concept in 2021', () => {
    const bridged = [...breaks.keys()].filter((id) => /^icls19-section-[A-U]$/.test(id))
    expect(bridged).toHaveLength(21)
  })

  test('an overlap ratio has a parameter, the other treatments none, and reasons stand in both languages', () => {
    for (const r of breaks.values()) {
      expect(r.parameter !== '', r.break_id).toBe(r.treatment === 'overlap_ratio')
      expect(r.reason_vi !== '' && r.reason_en !== '' && r.reference !== '', r.break_id).toBe(true)
    }
  })
})

describe('assumptions', () => {
  const rows = reference('assumption')
  const of = (kind: string) => rows.filter((r) => r.kind === kind)

  test('a staffing prior is left for section U alone, adds to one, and has no armed forces', () => {
    const sections = groupBy(of('staffing_prior'), 'industry')
    expect([...sections.keys()]).toEqual(['VSIC2018:U'])
    for (const [section, cells] of sections) {
      expect(sum(cells.map((r) => number(r, 'value'))), section).toBeCloseTo(1, 10)
      for (const r of cells) expect(r.occupation).toMatch(/^VSCO2020:[1-9]$/)
    }
  })

  test.each(['age_share', 'education_share'])('%s of every occupation group adds to one', (kind) => {
    const cells = rows.filter((r) => r.kind?.startsWith(`${kind}.`))
    const groups = groupBy(cells, 'occupation')
    expect(groups.size).toBe(10)
    for (const [group, shares] of groups) expect(sum(shares.map((r) => number(r, 'value'))), group).toBeCloseTo(1, 3)
  })

  test('net cohort exits 2010-2015 are what the age table gives, and are not the rate in use', () => {
    const ages = readPack('observations/employment-by-age-gso.csv')
    const at = (age: string, year: string) => Number(ages.find((r) => r.age === age && r.period === year)!.value)
    const exits = (at('Y45-49', '2010') + at('Y_GE50', '2010') - at('Y_GE50', '2015')) / 5
    const employed = mean(['2010', '2011', '2012', '2013', '2014', '2015'].map((y) => at('_T', y)))
    expect(number(of('exit_rate_net_cohort')[0]!, 'value')).toBeCloseTo(exits / employed, 6)
    expect(of('exit_rate')[0]).toMatchObject({ value: '0.022', low: '0.015', high: '0.03', status: 'prior' })
  })

  test('the Ha Noi odds ratio comes from 42.7 % against 20.6 % trained in 2016', () => {
    const trained = readPack('observations/trained-share-by-province-gso.csv').filter((r) => r.period === '2016')
    const odds = (area: string) => {
      const share = Number(trained.find((r) => r.area === area)!.value) / 100
      return share / (1 - share)
    }
    expect(odds('VN-HN') / odds('VN')).toBeCloseTo(0.427 / 0.573 / (0.206 / 0.794), 12)
    expect(number(of('hanoi_trained_odds_ratio')[0]!, 'value')).toBeCloseTo(odds('VN-HN') / odds('VN'), 6)
  })

  test('the error of the provincial method is given for every section and pooled', () => {
    const errors = of('ipf_log_sd')
    expect(errors.map((r) => r.industry).sort()).toEqual(
      ['_T', ...[...'ABCDEFGHIJKLMNOPQRSTU'].map((c) => `VSIC2018:${c}`)].sort(),
    )
    for (const r of errors) {
      expect(number(r, 'value')).toBeGreaterThan(0)
      expect(number(r, 'low') <= number(r, 'value') && number(r, 'value') <= number(r, 'high')).toBe(true)
    }
  })

  test('every assumption says its status and where it comes from', () => {
    for (const r of rows) expect(r.status !== '' && r.basis!.length > 20, r.assumption_id).toBe(true)
    expect(new Set(rows.map((r) => r.assumption_id)).size).toBe(rows.length)
  })
})
