/** Numbers up to which an array lies among the program's own objects and needs no block of memory of its own. */
const SMALL = 8

/** [count][length] zeros, longer rows in one block of memory: arrays of their own take more room for headers than for numbers. */
export function rowsOf(count: number, length: number): Float64Array[] {
  const block = length > SMALL ? new ArrayBuffer(8 * count * length) : null
  return Array.from({ length: count }, (_, k) =>
    block ? new Float64Array(block, 8 * k * length, length) : new Float64Array(length),
  )
}
