import type { Accuracy } from '../api.ts'

type Row = Accuracy['rows'][number]

/** One contender's track record over all horizons of the backtest. */
export interface ContenderRecord {
  readonly contender: string
  readonly published: boolean
  readonly weight: number
  /** Forecast errors behind the record. */
  readonly n: number
  /** Mean over horizons, weighted by the number of errors; null where no horizon has it. */
  readonly mase: number | null
  readonly wape: number | null
  readonly cov80: number | null
  /** Forecast errors behind the coverage. */
  readonly covered: number
  readonly wapeByHorizon: ReadonlyMap<number, number>
}

function meanOf(rows: readonly Row[], pick: (row: Row) => number | null): number | null {
  let sum = 0
  let n = 0
  for (const row of rows) {
    const value = pick(row)
    if (value === null) continue
    sum += value * row.n
    n += row.n
  }
  return n === 0 ? null : sum / n
}

/** Contenders of one series, the published one first, then from the smallest error up. */
export function recordsOf(rows: readonly Row[]): ContenderRecord[] {
  const byContender = new Map<string, Row[]>()
  for (const row of rows) {
    const own = byContender.get(row.contender)
    if (own) own.push(row)
    else byContender.set(row.contender, [row])
  }
  return [...byContender]
    .map(([contender, own]) => ({
      contender,
      published: own.some((row) => row.published),
      weight: own[0]?.weight ?? 0,
      n: own.reduce((sum, row) => sum + row.n, 0),
      mase: meanOf(own, (row) => row.mase),
      wape: meanOf(own, (row) => row.wape),
      cov80: meanOf(own, (row) => row.cov80),
      covered: own.reduce((sum, row) => sum + (row.cov80 === null ? 0 : row.n), 0),
      wapeByHorizon: new Map(own.flatMap((row) => (row.wape === null ? [] : [[row.horizon, row.wape] as const]))),
    }))
    .sort((a, b) => Number(b.published) - Number(a.published) || (a.wape ?? Infinity) - (b.wape ?? Infinity))
}

/**
 * Whether the published forecast beat the last-value forecast in the backtest, by WAPE over the horizons both have.
 * @returns undefined when one of the two has no record
 */
export function beatsNaive(rows: readonly Row[]): { beats: boolean; published: number; naive: number } | undefined {
  const scored = (wanted: (row: Row) => boolean) => rows.filter((row) => wanted(row) && row.wape !== null && row.n > 0)
  const naiveRows = scored((row) => row.contender === 'naive')
  const publishedRows = scored((row) => row.published)
  const common = new Set(naiveRows.map((row) => row.horizon))
  const inCommon = publishedRows.filter((row) => common.has(row.horizon))
  const horizons = new Set(inCommon.map((row) => row.horizon))
  const published = meanOf(inCommon, (row) => row.wape)
  const naive = meanOf(
    naiveRows.filter((row) => horizons.has(row.horizon)),
    (row) => row.wape,
  )
  if (published === null || naive === null) return undefined
  return { beats: published < naive, published, naive }
}
