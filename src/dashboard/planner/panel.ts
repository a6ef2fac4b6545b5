import type { GapRow } from '../api.ts'

/** The gaps of one area, found by sector, year and sex. */
export interface Panel {
  readonly rows: readonly GapRow[]
  readonly years: readonly number[]
  /** Ids of the sections, by code. */
  readonly sections: readonly string[]
  readonly lenses: readonly string[]
  find(sector: string, year: number, sex?: string): GapRow | undefined
  /** Rows of one sector and sex, by year. */
  path(sector: string, sex?: string): readonly GapRow[]
  /** Sexes that have rows for this sector. */
  sexesOf(sector: string): readonly string[]
}

const distinct = <T>(values: Iterable<T>): T[] => [...new Set(values)]

export function panelOf(rows: readonly GapRow[]): Panel {
  const byKey = new Map(rows.map((row) => [`${row.sector} ${row.year} ${row.sex}`, row]))
  const ofKind = (kind: GapRow['kind']) => distinct(rows.filter((row) => row.kind === kind).map((row) => row.sector))
  const years = distinct(rows.map((row) => row.year)).sort((a, b) => a - b)
  return {
    rows,
    years,
    sections: ofKind('section').sort(),
    lenses: ofKind('lens'),
    find: (sector, year, sex = 'T') => byKey.get(`${sector} ${year} ${sex}`),
    path: (sector, sex = 'T') =>
      years.flatMap((year) => {
        const row = byKey.get(`${sector} ${year} ${sex}`)
        return row ? [row] : []
      }),
    sexesOf: (sector) => distinct(rows.filter((row) => row.sector === sector).map((row) => row.sex)),
  }
}

/** True when the 80 % band of the gap leaves out zero: the sign of the gap is known with that confidence. */
export const isSignKnown = (row: GapRow): boolean => row.gap.p10 > 0 || row.gap.p90 < 0

/** The code without its scheme: `C` of `VSIC2018:C`. */
export const codeOf = (sector: string): string => sector.slice(sector.indexOf(':') + 1)

/** Year shown first: 2030, the end of the plan period, where the release has it; else its last year. */
export const defaultYear = (years: readonly number[]): number => (years.includes(2030) ? 2030 : (years.at(-1) ?? 2030))
