import path from 'node:path'
import { periodIndex, SEASON_LENGTH, type SeasonalFrequency } from '../src/domain/period.ts'
import { annualPanels } from './annual-panels.ts'
import { readCases } from './competition-cases.ts'
import { readRecords } from './training-data.ts'

/** One forecast to be scored: a history cut at its origin and what came after. */
export interface Case {
  readonly y: Float64Array
  readonly test: Float64Array
  /** Cases of one origin could have been forecast together. */
  readonly origin: string
}

export interface DevelopmentPanel {
  readonly name: string
  readonly frequency: SeasonalFrequency
  readonly horizon: number
  readonly cases: readonly Case[]
}

/** Monthly panels, and the origins (last month known) whose outcomes end before the first benchmark window of the panel. */
const LABOUR = [
  {
    name: 'Australia',
    file: 'au_labour/labour_wide.csv',
    origins: ['1996-11', '2000-11', '2004-11', '2008-07', '2011-03'],
    horizon: { M: 8, Q: 4, A: 3 },
  },
  {
    name: 'US',
    file: 'us_employment/us_employment.csv.gz',
    origins: ['1986-12', '1991-12', '1996-12', '2001-12', '2006-12'],
    horizon: { M: 24, Q: 8, A: 4 },
  },
  {
    name: 'Canada',
    file: 'ca_lfs_industry/ca_employment.csv.gz',
    origins: ['1999-12', '2003-12', '2007-12', '2010-12'],
    horizon: { M: 24, Q: 8, A: 2 },
  },
] as const

/** Years of history left in the shortened variant of each panel. */
const SHORT_YEARS: Readonly<Record<SeasonalFrequency, number>> = { M: 5, Q: 7, A: 12 }

/**
 * The panels the network is chosen on. None of their outcomes lies in a benchmark's window: labour panels are cut at earlier
 * origins, also as quarterly and annual means and with short histories; of `m1` and `tourism` they are the test parts.
 *
 * @param data folder that holds `au_labour/`, `us_employment/`, `ca_lfs_industry/`, `m1/`, `tourism/` and `vacancies/`
 */
export function developmentPanels(data: string): DevelopmentPanel[] {
  const out: DevelopmentPanel[] = []
  for (const { name, file, origins, horizon } of LABOUR) {
    const monthly = readMonthly(path.join(data, file))
    for (const frequency of ['M', 'Q', 'A'] as const) {
      const h = horizon[frequency]
      const cases = monthly.flatMap((s) => casesOf(s, frequency, origins, h))
      out.push({ name: `${name} ${frequency}`, frequency, horizon: h, cases })
      const keep = SHORT_YEARS[frequency] * SEASON_LENGTH[frequency]
      const short = cases.map((c) => ({ ...c, y: c.y.subarray(Math.max(0, c.y.length - keep)) }))
      out.push({ name: `${name} ${frequency} short`, frequency, horizon: h, cases: short })
    }
  }
  out.push({ name: 'vacancies Q', frequency: 'Q', horizon: 8, cases: readVacancies(data) })
  for (const collection of ['m1', 'tourism'])
    for (const [frequency, cases] of Object.entries(readCases(path.join(data, collection))))
      out.push({
        name: `${collection} ${frequency}`,
        frequency: frequency as SeasonalFrequency,
        horizon: Math.max(...cases.map((c) => c.test.length)),
        cases,
      })
  out.push(...annualPanels(data))
  return out.filter((p) => p.cases.length > 0)
}

interface Monthly {
  readonly first: number
  readonly y: Float64Array
}

function readMonthly(file: string): Monthly[] {
  const values = new Map<string, Map<number, number>>()
  const put = (id: string, date: string, text: string): void => {
    if (text === '') return
    const series = values.get(id) ?? new Map<number, number>()
    series.set(periodIndex(date.slice(0, 7), 'M'), Number(text))
    values.set(id, series)
  }
  for (const r of readRecords(file))
    if (r.series_id !== undefined) put(r.series_id, r.date!, r.value!)
    else for (const [id, text] of Object.entries(r)) if (id !== 'date') put(id, r.date!, text)
  return [...values.values()].map((series) => {
    const first = Math.min(...series.keys())
    const last = Math.max(...series.keys())
    return { first, y: Float64Array.from({ length: last - first + 1 }, (_, t) => series.get(first + t) ?? Number.NaN) }
  })
}

/** Cuts at the origins; means of whole quarters or years for the coarser frequencies. */
function casesOf({ first, y }: Monthly, frequency: SeasonalFrequency, origins: readonly string[], h: number): Case[] {
  const size = 12 / SEASON_LENGTH[frequency]
  const start = (size - (first % size)) % size
  const means = Float64Array.from({ length: Math.floor((y.length - start) / size) }, (_, k) =>
    y.subarray(start + k * size, start + (k + 1) * size).reduce((sum, v) => sum + v / size, 0),
  )
  return origins.flatMap((origin) => {
    const n = Math.floor((periodIndex(origin, 'M') + 1 - first - start) / size)
    const history = means.subarray(0, Math.max(0, n))
    const test = means.subarray(n, n + h)
    const enough = Math.max(8, 3 * SEASON_LENGTH[frequency])
    return history.length < enough || test.length < h || history.some(Number.isNaN) || test.some(Number.isNaN)
      ? []
      : [{ y: history, test, origin }]
  })
}

/** Job vacancies by industry, quarterly, original figures, at origins from ten years of history to the end of 2016. */
function readVacancies(data: string): Case[] {
  const series = new Map<string, number[]>()
  for (const r of readRecords(path.join(data, 'vacancies/au_job_vacancies_by_industry_quarterly.csv'))) {
    if (r.series_type !== 'Original') continue
    const list = series.get(r.industry!) ?? []
    list.push(Number(r.job_vacancies_thousands))
    series.set(r.industry!, list)
  }
  return [...series.values()].flatMap((y) =>
    [24, 40, 56, 72].flatMap((n) =>
      y.length >= n + 8 && y.slice(0, n + 8).every(Number.isFinite)
        ? [{ y: Float64Array.from(y.slice(0, n)), test: Float64Array.from(y.slice(n, n + 8)), origin: String(n) }]
        : [],
    ),
  )
}
