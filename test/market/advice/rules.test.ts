import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coordinate, type Provider } from '../../../src/market/advice/coordination.ts'
import {
  evaluateQuotaRules,
  QUOTA_FORMULAS,
  type QuotaFacts,
  type QuotaRule,
  quotaLimit,
} from '../../../src/market/advice/quota-rules.ts'

const table = resolve(import.meta.dirname, '../../../data/reference/quota_rule.csv')
const rows: Record<string, string>[] = parse(readFileSync(table), { columns: true })
const rules = rows.map(
  (row): QuotaRule => ({
    id: row['rule_id']!,
    legalReference: row['legal_reference_en']!,
    status: row['status'] as QuotaRule['status'],
    inForceFrom: row['in_force_from'] || null,
    inForceTo: row['in_force_to'] || null,
    level: row['level'] as QuotaRule['level'],
    formulaId: row['formula_id'] as QuotaRule['formulaId'],
    parameter: Number(row['parameter']),
    riskMargin: Number(row['risk_margin']),
  }),
)
const GOOD: QuotaFacts = {
  employmentRate: { value: 0.9, low: 0.86, high: 0.94 },
  relevantJobRate: { value: 0.75 },
  firstYearDropOut: { value: 0.08 },
  overEnrolment: { value: 0.02 },
  floorAreaPerStudent: { value: 3.4 },
  accredited: { value: 1 },
}
const on = (day: string, facts: QuotaFacts, level: 'undergraduate' | 'postgraduate' = 'undergraduate') =>
  evaluateQuotaRules(rules, facts, { day, level })
const outcome = (facts: QuotaFacts, id: string) => on('2026-03-01', facts).find(({ rule }) => rule.id.endsWith(id))!

describe('quota rules', () => {
  it('the rule table: the limits the texts state, each with a formula the code knows', () => {
    expect(rules.map((rule) => rule.parameter)).toEqual([0.8, 1, 0.7, 0.15, 0.05, 0.2, 2.8])
    for (const rule of rules) expect(Object.keys(QUOTA_FORMULAS)).toContain(rule.formulaId)
    expect(rules.filter((rule) => rule.status === 'draft').every((rule) => rule.inForceFrom === null)).toBe(true)
  })

  it('evaluateQuotaRules: pass, at risk within the margin or the survey s bounds, fail, each with its margin', () => {
    expect(outcome(GOOD, 'employment')).toMatchObject({ outcome: 'pass', inForce: true })
    expect(outcome(GOOD, 'employment').margin).toBeCloseTo(0.1, 12)
    expect(outcome({ employmentRate: { value: 0.81 } }, 'employment').outcome).toBe('atRisk')
    expect(outcome({ employmentRate: { value: 0.86, low: 0.78, high: 0.94 } }, 'employment').outcome).toBe('atRisk')
    const failed = outcome({ employmentRate: { value: 0.75 } }, 'employment')
    expect(failed.outcome).toBe('fail')
    expect(failed.margin).toBeCloseTo(-0.05, 12)
    expect(outcome({ firstYearDropOut: { value: 0.18 } }, 'first-year').outcome).toBe('fail')
    expect(outcome({ floorAreaPerStudent: { value: 2.9 } }, 'floor').outcome).toBe('atRisk')
  })

  it('evaluateQuotaRules: a fact that is not known is no pass', () => {
    expect(outcome({}, 'employment')).toMatchObject({ outcome: 'unknown', value: null, margin: null })
  })

  it('evaluateQuotaRules: rules hold from their day to their last day, and a draft binds nobody', () => {
    expect(on('2022-03-04', GOOD).filter(({ inForce }) => inForce)).toEqual([])
    expect(on('2022-03-05', GOOD).filter(({ inForce }) => inForce)).toHaveLength(2)
    const ended = rules.map((rule) => (rule.status === 'draft' ? rule : { ...rule, inForceTo: '2026-12-31' }))
    const after = evaluateQuotaRules(ended, GOOD, { day: '2027-01-01', level: 'undergraduate' })
    expect(after.every(({ rule, inForce }) => rule.status === 'draft' && !inForce)).toBe(true)
    expect(() => on('1/3/2026', GOOD)).toThrow(/YYYY-MM-DD/)
  })

  it('evaluateQuotaRules: postgraduates have their own limits', () => {
    const over = on('2026-03-01', { overEnrolment: { value: 0.1 } }, 'postgraduate').find(
      ({ rule }) => rule.formulaId === 'overEnrolmentAtMost',
    )!
    expect(over.rule.parameter).toBe(0.2)
    expect(over.outcome).toBe('pass')
    expect(outcome({ overEnrolment: { value: 0.1 } }, 'over-undergraduate').outcome).toBe('fail')
  })

  it('quotaLimit: a broken rule in force holds intake where it was; a broken draft does not', () => {
    expect(quotaLimit(on('2026-03-01', GOOD), 500)).toBe(Number.POSITIVE_INFINITY)
    expect(quotaLimit(on('2026-03-01', { ...GOOD, employmentRate: { value: 0.7 } }), 500)).toBe(500)
    expect(quotaLimit(on('2026-03-01', { ...GOOD, relevantJobRate: { value: 0.5 } }), 500)).toBe(
      Number.POSITIVE_INFINITY,
    )
    const inForce = rules.map((rule) => ({ ...rule, status: 'inForce' as const, inForceFrom: '2026-09-01' }))
    const autumn = evaluateQuotaRules(inForce, GOOD, { day: '2026-09-01', level: 'undergraduate' })
    // 28,000 m2 at 2.8 hold 10,000 students, 9,400 are there.
    expect(quotaLimit(autumn, 500, { otherStudents: 9400, floorArea: 28_000 })).toBe(600)
  })
})

describe('coordination of providers', () => {
  const provider = (id: string, capacity: number, quality = 1, pastMatch = 1, announced: number | null = null) =>
    ({ id, capacity, quality, pastMatch, announced }) satisfies Provider

  it('coordinate: places follow capacity times quality times past match', () => {
    const { allocations } = coordinate(100, [provider('a', 100, 1, 0.6), provider('b', 200, 0.5, 0.4)])
    expect(allocations.map((a) => a.key)).toEqual([0.6, 0.4])
    expect(allocations.map((a) => a.places)).toEqual([60, 40])
  })

  it('coordinate: who is full passes the rest on; what nobody can hold is stated', () => {
    const { allocations, unallocated } = coordinate(100, [provider('a', 20, 9), provider('b', 100, 1)])
    expect(allocations.map((a) => a.places)).toEqual([20, 80])
    expect(unallocated).toBe(0)
    expect(coordinate(150, [provider('a', 20), provider('b', 100)]).unallocated).toBe(30)
  })

  it('coordinate: ten universities that each close the same gap of 300 are over-subscribed by 2,700', () => {
    const ten = Array.from({ length: 10 }, (_, n) => provider(`u${n}`, 400, 1, 0.7, 300))
    expect(coordinate(300, ten)).toMatchObject({ announced: 3000, overSubscription: 2700, status: 'over' })
    expect(coordinate(3000, ten)).toMatchObject({ overSubscription: 0, status: 'balanced' })
    expect(coordinate(4000, ten)).toMatchObject({ overSubscription: -1000, status: 'under' })
  })

  it('coordinate: who has not announced is named, and counts for nothing', () => {
    const result = coordinate(100, [provider('a', 100, 1, 1, 60), provider('b', 100)])
    expect(result).toMatchObject({ announced: 60, notAnnounced: ['b'], overSubscription: -40 })
    expect(result.allocations[1]).toMatchObject({ announced: null, difference: null })
  })

  it('coordinate: whole places, none above capacity, all of the need placed while there is room', () => {
    const any = fc.record({
      capacity: fc.integer({ min: 0, max: 500 }),
      quality: fc.double({ min: 0.1, max: 2, noNaN: true }),
      pastMatch: fc.double({ min: 0.1, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 4000 }), (list, needed) => {
        const providers = list.map((p, n) => ({ ...p, id: `p${n}`, announced: null }))
        const { allocations, unallocated } = coordinate(needed, providers)
        const room = providers.reduce((sum, p) => sum + p.capacity, 0)
        const placed = allocations.reduce((sum, a) => sum + a.places, 0)
        expect(placed).toBe(Math.min(needed, room))
        expect(unallocated).toBe(needed - placed)
        allocations.forEach((a, n) => {
          expect(Number.isInteger(a.places)).toBe(true)
          expect(a.places).toBeLessThanOrEqual(providers[n]!.capacity)
        })
      }),
    )
  })

  it('coordinate: refuses a provider named twice or a capacity below 0', () => {
    expect(() => coordinate(10, [provider('a', 1), provider('a', 1)])).toThrow(/named twice/)
    expect(() => coordinate(10, [provider('a', -1)])).toThrow(/Provider a/)
  })
})
