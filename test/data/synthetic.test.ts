import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { adviseField, type OfferedProgramme } from '../../src/market/advice/advise.ts'
import { coordinate } from '../../src/market/advice/coordination.ts'
import { checkProgramme, type GraduateRates, type Programme } from '../../src/market/advice/programme.ts'
import type { SourcedValue } from '../../src/market/advice/rate.ts'
import { type Row, readPack, reference } from './pack.ts'

const FOLDER = fileURLToPath(new URL('../../data/synthetic/', import.meta.url))
const read = (name: string): Row[] => readPack(`synthetic/${name}.csv`)
const institutions = read('institutions')
const programmes = read('programmes')
const completion = read('completion')
const enrolment = read('enrolment')
const rates = read('rates')
const announced = read('announced')
const mix = read('target_mix')
const of = (rows: Row[], id: string): Row[] => rows.filter((row) => row['programme_id'] === id)

function offered(row: Row): OfferedProgramme {
  const id = row['programme_id']!
  const programme: Programme = {
    id,
    lengthYears: Number(row['length_years']),
    lagYears: Number(row['lag_years']),
    completion: Object.fromEntries(of(completion, id).map((c) => [c['years_after_entry']!, Number(c['share'])])),
    firstYearDropOut: Number(row['first_year_drop_out']),
    currentIntake: Number(row['current_intake']),
    capacity: Number(row['capacity']),
    enrolled: of(enrolment, id).map((e) => ({
      yearOfStudy: Number(e['year_of_study']),
      students: Number(e['students']),
    })),
    academicYear: 2025,
  }
  const places = of(announced, id)[0]!['places']!
  return {
    programme,
    quality: Number(row['quality']),
    pastMatch: rateOf(id, 'match').value,
    announced: places === '' ? null : Number(places),
  }
}

function rateOf(id: string, name: string): SourcedValue {
  const row = of(rates, id).find((r) => r['rate'] === name)!
  return {
    value: Number(row['value']),
    low: Number(row['low']),
    high: Number(row['high']),
    source: row['source']!,
    status: 'synthetic',
  }
}

describe('the synthetic institutions', () => {
  test('the files are what the script makes', async () => {
    const made: { syntheticFiles(): Record<string, string> } = await import(`${FOLDER}generate.mjs`)
    const files = made.syntheticFiles()
    expect(
      readdirSync(FOLDER)
        .filter((name) => name.endsWith('.csv'))
        .sort(),
    ).toEqual(Object.keys(files).sort())
    for (const [name, text] of Object.entries(files)) expect(readFileSync(FOLDER + name, 'utf8'), name).toBe(text)
  })

  test('nothing could be taken for a real institution: ids, names and status say so in every row', () => {
    for (const rows of [institutions, programmes, completion, enrolment, rates, announced, mix])
      for (const row of rows) expect(row['status']).toBe('synthetic')
    for (const row of institutions) {
      expect(row['institution_id']).toMatch(/^SYN-/)
      expect(row['name_vi']).toContain('Giả lập')
      expect(row['name_en']).toContain('Synthetic')
    }
    for (const row of programmes) expect(row['programme_id']).toMatch(new RegExp(`^${row['institution_id']}-`))
  })

  test('every programme is one: known institution, seven-digit code, shares that hold together, students to match', () => {
    const known = new Set(institutions.map((row) => row['institution_id']))
    for (const row of programmes) {
      expect(known).toContain(row['institution_id'])
      expect(row['moet_code']).toMatch(row['level'] === 'college' ? /^6\d{6}$/ : /^7\d{6}$/)
      expect(row['isced_f_detailed']!.startsWith(row['isced_f']!)).toBe(true)
      const { programme } = offered(row)
      expect(checkProgramme(programme).currentIntake).toBeLessThanOrEqual(programme.capacity)
      expect(programme.enrolled).toHaveLength(programme.lengthYears + 2)
      expect(programme.enrolled[0]!.students).toBe(programme.currentIntake)
      for (const e of of(enrolment, programme.id)) expect(Number(e['women'])).toBeLessThanOrEqual(Number(e['students']))
    }
    expect(new Set(programmes.map((row) => row['programme_id'])).size).toBe(39)
  })

  test('the fields wanted in an occupation are never more than all who enter it, and its code is in the reference', () => {
    const codes = new Set(reference('classification_code').map((row) => `${row['scheme']}:${row['code']}`))
    for (const occupation of new Set(mix.map((row) => row['occupation']!))) {
      expect(codes).toContain(occupation)
      const share = mix
        .filter((row) => row['occupation'] === occupation)
        .reduce((sum, row) => sum + Number(row['share']), 0)
      expect(share, occupation).toBeLessThanOrEqual(1)
    }
  })

  const fields = [...new Set(programmes.map((row) => `${row['isced_f_detailed']} ${row['level']}`))]

  test('every field can be advised on from these files alone, for the intake of 2026 and a forecast to 2035', () => {
    for (const field of fields) {
      const own = programmes.filter((row) => `${row['isced_f_detailed']} ${row['level']}` === field)
      const targets = mix.filter((row) => `${row['isced_f_detailed']} ${row['level']}` === field)
      const id = own[0]!['programme_id']!
      const graduateRates: GraduateRates = {
        furtherStudy: rateOf(id, 'furtherStudy'),
        participation: rateOf(id, 'participation'),
        match: rateOf(id, 'match'),
        stay: rateOf(id, 'stay'),
      }
      const advice = adviseField(
        {
          fieldId: field,
          intakeYear: 2026,
          lastYear: 2035,
          occupations: targets.map((row) => ({
            code: row['occupation']!,
            openings: Object.fromEntries(Array.from({ length: 9 }, (_, k) => [2027 + k, 1500])),
            source: 'test',
            status: 'user',
            share: { value: Number(row['share']), source: row['source']!, status: 'synthetic' },
          })),
          other: {},
          rates: graduateRates,
          seed: 1,
          draws: 100,
          field: { employed: 20_000, shortTermUnemployed: 200 },
        },
        own.map(offered),
      )
      expect(targets.length, field).toBeGreaterThan(0)
      expect(advice.field.waterfall.intakeNeeded, field).toBeGreaterThan(0)
      expect(advice.programmes, field).toHaveLength(own.length)
      advice.programmes.forEach(({ places }, n) => {
        expect(places).toBeLessThanOrEqual(Number(own[n]!['capacity']))
      })
    }
  })

  test('the announced plans show what coordination is for: together more than the intake there is, some not announced', () => {
    const all = programmes.map(offered)
    const intake = all.reduce((sum, o) => sum + o.programme.currentIntake, 0)
    const result = coordinate(
      intake,
      all.map((o) => ({ ...o, id: o.programme.id, capacity: o.programme.capacity })),
    )
    expect(result.notAnnounced.length).toBeGreaterThan(0)
    expect(result.notAnnounced.length).toBeLessThan(15)
    const announcers = all.filter((o) => o.announced !== null)
    const theirs = announcers.reduce((sum, o) => sum + o.programme.currentIntake, 0)
    expect(result.announced).toBeGreaterThan(1.05 * theirs)
  })
})
