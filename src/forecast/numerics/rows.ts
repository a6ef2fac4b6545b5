/** [count][length] zeros in one block of memory: short arrays of their own take more room for headers than for numbers. */
export function rowsOf(count: number, length: number): Float64Array[] {
  const block = new Float64Array(count * length)
  return Array.from({ length: count }, (_, k) => block.subarray(k * length, (k + 1) * length))
}
