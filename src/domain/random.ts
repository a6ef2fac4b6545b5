/** Source of randomness handed to pure code; the same seed gives the same stream on every platform. */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** An independent stream, derived from this one's seed and a label, so that adding draws in one place moves none elsewhere. */
  fork(label: string): Random
}

/** 32-bit FNV-1a hash of a text, for deriving seeds from labels. */
export function hash32(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/**
 * Seeded generator: sfc32 (Chris Doty-Humphrey, PractRand), normals by the polar method of Marsaglia.
 * @param seed any integer; 0 is allowed
 */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed
  let b = 0x243f6a88 ^ Math.imul(seed, 0x85ebca6b)
  let c = 0xb7e15162 ^ (seed >>> 16)
  let counter = 1
  let spare = Number.NaN
  const next32 = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return t >>> 0
  }
  for (let i = 0; i < 15; i++) next32()
  const uniform = (): number => ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const value = spare
      spare = Number.NaN
      return value
    }
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s)
        spare = v * factor
        return u * factor
      }
    }
  }
  return { uniform, normal, fork: (label) => createRandom(hash32(`${seed}/${label}`)) }
}
