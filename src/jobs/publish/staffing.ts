import { AppError } from '../../domain/errors.ts'
import { balanceStaffing, meanLogGrowth, type OwnPast } from '../../market/staffing/occupation-margin.ts'
import { projectShares, SHARE_DAMPING } from '../../market/staffing/share-trend.ts'
import {
  backtestStaffing,
  FEWEST_YEARS,
  pooledShares,
  type StaffingBacktest,
  type StaffingModel,
} from '../../market/staffing/staffing-backtest.ts'
import { staffingTrend } from '../../market/staffing/staffing-trends.ts'
import type { Assumption } from '../../storage/assumption.ts'
import type { Figure } from '../../storage/figures.ts'
import { OCCUPATION_SCHEME } from './inputs.ts'
import { SECTIONS } from './national.ts'

/** Employment shares of occupation groups within each section, and how they may change. */
export interface StaffingPattern {
  readonly occupations: readonly string[]
  /** section -> [O] shares, sum 1, in the order of `occupations`. */
  readonly shares: ReadonlyMap<string, readonly number[]>
  /** section -> [O] log points a year; all 0 where fixed shares forecast better. */
  readonly slopes: ReadonlyMap<string, readonly number[]>
  /** [T+1][O] what balancing to the occupations' own margin moves shares by in every section, log points. */
  readonly tilt: readonly (readonly number[])[]
  /** Standard deviation of the slopes, measured. */
  readonly driftSd: number
  readonly backtest: StaffingBacktest
  /** Years whose published table it is. */
  readonly years: readonly number[]
}

const SOURCE = 'ILOSTAT_LFS'
/** Occupations are coded by VSCO 2020 from this year: shares before and after it are not compared. */
const RECODED = 2021
/** In that year own-use farmers stand in section A, on the old footing of employment. */
const OLD_FOOTING = { section: 'VSIC2018:A', year: 2022 }

/**
 * Staffing pattern from the published table of employed by section and occupation group: the last years pooled or carried on
 * by their trends, whichever forecast the years before the recoding better. A section without a table takes the registered
 * prior (`staffing_prior`). It is then balanced to the occupation groups as published, and ahead to the mean of what it makes of
 * the sections and of where the groups' own past leads (`balanceStaffing`).
 *
 * @param people  section -> [T+1] persons, base year first
 * @throws AppError INSUFFICIENT_HISTORY when the table is not there as of the day of the release
 */
export function staffingPattern(
  figures: readonly Figure[],
  priors: readonly Assumption[],
  people: (section: string) => readonly number[],
): StaffingPattern {
  const { table, years, codes } = sectionTable(figures)
  const occupations = [...codes].sort()
  const known = [...years].sort((a, b) => a - b)
  if (known.filter((year) => year >= RECODED).length < 2 || occupations.length < 2)
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      'Employment by section and occupation group (ILOSTAT, published 2025-10-07) is not known as of this day, so the gaps cannot be split. Choose a later day, or load the table.',
    )
  const counts = (section: string, of: readonly number[]): number[][] =>
    of
      .filter((year) => !(section === OLD_FOOTING.section && year === OLD_FOOTING.year))
      .map((year) => occupations.map((o) => table.get(`${section}|${o}|${year}`) ?? 0))
  const listed = SECTIONS.filter((section) => known.some((year) => table.has(`${section}|${occupations[5]}|${year}`)))
  const before = known.filter((year) => year < RECODED)
  const since = known.filter((year) => year >= RECODED)
  const backtest = backtestStaffing(listed.map((section) => counts(section, before)))
  const fixed = backtest.winner === 'fixed'
  const shares = new Map<string, readonly number[]>()
  const slopes = new Map<string, readonly number[]>()
  for (const section of SECTIONS) {
    const rows = listed.includes(section) ? counts(section, since) : [priorRow(section, occupations, priors)]
    const isTrend = !fixed && rows.length >= 3
    const trend = isTrend ? staffingTrend(rows, { driftSd: backtest.driftSd }) : null
    shares.set(section, trend ? trend.shares : pooledShares(rows))
    slopes.set(section, trend ? trend.slopes : occupations.map(() => 0))
  }
  const rowsOf = (bySection: ReadonlyMap<string, readonly number[]>) => SECTIONS.map((code) => bySection.get(code)!)
  const paths = SECTIONS.map(people)
  const balanced = balanceStaffing(
    { shares: rowsOf(shares), slopes: rowsOf(slopes) },
    ownPast(figures, occupations),
    paths[0]!.map((_, t) => paths.map((path) => path[t]!)),
  )
  return {
    occupations,
    shares: new Map(SECTIONS.map((code, i) => [code, balanced.shares[i]!])),
    slopes,
    tilt: balanced.tilt,
    driftSd: backtest.driftSd,
    backtest,
    years: since,
  }
}

/** The groups over all sections: their newest year, and how they grew before the recoding and since. */
function ownPast(figures: readonly Figure[], occupations: readonly string[]): OwnPast {
  const { before, since } = occupationTotals(figures)
  return {
    base: occupations.map((code) => {
      const years = since.get(code)!
      return years.get(Math.max(...years.keys()))!
    }),
    growth: occupations.map((code) => meanLogGrowth([before.get(code)!, since.get(code)!])),
  }
}

/** Employed by occupation group over all sections, persons, by year: VSCO 2020 from 2021 on, what came before until then. */
export function occupationTotals(figures: readonly Figure[]): {
  readonly before: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly since: ReadonlyMap<string, ReadonlyMap<number, number>>
} {
  const { table, years, codes } = sectionTable(figures)
  const totals = (keep: (year: number) => boolean) =>
    new Map(
      [...codes].map((occupation) => [
        occupation,
        new Map(
          [...years].filter(keep).map((year) => {
            const people = SECTIONS.reduce((sum, s) => sum + (table.get(`${s}|${occupation}|${year}`) ?? 0), 0)
            return [year, people] as const
          }),
        ),
      ]),
    )
  return {
    before: totals((year) => year < RECODED),
    since: totals((year) => year >= RECODED && year !== OLD_FOOTING.year),
  }
}

interface SectionTable {
  /** section|group|year -> persons. */
  readonly table: ReadonlyMap<string, number>
  readonly years: ReadonlySet<number>
  readonly codes: ReadonlySet<string>
}

function sectionTable(figures: readonly Figure[]): SectionTable {
  const table = new Map<string, number>()
  const years = new Set<number>()
  const codes = new Set<string>()
  for (const f of figures) {
    if (f.measure !== 'employment' || f.frequency !== 'A' || f.source !== SOURCE || f.sex !== 'T' || f.age !== '_T')
      continue
    if (!f.occupation.startsWith(`${OCCUPATION_SCHEME}:`) || f.value === null || f.area !== 'VN') continue
    codes.add(f.occupation)
    if (!SECTIONS.includes(f.industry)) continue
    table.set(`${f.industry}|${f.occupation}|${f.index}`, f.value)
    years.add(f.index)
  }
  return { table, years, codes }
}

/**
 * The same as it would have been at the end of an earlier year, and as staffed in each year after it.
 * @returns null where the table has too few years by then, or the years after it are coded otherwise
 */
export function staffingAt(
  figures: readonly Figure[],
  origin: number,
): {
  readonly occupations: readonly string[]
  share(section: string, h: number): readonly number[]
  readonly fixed: ReadonlyMap<string, readonly number[]>
  /** What a release of that day would have published; fixed shares until there are years enough to test a trend on. */
  readonly winner: StaffingModel
} | null {
  const { table, years, codes } = sectionTable(figures)
  const occupations = [...codes].sort()
  const known = [...years].filter((year) => year <= origin && year < RECODED).sort((a, b) => a - b)
  if (known.length < FEWEST_YEARS || origin >= RECODED) return null
  const rows = SECTIONS.map((section) =>
    known.map((year) => occupations.map((o) => table.get(`${section}|${o}|${year}`) ?? 0)),
  )
  const staffed = rows.map((counts) => counts.flat().some((people) => people > 0))
  const trends = rows.map((counts, i) => (staffed[i] ? staffingTrend(counts) : null))
  const none = occupations.map(() => 0)
  const tested = rows.filter((_, i) => staffed[i])
  return {
    occupations,
    winner: known.length > FEWEST_YEARS ? backtestStaffing(tested).winner : 'fixed',
    fixed: new Map(SECTIONS.map((section, i) => [section, staffed[i] ? pooledShares(rows[i]!) : none])),
    share: (section, h) => {
      const trend = trends[SECTIONS.indexOf(section)]
      return trend ? projectShares(trend.shares, trend.slopes, h, SHARE_DAMPING) : none
    },
  }
}

function priorRow(section: string, occupations: readonly string[], priors: readonly Assumption[]): number[] {
  const own = new Map(
    priors.filter((a) => a.kind === 'staffing_prior' && a.industry === section).map((a) => [a.occupation, a.value]),
  )
  if (own.size === 0)
    throw new AppError(
      'NOT_AVAILABLE',
      `No staffing of ${section} is published or registered; add staffing_prior rows to data/reference/assumption.csv.`,
    )
  return occupations.map((code) => own.get(code) ?? own.get(code.slice(OCCUPATION_SCHEME.length + 1)) ?? 0)
}
