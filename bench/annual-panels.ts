import path from 'node:path'
import { readCases } from './competition-cases.ts'
import type { Case, DevelopmentPanel } from './development-panels.ts'
import { readRecords } from './training-data.ts'

/** Years of history left in the shortened variant of each panel. */
const SHORT = 12
/** Fewest years of history a case may have. */
const FEWEST = 8

interface AnnualTable {
  readonly name: string
  readonly files: readonly string[]
  readonly year?: string
  readonly value: string
  /** Columns that name a series together. */
  readonly key: readonly string[]
  readonly where?: (row: Record<string, string>) => boolean
  /** Last year used at all; of Australia, Canada and Viet Nam the year before their first benchmark window. */
  readonly until: number
  readonly horizon: number
  /** Last years known, or years before the end of each series where negative. */
  readonly origins: readonly number[]
}

const TABLES: readonly AnnualTable[] = [
  {
    name: 'population by age',
    files: ['education/ca_labour_force_by_age_annual_1976_on.csv.gz'],
    value: 'thousands',
    key: ['geo', 'sex', 'age'],
    where: (r) => r.measure === 'Labour force population',
    until: 2013,
    horizon: 5,
    origins: [1991, 1999, 2008],
  },
  {
    name: 'employed by age',
    files: [
      'education/au_labour_force_by_age_annual_1979_2021.csv.gz',
      'education/ca_labour_force_by_age_annual_1976_on.csv.gz',
    ],
    value: 'thousands',
    key: ['geo', 'gender', 'sex', 'age', 'measure', 'indicator'],
    where: (r) => /Employ|Labour force$|Labour force total|Civilian/.test(r.measure ?? r.indicator ?? ''),
    until: 2013,
    horizon: 5,
    origins: [1991, 1999, 2008],
  },
  {
    name: 'population by province',
    files: ['vn_labour/population_by_province_annual_to2016.csv'],
    value: 'value',
    key: ['province', 'measure'],
    until: 2016,
    horizon: 3,
    origins: [2006, 2013],
  },
  {
    name: 'enrolment ratios',
    files: ['education/uis_gross_enrolment_tertiary_1970_on.csv.gz'],
    value: 'gross_enrolment_ratio_tertiary_percent',
    key: ['country'],
    until: 2100,
    horizon: 4,
    origins: [-4, -14],
  },
  {
    name: 'degrees by field',
    files: ['education/us_degrees_by_field_2000_2017.csv'],
    value: 'degrees',
    key: ['award', 'sex', 'field_path'],
    until: 2100,
    horizon: 4,
    origins: [2009, 2013],
  },
  {
    name: 'Greece by sector and age',
    files: [
      'education/gr_employed_by_sector_age_1981_2024.csv',
      'education/gr_employed_by_occupation_age_1981_2024.csv',
    ],
    value: 'employed_thousands',
    key: ['sector', 'occupation', 'age_group'],
    until: 2100,
    horizon: 3,
    origins: [-3],
  },
  {
    name: 'public and private employment',
    files: ['ilo_employment_sex_sector/ilo_emp_temp_sex_ins.csv.gz'],
    value: 'value',
    key: ['country', 'source', 'sex', 'sector'],
    where: (r) => !['Viet Nam', 'Australia', 'Canada', 'United States'].includes(r.country!),
    until: 2100,
    horizon: 3,
    origins: [-3],
  },
]

/**
 * Annual panels beside those made of months: population, employment, enrolment and degrees of several countries, and of an
 * undated collection the economic series and the training parts of the demographic ones cut once more. Short ones keep twelve years.
 *
 * @param data folder that holds `education/`, `vn_labour/`, `ilo_employment_sex_sector/` and `m4comp2016/`
 */
export function annualPanels(data: string): DevelopmentPanel[] {
  const out: DevelopmentPanel[] = []
  const add = (name: string, horizon: number, cases: readonly Case[]): void => {
    out.push({ name: `${name} A`, frequency: 'A', horizon, cases })
    const short = cases.map((c) => ({ ...c, y: c.y.subarray(Math.max(0, c.y.length - SHORT)) }))
    if (cases.some(({ y }) => y.length > SHORT + 4))
      out.push({ name: `${name} A short`, frequency: 'A', horizon, cases: short })
  }
  for (const table of TABLES) add(table.name, table.horizon, casesOf(table, data))
  for (const category of ['economics', 'demographics']) {
    const cases = readCases(path.join(data, 'm4comp2016'), (r) => r.frequency === 'yearly' && r.category === category).A
    const again = cases.flatMap(({ y }) =>
      y.length >= FEWEST + 6
        ? [{ y: y.subarray(0, y.length - 6), test: y.subarray(y.length - 6), origin: 'cut again' }]
        : [],
    )
    add(`collection ${category}`, 6, again)
  }
  return out
}

function casesOf(table: AnnualTable, data: string): Case[] {
  const { files, year = 'year', value, key, where = () => true, until, horizon: h, origins } = table
  const series = new Map<string, Map<number, number>>()
  for (const file of files)
    for (const r of readRecords(path.join(data, file))) {
      if (!where(r) || r[value] === '' || Number(r[year]) > until) continue
      const id = [file, ...key.map((k) => r[k] ?? '')].join('|')
      const own = series.get(id) ?? new Map<number, number>()
      series.set(id, own.set(Number(r[year]), Number(r[value])))
    }
  return [...series.values()].flatMap((own) => {
    const last = Math.max(...own.keys())
    let first = last
    while (own.has(first - 1)) first--
    const y = Float64Array.from({ length: last - first + 1 }, (_, t) => own.get(first + t)!)
    return origins.flatMap((origin) => {
      const n = origin < 0 ? y.length + origin : origin - first + 1
      const [history, test] = [y.slice(0, Math.max(0, n)), y.slice(n, n + h)]
      return n < FEWEST || test.length < h || history.every((v) => v === history[0])
        ? []
        : [{ y: history, test, origin: String(origin) }]
    })
  })
}
