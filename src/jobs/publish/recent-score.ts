import { type IndicatorReading, type RecentScore, recentScore } from '../../market/rating/recent.ts'
import type { PublishInputs } from './inputs.ts'
import { occupationTotals } from './staffing.ts'

const SPAN = 3

/**
 * Recent tightness of each occupation group from what is published of it. Of the eight indicators Viet Nam publishes one by
 * occupation, employment; with one alone `recentScore` gives no score, so the projection decides, and the z that can be read is
 * shown. Wages, unemployment by last occupation and vacancies enter here once they are published.
 *
 * Growth is never measured across the recoding of 2021 or the two footings of farming: peers are the groups in the newest three
 * years on the new coding, a group's own past are its spans of three years on the old one.
 */
export function recentScores({ figures }: Pick<PublishInputs, 'figures'>): ReadonlyMap<string, RecentScore> {
  const { before, since } = occupationTotals(figures)
  const codes = [...since.keys()]
  const lastYear = Math.max(...codes.flatMap((code) => [...since.get(code)!.keys()]))
  const growth = (years: ReadonlyMap<number, number> | undefined, year: number): number | null => {
    const [from, to] = [years?.get(year - SPAN), years?.get(year)]
    return from !== undefined && to !== undefined && from > 0 ? Math.log(to / from) : null
  }
  const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)
  const peers = known(codes.map((code) => growth(since.get(code), lastYear)))
  return new Map(
    codes.map((code) => {
      const value = growth(since.get(code), lastYear)
      const past = [...(before.get(code)?.keys() ?? [])].sort((a, b) => a - b)
      const own = known(past.map((year) => growth(before.get(code), year)))
      const readings: IndicatorReading[] =
        value === null ? [] : [{ indicator: 'employmentGrowth3y', value, peers, own, reliability: 1 }]
      return [code, recentScore(readings)] as const
    }),
  )
}
