const value = new Float64Array(1)
const words = new Uint32Array(value.buffer)
const MISSING = 0x7ff80000 // the upper word of a NaN, which no figure is

/** Two sums modulo 2^32 of two hashes of figures: equal for equal sets of figures, whatever their order. */
export interface Digest {
  a: number
  b: number
}

/**
 * Adds a figure to the digest of its vintage. Two different vintages have the same digest by chance once in 2^64.
 *
 * @param day     first day of the period, days since 1970
 * @param figure  in the unit of the series; null when missing
 * @param flags   status letter x 2 + break
 */
export function addFigure(digest: Digest, day: number, figure: number | null, flags: number): void {
  value[0] = figure ?? 0
  const low = words[0]!
  const high = figure === null ? MISSING : words[1]!
  digest.a = (digest.a + mix(mix(mix(mix(0x9e3779b9, day), low), high), flags)) >>> 0
  digest.b = (digest.b + mix(mix(mix(mix(0x85ebca6b, flags), high), low), day)) >>> 0
}

/** One round of MurmurHash3 with its finaliser (Appleby 2011). */
function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  let h = hash ^ Math.imul(k, 0x1b873593)
  h = (h << 13) | (h >>> 19)
  h = (Math.imul(h, 5) + 0xe6546b64) | 0
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  return h ^ (h >>> 13)
}
