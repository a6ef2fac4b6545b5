import type { Explanation } from '../contracts/explanation.ts'
import { AppError } from '../domain/errors.ts'
import { formatPeriod, type SeasonalFrequency } from '../domain/period.ts'
import { COMBINATION, NETWORK } from '../forecast/ladder.ts'
import type { ContenderScore, PanelForecast } from '../forecast/types.ts'

const BENCHMARK = 'naive'
const MEASURES = ['mase', 'wape', 'scrps', 'cov80', 'cov95'] as const

type Score = Explanation['scores'][number]
type HorizonScore = Pick<ContenderScore, 'contender' | 'n'> & Readonly<Record<(typeof MEASURES)[number], number | null>>

/**
 * What one forecast of a panel was made of.
 * @throws AppError SERIES_NOT_FOUND
 */
export function explainSeries(forecast: PanelForecast, id: string, frequency: SeasonalFrequency): Explanation {
  const s = forecast.series.find((series) => series.id === id)
  if (!s) {
    const some = forecast.series.slice(0, 3).map((series) => series.id)
    throw new AppError('SERIES_NOT_FOUND', `The panel has no series ${id}; it has ${some.join(', ')} ...`, { id })
  }
  return {
    series: id,
    published: s.published,
    window: { from: formatPeriod(s.window.from, frequency), to: formatPeriod(s.window.to, frequency) },
    breaks: [...s.breaksObeyed],
    notes: [...s.notes],
    weights: { ...s.weights },
    thirds: s.thirds.map((third) => ({ ...third, weights: { ...third.weights } })),
    networkShare: s.weights[NETWORK] ?? 0,
    ...judge(s.scores),
    stretch: {
      own: s.stretch.own,
      level80: [...s.stretch.level80],
      level95: [...s.stretch.level95],
      errors: [...s.stretch.errors],
    },
    calibration: s.calibration,
  }
}

/** Scores pooled over the horizons, best first, and the combination against the benchmark. */
export function judge(rows: readonly HorizonScore[]): Pick<Explanation, 'scores' | 'benchmark'> {
  const names = [...new Set(rows.map((r) => r.contender))]
  const scores = names.map((contender) => {
    const own = rows.filter((r) => r.contender === contender)
    const pooled = MEASURES.map((name) => {
      const known = own.filter((r) => r[name] !== null && Number.isFinite(r[name]))
      const n = known.reduce((sum, r) => sum + r.n, 0)
      return [name, n > 0 ? known.reduce((sum, r) => sum + r[name]! * r.n, 0) / n : null] as const
    })
    const n = own.reduce((sum, r) => sum + r.n, 0)
    return { contender, n, ...(Object.fromEntries(pooled) as Pick<Score, (typeof MEASURES)[number]>) }
  })
  const last = Number.POSITIVE_INFINITY
  scores.sort((a, b) => (a.mase ?? last) - (b.mase ?? last))
  const mase = (name: string): number | null => scores.find((s) => s.contender === name)?.mase ?? null
  const [ours, theirs] = [mase(COMBINATION), mase(BENCHMARK)]
  const ratio = ours !== null && theirs !== null && theirs > 0 ? ours / theirs : null
  return { scores, benchmark: ratio === null ? null : { contender: BENCHMARK, ratio } }
}
