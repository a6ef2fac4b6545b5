/** The file has to be compared row by row: its figures repeat, or are of more series and vintages than fit into memory. */
export class NeedsComparison extends Error {}

/** Words all bitmaps of a file may take together: 64 MB. */
export interface Budget {
  words: number
}
export const PERIOD_BUDGET = 16_000_000

/** The periods of one vintage that have been read: a run while they come in order, a bitmap otherwise. */
export class PeriodSet {
  private least = 0
  private most = -1
  private bits: Uint32Array | null = null
  private base = 0
  private readonly budget: Budget

  constructor(budget: Budget) {
    this.budget = budget
  }

  /** @returns false when the period was there already */
  add(index: number): boolean {
    if (this.bits) return this.addBit(index)
    if (this.most < this.least) {
      this.least = index
      this.most = index
      return true
    }
    if (index === this.most + 1) this.most = index
    else if (index === this.least - 1) this.least = index
    else if (index >= this.least && index <= this.most) return false
    else {
      this.startBits()
      return this.addBit(index)
    }
    return true
  }

  private startBits(): void {
    this.base = this.least & ~31
    this.bits = this.take(((this.most - this.base) >> 5) + 8)
    for (let index = this.least; index <= this.most; index += 1) this.addBit(index)
  }

  private addBit(index: number): boolean {
    let bits = this.bits!
    if (index < this.base) {
      const shift = (this.base - (index & ~31)) >> 5
      const larger = this.take(bits.length + shift)
      larger.set(bits, shift)
      this.base -= shift << 5
      this.bits = bits = larger
    }
    const at = index - this.base
    if (at >> 5 >= bits.length) {
      const larger = this.take(Math.max((at >> 5) + 1, bits.length * 2))
      larger.set(bits)
      this.bits = bits = larger
    }
    const bit = 1 << (at & 31)
    if (bits[at >> 5]! & bit) return false
    bits[at >> 5]! |= bit
    return true
  }

  private take(words: number): Uint32Array {
    this.budget.words -= words
    if (this.budget.words < 0) throw new NeedsComparison('the periods of the file do not fit into memory')
    return new Uint32Array(words)
  }
}
