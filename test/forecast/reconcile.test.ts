import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shrunkCovariance } from '../../src/forecast/reconcile/covariance.ts'
import { createReconciler, RECONCILIATIONS, reconcile } from '../../src/forecast/reconcile/reconcile.ts'
import { readStructure } from '../../src/forecast/reconcile/structure.ts'
import { golden, vector } from './golden.ts'

const IDS = ['total', 'a', 'b', 'a1', 'a2']
const TREE = new Map([
  ['a', 'total'],
  ['b', 'total'],
  ['a1', 'a'],
  ['a2', 'a'],
])
const structure = readStructure(IDS, TREE)!
// nodes come level by level; the golden order is total, a, b, a1, a2
const residuals = structure.nodes.map((i) => vector(golden.reconcile.residuals[i]!))
const base = vector(structure.nodes.map((i) => golden.reconcile.base[i]!))
const anySign = IDS.map(() => false)

describe('reconciliation', () => {
  it.each(RECONCILIATIONS)('%s: the forecasts numpy finds by generalised least squares', (method) => {
    const result = reconcile(structure, createReconciler(structure, method, residuals), base, anySign)
    structure.nodes.forEach((i, k) => {
      expect(result[k]!).toBeCloseTo(golden.reconcile[method][i]!, 8)
    })
  })

  it('shrinkage intensity: that of numpy on the same errors', () => {
    expect(shrunkCovariance(residuals).lambda).toBeCloseTo(golden.reconcile.lambda, 9)
  })

  const forecasts = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 5 })
  it('reconciled forecasts are coherent, and reconciling twice changes nothing', () => {
    fc.assert(
      fc.property(forecasts, fc.constantFrom(...RECONCILIATIONS), (values, method) => {
        const reconciler = createReconciler(structure, method, residuals)
        const once = reconcile(structure, reconciler, vector(values), anySign)
        const size = Math.max(1, ...values.map(Math.abs))
        structure.childrenOf.forEach((children, k) => {
          if (children.length === 0) return
          const sum = children.reduce((s, c) => s + once[c]!, 0)
          expect(Math.abs(once[k]! - sum)).toBeLessThanOrEqual(1e-9 * size)
        })
        const twice = reconcile(structure, reconciler, once, anySign)
        twice.forEach((v, k) => {
          expect(Math.abs(v - once[k]!)).toBeLessThanOrEqual(1e-8 * size)
        })
      }),
    )
  })

  it('forecasts that are coherent already stay as they are', () => {
    const coherent = vector(structure.nodes.map((i) => [100, 60, 40, 35, 25][i]!))
    for (const method of RECONCILIATIONS) {
      const result = reconcile(structure, createReconciler(structure, method, residuals), coherent, anySign)
      result.forEach((v, k) => {
        expect(v).toBeCloseTo(coherent[k]!, 8)
      })
    }
  })

  it('leaves that may not be negative are floored at 0 and the sums follow', () => {
    const values = vector(structure.nodes.map((i) => [10, -5, 15, -8, 3][i]!))
    const result = reconcile(
      structure,
      createReconciler(structure, 'ols', residuals),
      values,
      IDS.map(() => true),
    )
    expect(Math.min(...result)).toBeGreaterThanOrEqual(0)
    const at = (id: string): number => result[structure.nodes.indexOf(IDS.indexOf(id))]!
    expect(at('total')).toBeCloseTo(at('a') + at('b'), 12)
    expect(at('a')).toBeCloseTo(at('a1') + at('a2'), 12)
  })

  it('a series the hierarchy names and the panel lacks is an error that names it', () => {
    expect(() =>
      readStructure(
        ['total', 'a'],
        new Map([
          ['a', 'total'],
          ['x', 'total'],
        ]),
      ),
    ).toThrow(/series x/)
  })

  it('a series that is its own ancestor is an error that names it', () => {
    expect(() =>
      readStructure(
        ['p', 'q'],
        new Map([
          ['p', 'q'],
          ['q', 'p'],
        ]),
      ),
    ).toThrow(/own ancestor/)
  })
})
