const FIRST_SLOTS = 1 << 10

/**
 * Numbers byte strings: the columns of a line that say what its figure is. Open addressing on a 32-bit hash; bytes are
 * compared, so two keys are never taken for one.
 */
export class KeyTable {
  private slots = new Int32Array(FIRST_SLOTS).fill(-1)
  private hashes: number[] = []
  private offsets: number[] = [0]
  private arena = new Uint8Array(1 << 16)
  private values: number[] = []

  get size(): number {
    return this.values.length
  }

  /**
   * The value of the key that lies in some columns of `bytes`; -1 when it is new.
   * @param hash    of the key, from `hashByte` over its bytes
   * @param starts  [columns]  where each column begins in `bytes`; `ends` likewise
   * @param keys    numbers of the columns that make the key
   */
  find(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, keys: Int32Array, hash: number): number {
    const mask = this.slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.slots[slot]!
      if (entry < 0) return -1
      if (this.hashes[entry] === hash && this.equals(entry, bytes, starts, ends, keys)) return this.values[entry]!
    }
  }

  add(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, keys: Int32Array, hash: number, value: number): void {
    if (this.values.length * 2 >= this.slots.length) this.grow()
    let end = this.offsets[this.values.length]!
    for (const column of keys) {
      const length = ends[column]! - starts[column]!
      if (end + length + 1 > this.arena.length) this.enlarge(end + length + 1)
      this.arena.set(bytes.subarray(starts[column]!, ends[column]!), end)
      end += length
      this.arena[end] = SEPARATOR
      end += 1
    }
    this.place(hash, this.values.length)
    this.hashes.push(hash)
    this.values.push(value)
    this.offsets.push(end)
  }

  private equals(entry: number, bytes: Uint8Array, starts: Int32Array, ends: Int32Array, keys: Int32Array): boolean {
    const { arena } = this
    let at = this.offsets[entry]!
    const end = this.offsets[entry + 1]!
    for (let k = 0; k < keys.length; k += 1) {
      const column = keys[k]!
      const stop = ends[column]!
      if (at + stop - starts[column]! >= end) return false
      for (let from = starts[column]!; from < stop; from += 1, at += 1) if (arena[at] !== bytes[from]) return false
      if (arena[at] !== SEPARATOR) return false
      at += 1
    }
    return at === end
  }

  private place(hash: number, entry: number): void {
    const mask = this.slots.length - 1
    let slot = hash & mask
    while (this.slots[slot]! >= 0) slot = (slot + 1) & mask
    this.slots[slot] = entry
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1)
    for (let entry = 0; entry < this.hashes.length; entry += 1) this.place(this.hashes[entry]!, entry)
  }

  private enlarge(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.arena.length * 2))
    larger.set(this.arena)
    this.arena = larger
  }
}

const SEPARATOR = 0 // A line with a NUL is never read here.
export const HASH_START = 0x811c9dc5 | 0
/** FNV-1a, one byte further. */
export const hashByte = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193)
