import { type Band, bandOf } from '../gaps/band.ts'
import { classifyIndicator, INDICATOR_CLASSES, type IndicatorClass, labourMarketIndicator } from '../gaps/metrics.ts'
import { type AdviceDraws, entrantsFrom } from './advice-draws.ts'
import { WINDOW_YEARS } from './intake.ts'

/** How easy it is to recruit: the same indicator seen by the employer, who wishes for what graduates fear. */
export const RECRUITMENT_CLASSES = ['veryHard', 'hard', 'reasonable', 'easy', 'veryEasy'] as const
export type RecruitmentClass = (typeof RECRUITMENT_CLASSES)[number]

/** A class from both sides. */
export interface VerdictClass {
  /** Prospects of those who graduate. */
  readonly graduates: IndicatorClass
  /** Prospects of those who recruit them. */
  readonly employers: RecruitmentClass
}

export interface Verdict extends VerdictClass {
  /** Years of arrival it speaks of; never the year of intake. */
  readonly window: readonly number[]
  /** Places a year it assumes. */
  readonly places: number
  /** (employed + inflow + short-term unemployed) / (employed + openings) over the window. */
  readonly indicator: Band
  /** In the order from `veryGood` for graduates to `poor`; probabilities sum to 1. */
  readonly probabilities: readonly (VerdictClass & { readonly probability: number })[]
  /** Probability that fewer usable entrants arrive than are wanted. */
  readonly pTooFew: number
}

export function employersView(graduates: IndicatorClass): RecruitmentClass {
  return RECRUITMENT_CLASSES[INDICATOR_CLASSES.findIndex(({ id }) => id === graduates)]!
}

/**
 * Labour market of a programme's graduates when they arrive, if `places` are taken in a year.
 *
 * The indicator is `labourMarketIndicator` of the field over the window: inflow is what graduates and other sources
 * bring in its years, demand what they are wanted for. Its class is that of the median.
 *
 * @param employed    people of the field employed in its occupations at the start of the window, persons, > 0
 * @param shortTermUnemployed  people of the field out of work for less than half a year, persons
 */
export function verdictOf(
  draws: AdviceDraws,
  places: number,
  field: { readonly employed: number; readonly shortTermUnemployed: number },
  window: readonly number[],
): Verdict {
  const entrants = entrantsFrom(draws, places)
  const counts = new Map<IndicatorClass, number>(INDICATOR_CLASSES.map(({ id }) => [id, 0]))
  let tooFew = 0
  const indicator = entrants.map((arriving, d) => {
    if (arriving + draws.other[d]! < draws.need[d]!) tooFew++
    // Occupations that shed more people than the field has leave no demand at all.
    const hasDemand = field.employed + WINDOW_YEARS * draws.need[d]! > 0
    const flows = {
      employment: field.employed,
      inflow: WINDOW_YEARS * (arriving + draws.other[d]!),
      shortTermUnemployed: field.shortTermUnemployed,
      expansionDemand: WINDOW_YEARS * draws.need[d]!,
      replacementDemand: 0, // `need` is openings: expansion and replacement together
    }
    const value = hasDemand ? labourMarketIndicator(flows) : Number.POSITIVE_INFINITY
    const id = classifyIndicator(value)
    counts.set(id, counts.get(id)! + 1)
    return value
  })
  const band = bandOf(indicator)
  const graduates = classifyIndicator(band.p50)
  return {
    graduates,
    employers: employersView(graduates),
    window,
    places,
    indicator: band,
    probabilities: INDICATOR_CLASSES.map(({ id }) => ({
      graduates: id,
      employers: employersView(id),
      probability: counts.get(id)! / draws.draws,
    })),
    pTooFew: tooFew / draws.draws,
  }
}
