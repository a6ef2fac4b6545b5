import { AppError } from '../../domain/errors.ts'

/** What a rule looks at, and how. A new kind of rule is a new formula; a new limit is a new row. */
export const QUOTA_FORMULAS = {
  /** 12-month employment rate of graduates below the parameter: intake may not grow. */
  employmentRateAtLeast: { fact: 'employmentRate', atLeast: true, effect: 'noIncrease' },
  /** Share of graduates in a job of their field below the parameter: intake may not grow. */
  relevantJobRateAtLeast: { fact: 'relevantJobRate', atLeast: true, effect: 'noIncrease' },
  /** Drop-out in the first year above the parameter: intake may not grow. */
  firstYearDropOutAtMost: { fact: 'firstYearDropOut', atLeast: false, effect: 'noIncrease' },
  /** Students taken in beyond the registered quota, as a share of it. */
  overEnrolmentAtMost: { fact: 'overEnrolment', atLeast: false, effect: 'limit' },
  /** Square metres of floor per student of the campus. */
  floorAreaAtLeast: { fact: 'floorAreaPerStudent', atLeast: true, effect: 'limit' },
  /** Accredited 1, not accredited 0. */
  accredited: { fact: 'accredited', atLeast: true, effect: 'noIncrease' },
} as const
export type QuotaFormulaId = keyof typeof QUOTA_FORMULAS
export type QuotaFact = (typeof QUOTA_FORMULAS)[QuotaFormulaId]['fact']

/** One rule, as a row of data. */
export interface QuotaRule {
  readonly id: string
  readonly legalReference: string
  /** A draft binds nobody; it is evaluated so that one can prepare. */
  readonly status: 'inForce' | 'draft'
  /** `YYYY-MM-DD`; null for a draft without a day. */
  readonly inForceFrom: string | null
  /** Last day; null while it holds. */
  readonly inForceTo: string | null
  readonly level: 'undergraduate' | 'postgraduate' | 'all'
  readonly formulaId: QuotaFormulaId
  /** A share, square metres or 1, as the formula asks. */
  readonly parameter: number
  /** A value nearer to the limit than this is at risk, in the unit of the parameter. */
  readonly riskMargin: number
}

/** What is known of a programme or campus: value, and bounds where it comes from a survey. */
export type QuotaFacts = Readonly<
  Partial<Record<QuotaFact, { readonly value: number; readonly low?: number; readonly high?: number }>>
>

export type QuotaOutcome = 'pass' | 'atRisk' | 'fail' | 'unknown'

export interface QuotaResult {
  readonly rule: QuotaRule
  /** Whether the rule binds on the day asked for. */
  readonly inForce: boolean
  readonly outcome: QuotaOutcome
  readonly value: number | null
  /** Room to the limit in its unit; below 0 when it is broken; null when the value is not known. */
  readonly margin: number | null
}

/**
 * Evaluates rules on a day. Rules that ended or have not begun are left out; drafts stay, marked as not in force.
 *
 * fail: the value breaks the limit. atRisk: it keeps it, but by less than the rule's margin, or its bounds reach beyond the
 * limit. unknown: the fact is missing, which is not a pass.
 *
 * @param day `YYYY-MM-DD`
 */
export function evaluateQuotaRules(
  rules: readonly QuotaRule[],
  facts: QuotaFacts,
  { day, level }: { readonly day: string; readonly level: 'undergraduate' | 'postgraduate' },
): QuotaResult[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day))
    throw new AppError('INVALID_INPUT', `The day of the rules is ${day}; write it as YYYY-MM-DD.`, { day })
  return rules
    .filter((rule) => rule.level === 'all' || rule.level === level)
    .filter((rule) => rule.status === 'draft' || isInForce(rule, day))
    .map((rule) => ({ rule, inForce: isInForce(rule, day), ...outcomeOf(rule, facts) }))
}

function isInForce({ status, inForceFrom, inForceTo }: QuotaRule, day: string): boolean {
  return status === 'inForce' && inForceFrom !== null && day >= inForceFrom && (inForceTo === null || day <= inForceTo)
}

function outcomeOf(rule: QuotaRule, facts: QuotaFacts): Pick<QuotaResult, 'outcome' | 'value' | 'margin'> {
  const { fact, atLeast } = QUOTA_FORMULAS[rule.formulaId]
  const known = facts[fact]
  if (!known) return { outcome: 'unknown', value: null, margin: null }
  const room = (value: number): number => (atLeast ? value - rule.parameter : rule.parameter - value)
  const margin = room(known.value)
  const worst = Math.min(margin, room(known.low ?? known.value), room(known.high ?? known.value))
  const outcome = margin < 0 ? 'fail' : margin < rule.riskMargin || worst < 0 ? 'atRisk' : 'pass'
  return { outcome, value: known.value, margin }
}

/**
 * Most places the rules in force allow: last year's intake once a rule against growth is broken or cannot be shown to be
 * kept, and the students the floor can hold. Over-enrolment is a rule on students taken in, not on places planned: it is
 * evaluated and limits nothing here.
 *
 * @param campus students of all years without the new intake, and floor area in square metres, where known
 * @returns Infinity when nothing binds
 */
export function quotaLimit(
  results: readonly QuotaResult[],
  currentIntake: number,
  campus?: { readonly otherStudents: number; readonly floorArea: number },
): number {
  return results.reduce((limit, { rule, inForce, outcome }) => {
    if (!inForce) return limit
    const { effect } = QUOTA_FORMULAS[rule.formulaId]
    if (effect === 'noIncrease' && (outcome === 'fail' || outcome === 'unknown')) return Math.min(limit, currentIntake)
    if (rule.formulaId === 'floorAreaAtLeast' && campus)
      return Math.min(limit, Math.max(0, Math.floor(campus.floorArea / rule.parameter) - campus.otherStudents))
    return limit
  }, Number.POSITIVE_INFINITY)
}
