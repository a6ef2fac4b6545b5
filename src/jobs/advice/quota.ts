import type { QuotaBody } from '../../contracts/programmes.ts'
import {
  evaluateQuotaRules,
  QUOTA_FORMULAS,
  type QuotaFacts,
  type QuotaFormulaId,
  quotaLimit,
} from '../../market/advice/quota-rules.ts'
import type { InputStatus } from '../../market/advice/rate.ts'
import type { StoredProgramme, StoredQuotaRule } from '../../storage/programme.ts'
import { studentsOf } from './offered.ts'

/**
 * The quota rules of a programme on a day: each with value, limit and outcome, and the places they leave.
 * Colleges are held to the rules for all levels only.
 */
export function quotaOf(programme: StoredProgramme, rules: readonly StoredQuotaRule[], day: string): QuotaBody {
  const { level, institution, institutionStudents, currentIntake, status } = programme
  const own = rules.filter((rule) => rule.formulaId in QUOTA_FORMULAS && (level !== 'college' || rule.level === 'all'))
  const byId = new Map(own.map((rule) => [rule.id, rule]))
  const results = evaluateQuotaRules(
    own.map((rule) => ({
      ...rule,
      formulaId: rule.formulaId as QuotaFormulaId,
      legalReference: rule.legalReference.en,
    })),
    factsOf(programme),
    { day, level: level === 'postgraduate' ? 'postgraduate' : 'undergraduate' },
  )
  // A cohort of the size of the last intake leaves when the new one enters.
  const otherStudents = institution.otherStudents + institutionStudents - Math.min(currentIntake, studentsOf(programme))
  const limit = quotaLimit(results, currentIntake, { otherStudents, floorArea: institution.floorArea })
  return {
    day,
    limit: Number.isFinite(limit) ? limit : null,
    checks: results.map(({ rule, inForce, outcome, value, margin }) => {
      const stored = byId.get(rule.id)!
      return {
        id: rule.id,
        text: stored.text,
        legalReference: stored.legalReference,
        status: stored.status,
        inForceFrom: stored.inForceFrom,
        inForceTo: stored.inForceTo,
        binds: inForce,
        outcome,
        value,
        parameter: rule.parameter,
        margin,
        valueStatus: status as InputStatus,
        basis: stored.basis,
      }
    }),
  }
}

function factsOf({ rates, firstYearDropOut, institution, institutionStudents }: StoredProgramme): QuotaFacts {
  const rate = (name: string) => {
    const known = rates.find((r) => r.rate === name)
    return known && { value: known.value, low: known.low ?? known.value, high: known.high ?? known.value }
  }
  const students = institution.otherStudents + institutionStudents
  const employmentRate = rate('employmentRate')
  const relevantJobRate = rate('relevantJobRate')
  return {
    ...(employmentRate && { employmentRate }),
    ...(relevantJobRate && { relevantJobRate }),
    firstYearDropOut: { value: firstYearDropOut },
    accredited: { value: institution.accredited ? 1 : 0 },
    ...(students > 0 && { floorAreaPerStudent: { value: institution.floorArea / students } }),
  }
}
