import fc from 'fast-check'
import { expect, it } from 'vitest'
import { publishableSteps } from '../../../src/market/disclosure/steps.ts'

it('publishableSteps: a step of few people waits until enough have come', () => {
  const states = [
    [12, 20],
    [15, 32],
    [30, 40],
  ]
  expect(publishableSteps(states)).toEqual([true, false, true])
})

it('publishableSteps: nobody among some is told as little as a few; nobody at all is free', () => {
  expect(publishableSteps([[0, 30]])).toEqual([false])
  expect(publishableSteps([[0, 0]])).toEqual([true])
})

it('publishableSteps: no two published states differ by a few people in any part', () => {
  const growth = fc.array(fc.tuple(fc.nat(25), fc.nat(25)), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(growth, (steps) => {
      let state: [number, number] = [0, 0]
      const states = steps.map(([a, b]) => {
        state = [state[0] + a, state[1] + b]
        return state
      })
      const published = publishableSteps(states)
      const shown = states.filter((_, n) => published[n])
      for (const [n, later] of shown.entries())
        for (const earlier of [[0, 0], ...shown.slice(0, n)])
          for (const k of [0, 1]) {
            const difference = later[k]! - earlier[k]!
            expect(difference === 0 || difference >= 10).toBe(true)
          }
    }),
  )
})
