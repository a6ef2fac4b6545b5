import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type BySex, bySex, type CohortSex } from '../../src/market/supply/cohort/ages.ts'
import { type AgeGroups, peopleBySingleAge } from '../../src/market/supply/cohort/single-ages.ts'

/** NAICS sectors of the American Community Survey's tables. */
export const INDUSTRIES: Readonly<Record<string, string>> = {
  '11': 'Agriculture, forestry, fishing, hunting',
  '21': 'Mining, quarrying, oil and gas',
  '22': 'Utilities',
  '23': 'Construction',
  '31-33': 'Manufacturing',
  '42': 'Wholesale trade',
  '44-45': 'Retail trade',
  '48-49': 'Transportation and warehousing',
  '51': 'Information',
  '52': 'Finance and insurance',
  '53': 'Real estate, rental and leasing',
  '54': 'Professional, scientific, technical services',
  '55': 'Management of companies',
  '56': 'Administrative, support, waste services',
  '61': 'Educational services',
  '62': 'Health care and social assistance',
  '71': 'Arts, entertainment, recreation',
  '72': 'Accommodation and food services',
  '81': 'Other services',
  '92': 'Public administration',
}

/** SOC 2010 major groups, three of them in two parts as the tables have them, and the broad group each belongs to. */
export const OCCUPATIONS: Readonly<Record<string, readonly [title: string, group: string]>> = {
  '11': ['Management', 'MBSA'],
  '13': ['Business and financial operations', 'MBSA'],
  '15': ['Computer and mathematical', 'MBSA'],
  '17': ['Architecture and engineering', 'MBSA'],
  '19': ['Life, physical, social science', 'MBSA'],
  '21': ['Community and social service', 'MBSA'],
  '23': ['Legal', 'MBSA'],
  '25': ['Education, training, library', 'MBSA'],
  '27': ['Arts, design, entertainment, media', 'MBSA'],
  '29-1': ['Health practitioners', 'MBSA'],
  '29-2': ['Health technologists and technicians', 'MBSA'],
  '31': ['Healthcare support', 'SERV'],
  '33-2': ['Fire fighting and other protective service', 'SERV'],
  '33-3': ['Law enforcement', 'SERV'],
  '35': ['Food preparation and serving', 'SERV'],
  '37': ['Building and grounds cleaning', 'SERV'],
  '39': ['Personal care and service', 'SERV'],
  '41': ['Sales', 'SALO'],
  '43': ['Office and administrative support', 'SALO'],
  '45': ['Farming, fishing, forestry', 'NRCM'],
  '47': ['Construction and extraction', 'NRCM'],
  '49': ['Installation, maintenance, repair', 'NRCM'],
  '51': ['Production', 'PTMM'],
  '53-3': ['Transportation', 'PTMM'],
  '53-7': ['Material moving', 'PTMM'],
}

/** Statistics up to a year, as they had been published by the next; persons. */
export interface Statistics {
  readonly baseYear: number
  /** 2005 on. [year][industry] */
  readonly employment: readonly (readonly number[])[]
  readonly firstYear: number
  /** [industry] payroll jobs 1990 on, of the industries that have them: a longer past whose growth is that of employment. */
  readonly jobs: readonly (readonly number[] | undefined)[]
  /** 2010 on, since the occupational classification changed then. [year][industry][occupation] */
  readonly staffing: readonly (readonly (readonly number[])[])[]
  /** [year from 2010][occupation] by sex. */
  readonly occupations: readonly BySex<readonly number[]>[]
  /** By single age 0..100, year by year from 2005. */
  readonly population: readonly BySex<Float64Array>[]
  /** By single age 16..100, year by year from 2005. */
  readonly labourForce: readonly BySex<Float64Array>[]
  /** [year from 2000] bachelor's degrees of a field; those of the base year are not out yet. */
  readonly degrees: (field: string, sex: CohortSex) => readonly number[]
}

export const FIRST_WORKING_AGE = 16
export const OLDEST = 100
export const FIRST_STAFFING_YEAR = 2010
export const FIRST_JOBS_YEAR = 1990
/** SOC 2018 moved personal care aides into healthcare support and recast transport: later years are another classification. */
export const LAST_STAFFING_YEAR = 2017

type Row = Readonly<Record<string, string>>
const read = (name: string): Row[] =>
  parse(readFileSync(new URL(`${name}.csv`, import.meta.url)), { columns: true }) as Row[]

/** Reads the tables once and cuts them at any base year: nothing later than it is ever handed on. */
export function openTables(): (baseYear: number) => Statistics {
  const matrix = sumOf(read('industry-by-occupation-group'), ['year', 'industry', 'occupation_group'], 'employed')
  const occupation = sumOf(read('occupation-by-sex'), ['year', 'occupation', 'sex'], 'employed')
  const industry = sumOf(read('industry-by-sex'), ['year', 'industry'], 'employed')
  const jobs = sumOf(read('jobs-by-industry'), ['year', 'industry'], 'jobs')
  const people = read('population-by-age-and-sex')
  const force = read('labour-force-by-age-and-sex')
  const degree = sumOf(
    read('degrees-by-field-and-sex').filter((row) => row.award === 'bachelor'),
    ['year', 'field', 'sex'],
    'degrees',
  )
  const codes = Object.keys(OCCUPATIONS)
  return (baseYear) => {
    const years = (from: number): number[] => Array.from({ length: baseYear - from + 1 }, (_, k) => from + k)
    const bySexOf = (year: number): BySex<number[]> =>
      bySex((sex) => codes.map((code) => occupation.get(`${year} ${code} ${sex}`)!))
    return {
      baseYear,
      firstYear: 2005,
      jobs: Object.keys(INDUSTRIES).map((code) =>
        jobs.has(`${baseYear} ${code}`)
          ? years(FIRST_JOBS_YEAR).map((year) => jobs.get(`${year} ${code}`)!)
          : undefined,
      ),
      employment: years(2005).map((year) => Object.keys(INDUSTRIES).map((code) => industry.get(`${year} ${code}`)!)),
      occupations: years(FIRST_STAFFING_YEAR).map(bySexOf),
      staffing: years(FIRST_STAFFING_YEAR).map((year) => {
        const both = bySexOf(year)
        const all = codes.map((_, o) => both.F[o]! + both.M[o]!)
        return Object.keys(INDUSTRIES).map((code) =>
          codes.map((_, o) => {
            const group = OCCUPATIONS[codes[o]!]![1]
            const inGroup = codes.reduce((sum, other, p) => sum + (OCCUPATIONS[other]![1] === group ? all[p]! : 0), 0)
            return (matrix.get(`${year} ${code} ${group}`)! * all[o]!) / inGroup
          }),
        )
      }),
      population: years(2005).map((year) => singleAges(people, year, 'population', OLDEST)),
      labourForce: years(2005).map((year) => singleAges(force, year, 'labour_force', OLDEST)),
      degrees: (field, sex) =>
        years(2000)
          .slice(0, -1)
          .map((year) => degree.get(`${year} ${field} ${sex}`)!),
    }
  }
}

/** [occupation][skill] O*NET weights of the groups, and the skills' codes. */
export function skillWeights(): { readonly skills: string[]; readonly weights: number[][] } {
  const cells = sumOf(read('skill-weight'), ['occupation', 'skill'], 'weight')
  const skills = [...new Set([...cells.keys()].map((key) => key.split(' ')[1]!))]
  return {
    skills,
    weights: Object.keys(OCCUPATIONS).map((code) => skills.map((skill) => cells.get(`${code} ${skill}`) ?? 0)),
  }
}

function sumOf(rows: readonly Row[], keys: readonly string[], value: string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const key = keys.map((name) => row[name]).join(' ')
    sums.set(key, (sums.get(key) ?? 0) + Number(row[value]))
  }
  return sums
}

function singleAges(rows: readonly Row[], year: number, value: string, to: number): BySex<Float64Array> {
  return bySex((sex) => {
    const own = rows.filter((row) => Number(row.year) === year && row.sex === sex)
    const groups: AgeGroups = { from: own.map((row) => Number(row.age_from)), to }
    return peopleBySingleAge(
      groups,
      own.map((row) => Number(row[value])),
    )
  })
}
