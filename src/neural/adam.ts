/** State of the optimiser: plain arrays, so that it can be written to a checkpoint and taken up again to the bit. */
export interface AdamState {
  /** Steps taken. */
  step: number
  readonly first: readonly Float32Array[]
  readonly second: readonly Float32Array[]
}

const BETA_1 = 0.9
const BETA_2 = 0.999
const EPSILON = 1e-7

export function adamState(weights: readonly Float32Array[]): AdamState {
  const zeros = (): Float32Array[] => weights.map((w) => new Float32Array(w.length))
  return { step: 0, first: zeros(), second: zeros() }
}

/**
 * One step of Adam, in place. On typed arrays rather than tensors: the state of TensorFlow.js's own optimiser does not come
 * back to the bit, and this is no slower.
 *
 * @see Kingma & Ba (2015), ICLR, "Adam: a method for stochastic optimization", algorithm 1
 */
export function adamStep(
  weights: readonly Float32Array[],
  gradients: readonly ArrayLike<number>[],
  state: AdamState,
  rate: number,
): void {
  state.step++
  const size = (rate * Math.sqrt(1 - BETA_2 ** state.step)) / (1 - BETA_1 ** state.step)
  for (let i = 0; i < weights.length; i++) {
    const [w, g, m, v] = [weights[i]!, gradients[i]!, state.first[i]!, state.second[i]!]
    for (let k = 0; k < w.length; k++) {
      const d = g[k]!
      m[k] = BETA_1 * m[k]! + (1 - BETA_1) * d
      v[k] = BETA_2 * v[k]! + (1 - BETA_2) * d * d
      w[k]! -= (size * m[k]!) / (Math.sqrt(v[k]!) + EPSILON)
    }
  }
}
