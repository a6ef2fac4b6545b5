/**
 * Median by selection (Hoare's quickselect), which beats sorting by far on thousands of values.
 * @param values [n] left as they are
 * @returns NaN for none
 */
export function median(values: ArrayLike<number>): number {
  const n = values.length
  if (n === 0) return Number.NaN
  const x = Float64Array.from(values)
  const half = n >> 1
  const upper = select(x, half)
  if (n % 2 === 1) return upper
  let lower = x[0]!
  for (let i = 1; i < half; i++) if (x[i]! > lower) lower = x[i]!
  return (lower + upper) / 2
}

/** The k-th smallest value, 0-based; x is rearranged so that smaller values come before position k. */
function select(x: Float64Array, k: number): number {
  let low = 0
  let high = x.length - 1
  while (low < high) {
    const pivot = x[(low + high) >> 1]!
    let i = low
    let j = high
    while (i <= j) {
      while (x[i]! < pivot) i++
      while (x[j]! > pivot) j--
      if (i <= j) {
        const v = x[i]!
        x[i++] = x[j]!
        x[j--] = v
      }
    }
    if (k <= j) high = j
    else if (k >= i) low = i
    else break
  }
  return x[k]!
}
