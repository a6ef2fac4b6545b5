import { AppError } from './errors.ts'

/** One link of a weighted bridge between two versions of a classification. Codes carry their scheme: `VSIC2018:58`. */
export interface BridgeLink {
  readonly from: string
  readonly to: string
  /** Share of the source code's count that goes to the target, (0, 1]. */
  readonly weight: number
}

/** A count and what is known of its error. */
export interface BridgedCount {
  /** Persons, or another count; never a share. */
  readonly count: number
  /** Variance of the count, in its unit squared; 0 when it is taken as exact. */
  readonly variance: number
}

const TOLERANCE = 1e-9

/**
 * Counts of one classification in the codes of another.
 *
 *     count[t]    = sum_s w[s,t] count[s]
 *     variance[t] = sum_s w[s,t]^2 variance[s]      (source counts independent, weights taken as known)
 *
 * The weights of each source code sum to 1, so the total is conserved whatever splits or merges. A bridge is for counts:
 * bring shares back to counts first, and take shares of the result (DOMAIN 4.13, trap 4).
 *
 * @param counts  by source code, unit of a count, >= 0
 * @param links   many-to-many; links of codes that have no count are ignored
 * @returns by target code, in the order of the links
 * @throws AppError UNKNOWN_CLASSIFICATION when a code with a count has no link, NOT_COMPARABLE when its weights do not sum to 1
 */
export function bridgeCounts(
  counts: ReadonlyMap<string, BridgedCount>,
  links: readonly BridgeLink[],
): Map<string, BridgedCount> {
  const weights = new Map<string, number>()
  for (const { from, weight } of links) weights.set(from, (weights.get(from) ?? 0) + weight)
  for (const code of counts.keys()) {
    const sum = weights.get(code)
    if (sum === undefined) {
      const message = `The bridge has no link for ${code}; its count would be lost. Add its targets to the bridge.`
      throw new AppError('UNKNOWN_CLASSIFICATION', message, { code })
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      const message = `The weights of ${code} sum to ${sum}, not to 1: counts would not be conserved. Correct the bridge.`
      throw new AppError('NOT_COMPARABLE', message, { code, sum })
    }
  }
  const bridged = new Map<string, BridgedCount>()
  for (const { from, to, weight } of links) {
    const source = counts.get(from)
    if (!source) continue
    const soFar = bridged.get(to) ?? { count: 0, variance: 0 }
    bridged.set(to, {
      count: soFar.count + weight * source.count,
      variance: soFar.variance + weight ** 2 * source.variance,
    })
  }
  return bridged
}
