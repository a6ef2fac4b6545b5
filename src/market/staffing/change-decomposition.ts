/** Why an occupation's employment changed, persons; the two effects add up to the change exactly. */
export interface ChangeDecomposition {
  /** Change because its industries grew or shrank, at mean shares. */
  readonly industryEffect: number
  /** Change because industries use more or less of it, at mean employment. */
  readonly shareEffect: number
  readonly change: number
}

/**
 * Decomposes the change of one occupation's employment over industries i.
 *
 *     E[o,T] - E[o,0] = sum_i (s0 + sT)/2 (E[i,T] - E[i,0])  +  sum_i (E[i,0] + E[i,T])/2 (sT - s0)
 *
 * @param before  [I] employment of each industry at the start, with the occupation's share of it
 * @param after   [I] the same at the end
 */
export function decomposeChange(
  before: readonly { readonly employment: number; readonly share: number }[],
  after: readonly { readonly employment: number; readonly share: number }[],
): ChangeDecomposition {
  let industryEffect = 0
  let shareEffect = 0
  let change = 0
  before.forEach((start, i) => {
    const end = after[i]!
    industryEffect += 0.5 * (start.share + end.share) * (end.employment - start.employment)
    shareEffect += 0.5 * (start.employment + end.employment) * (end.share - start.share)
    change += end.share * end.employment - start.share * start.employment
  })
  return { industryEffect, shareEffect, change }
}
