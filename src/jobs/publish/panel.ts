import type { ObsStatus, Sex } from '../../domain/series.ts'
import type { Hierarchy, PanelSeries, SeriesBreak } from '../../forecast/types.ts'
import { type AnnualSeries, FARMING, type NationalAccounts } from './national.ts'

/** What is forecast, and under which name it is published. */
export interface Target {
  /** e.g. `VN.employment.VSIC2018:C.T` */
  readonly id: string
  readonly area: string
  readonly measure: 'employment' | 'labourForce'
  readonly industry: string
  readonly sex: Sex
  /** Worst status of the last observation: what the base figure is. */
  readonly baseStatus: ObsStatus
  readonly years: AnnualSeries
  readonly breaks: readonly SeriesBreak[]
  /** Register entries that were obeyed before the forecaster saw the series (bridges between footings). */
  readonly bridged: readonly string[]
}

export const targetId = (area: string, measure: string, industry: string, sex: Sex): string =>
  `${area}.${measure}.${industry}.${sex}`

/** Series that the ladder of benchmarks is judged on together: sections, the two sexes, and each total by itself. */
export const measuresOf = (targets: readonly Target[]): Map<string, string> =>
  new Map(
    targets.map(({ id, area, measure, industry, sex }) => [
      id,
      `${area}.${measure}.${industry === '_T' ? '_T' : 'section'}.${sex === 'T' ? 'T' : 'sex'}`,
    ]),
  )

/** The series of a target from its first to its last year up to `baseYear`; NaN where a year is missing. */
export function panelSeries(target: Target, baseYear: number): PanelSeries {
  const years = [...target.years.keys()].filter((year) => year <= baseYear)
  const start = Math.min(...years)
  const y = Float64Array.from(
    { length: baseYear - start + 1 },
    (_, t) => target.years.get(start + t)?.value ?? Number.NaN,
  )
  return { id: target.id, start, y, breaks: target.breaks, nonNegative: true }
}

function target(
  area: string,
  measure: Target['measure'],
  industry: string,
  sex: Sex,
  years: AnnualSeries,
  baseYear: number,
  bridged: readonly string[],
  breaks: readonly SeriesBreak[] = [],
): Target {
  const baseStatus = years.get(baseYear)?.status ?? 'E'
  return {
    id: targetId(area, measure, industry, sex),
    area,
    measure,
    industry,
    sex,
    baseStatus,
    years,
    breaks,
    bridged,
  }
}

/**
 * Sections and their total: the one hierarchy of the national panel.
 * @param bridges register entries that joined the two footings, by section; the total rests on that of farming
 */
export function employmentPanel(
  accounts: NationalAccounts,
  bridges: ReadonlyMap<string, readonly string[]>,
): { targets: Target[]; hierarchy: Hierarchy } {
  const { baseYear } = accounts
  const root = target('VN', 'employment', '_T', 'T', accounts.total, baseYear, bridges.get(FARMING) ?? [])
  const sections = [...accounts.sections].map(([industry, years]) =>
    target('VN', 'employment', industry, 'T', years, baseYear, bridges.get(industry) ?? []),
  )
  return { targets: [root, ...sections], hierarchy: new Map(sections.map((s) => [s.id, root.id])) }
}

/** Labour forces and the sexes: forecast beside the sections, each on its own. */
export function labourForcePanel(
  accounts: NationalAccounts,
  regional: { readonly area: string; readonly labourForce: AnnualSeries; readonly breaks: readonly SeriesBreak[] },
  bridged: readonly string[],
): Target[] {
  const { baseYear } = accounts
  const bySex = [...accounts.bySex].flatMap(([sex, { employment, labourForce }]) => [
    target('VN', 'employment', '_T', sex, employment, baseYear, bridged),
    target('VN', 'labourForce', '_T', sex, labourForce, baseYear, bridged),
  ])
  return [
    target('VN', 'labourForce', '_T', 'T', accounts.labourForce, baseYear, bridged),
    target(regional.area, 'labourForce', '_T', 'T', regional.labourForce, baseYear, [], regional.breaks),
    ...bySex,
  ]
}
