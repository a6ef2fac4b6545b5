import { DISCLOSURE_LIMITS, type DisclosureLimits } from './thresholds.ts'

/**
 * Which states of a count that grows over time may be published, so that neither a state nor the difference of two published
 * states stands for a few people.
 *
 * Walks the states in order and publishes one when every part of it has grown since the last published one by nobody or by
 * `minRespondents` people at least. Nothing depends on which state is asked for, so asking for all of them gives no more.
 *
 * @param states [T][K] running counts of K groups that must each be safe, e.g. placed and not placed; never falling
 * @returns [T]
 */
export function publishableSteps(
  states: readonly (readonly number[])[],
  { minRespondents }: Pick<DisclosureLimits, 'minRespondents'> = DISCLOSURE_LIMITS,
): boolean[] {
  let last: readonly number[] | null = null
  return states.map((state) => {
    const isSafe = state.every((count, k) => {
      const grown = count - (last?.[k] ?? 0)
      return grown === 0 || grown >= minRespondents
    })
    // People among whom nobody has an attribute are described by that: a part that stayed 0 beside one that grew.
    const total = state.reduce((sum, count) => sum + count, 0)
    const describesAll = total > 0 && state.some((count) => count === 0)
    const publish = isSafe && !describesAll
    if (publish) last = state
    return publish
  })
}
