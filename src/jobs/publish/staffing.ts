import { AppError } from '../../domain/errors.ts'
import { ipf } from '../../market/staffing/ipf.ts'
import type { Assumption } from '../../storage/assumption.ts'
import type { Figure } from '../../storage/figures.ts'
import { OCCUPATION_SCHEME } from './inputs.ts'
import { type AnnualSeries, SECTIONS } from './national.ts'

/** Employment shares of occupation groups within each section. */
export interface StaffingPattern {
  readonly occupations: readonly string[]
  /** section -> [O] shares, sum 1, in the order of `occupations`. */
  readonly shares: ReadonlyMap<string, readonly number[]>
  /** Year of the published margins it was balanced to. */
  readonly year: number
}

/**
 * Staffing pattern by IPF: a prior pattern (register of assumptions) balanced to the published employment of sections and of
 * occupation groups in the newest year that has both. Employment by section and occupation together is published nowhere, so
 * every figure made with it is an estimate (E).
 */
export function staffingPattern(
  figures: readonly Figure[],
  sections: ReadonlyMap<string, AnnualSeries>,
  priors: readonly Assumption[],
): StaffingPattern {
  const rows = figures.filter(
    (f) =>
      f.measure === 'employment' &&
      f.frequency === 'A' &&
      f.sex === 'T' &&
      f.area === 'VN' &&
      f.occupation.startsWith(`${OCCUPATION_SCHEME}:`) &&
      f.value !== null,
  )
  const prior = new Map(
    priors.filter((a) => a.kind === 'staffing_prior').map((a) => [`${a.industry}|${qualified(a.occupation)}`, a.value]),
  )
  const occupations = [
    ...new Set(priors.filter((a) => a.kind === 'staffing_prior').map((a) => qualified(a.occupation))),
  ].sort()
  const years = [...new Set(rows.map((f) => f.index))].filter(
    (year) =>
      occupations.every((o) => rows.some((f) => f.occupation === o && f.index === year)) &&
      SECTIONS.every((s) => sections.get(s)!.has(year)),
  )
  const year = Math.max(...years)
  if (!Number.isFinite(year))
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      'No year has employment both by section and by occupation group; the gaps cannot be split.',
    )
  const rowMargins = SECTIONS.map((s) => sections.get(s)!.get(year)!.value)
  const published = occupations.map((o) => rows.find((f) => f.occupation === o && f.index === year)!.value!)
  const total = rowMargins.reduce((a, b) => a + b, 0)
  const scale = total / published.reduce((a, b) => a + b, 0)
  const seed = SECTIONS.map((s) => occupations.map((o) => prior.get(`${s}|${o}`) ?? 0))
  const { table } = ipf(
    seed,
    rowMargins,
    published.map((v) => v * scale),
  )
  return {
    occupations,
    shares: new Map(SECTIONS.map((s, i) => [s, table[i]!.map((v) => v / rowMargins[i]!)])),
    year,
  }
}

const qualified = (occupation: string | null): string =>
  occupation?.includes(':') ? occupation : `${OCCUPATION_SCHEME}:${occupation ?? ''}`
