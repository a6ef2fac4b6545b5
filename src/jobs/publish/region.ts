import { AppError } from '../../domain/errors.ts'
import type { RegionalSectorInput } from '../../market/gaps/regional-draws.ts'
import { estimateRegionalSections } from '../../market/staffing/regional.ts'
import type { Figure } from '../../storage/figures.ts'
import { assumption, HANOI, type PublishInputs } from './inputs.ts'
import { type AnnualSeries, FARMING, type NationalAccounts, SECTIONS } from './national.ts'

/** Section U (international organisations) and the like have shares of the trained near 1; a logit needs less than 1. */
const LARGEST_SHARE = 0.995

/** Hanoi's employment by section in the base year: estimated, since it is published nowhere. */
export interface RegionalStructure {
  readonly sections: readonly RegionalSectorInput[]
  readonly klDivergence: number
  readonly trainedShare: number
}

/**
 * Estimates Hanoi's employment by section in the base year by three-way IPF (`estimateRegionalSections`) from national
 * sections, Hanoi's labour force less the country's unemployment, and the shares of the trained.
 *
 * - Hanoi's share of the trained: the country's of today, moved by the odds ratio of the last year both were published.
 * - Farming is seeded by rural population: those who farm live there.
 * - Error: measured where sections are published by region (Canada). That country is more even than Viet Nam, so no section
 *   is given a smaller error than all sections pooled.
 */
export function hanoiStructure(
  inputs: PublishInputs,
  accounts: NationalAccounts,
  labourForce: AnnualSeries,
  seed: number,
): RegionalStructure {
  const { baseYear } = accounts
  const people = labourForce.get(baseYear)
  if (!people) {
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Hanoi's labour force is not known for ${baseYear}; load it (measure labourForce, area ${HANOI}).`,
    )
  }
  const national = accounts.total.get(baseYear)!.value
  const employedShare = national / accounts.labourForce.get(baseYear)!.value
  const areaTotal = people.value * employedShare
  const trained = trainedShares(inputs.figures)
  const nationalTrainedShare = trained.get('_T')!
  const areaTrainedShare = movedByOdds(
    nationalTrainedShare,
    assumption(inputs.assumptions, 'hanoi_trained_odds_ratio', { area: HANOI }).value,
  )
  const rural = (area: string) => 1 - assumption(inputs.assumptions, 'urban_share', { area }).value
  const pooledSd = assumption(inputs.assumptions, 'ipf_log_sd').value
  const ruralArea = rural(HANOI)
  const ruralRest = (rural('VN') * national - ruralArea * areaTotal) / (national - areaTotal)
  const bound = assumption(inputs.assumptions, 'rural_bound', { industry: FARMING }).value
  const sections = SECTIONS.map((code) => ({
    code,
    national: accounts.sections.get(code)!.get(baseYear)!.value,
    trainedShare: Math.min(trained.get(code)!, LARGEST_SHARE),
    areaSeed: code === FARMING ? ruralArea ** bound : 1,
    restSeed: code === FARMING ? ruralRest ** bound : 1,
    logSd: Math.max(assumption(inputs.assumptions, 'ipf_log_sd', { industry: code }).value, pooledSd),
  }))
  const estimate = estimateRegionalSections({
    sections,
    areaTotal,
    restTotal: national - areaTotal,
    areaTrainedShare,
    nationalTrainedShare,
    seed,
  })
  return {
    sections: estimate.sections.map(({ code, value }, i) => ({ code, base: value, logSd: sections[i]!.logSd })),
    klDivergence: estimate.klDivergence,
    trainedShare: areaTrainedShare,
  }
}

/** Newest published share of the trained by section and in total, as fractions. */
function trainedShares(figures: readonly Figure[]): Map<string, number> {
  const newest = new Map<string, Figure>()
  for (const f of figures) {
    if (f.area !== 'VN' || f.measure !== 'trainedShare' || f.frequency !== 'A' || f.value === null) continue
    const known = newest.get(f.industry)
    if (!known || f.index > known.index) newest.set(f.industry, f)
  }
  const missing = ['_T', ...SECTIONS].filter((code) => !newest.has(code))
  if (missing.length > 0)
    throw new AppError('INSUFFICIENT_HISTORY', `The share of the trained is not known for ${missing.join(', ')}.`)
  return new Map([...newest].map(([code, f]) => [code, f.value! / 100]))
}

function movedByOdds(share: number, oddsRatio: number): number {
  const odds = (share / (1 - share)) * oddsRatio
  return odds / (1 + odds)
}
