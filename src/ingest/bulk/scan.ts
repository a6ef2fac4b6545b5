import { type BulkColumns, KEY } from './columns.ts'
import { decimalIn } from './decimal.ts'
import { HASH_START, hashByte, KeyTable } from './key-table.ts'
import { type Context, dayNumber, type Ledger } from './ledger.ts'

const NEWLINE = 10
const RETURN = 13
const QUOTE = 34

export interface ScanLimits {
  readonly maxFieldLength: number
}

/** A period text of a frequency, or why it is none. */
export type ReadPeriod = (text: string, frequency: string) => { index: number; day: string } | null

/** What to do with the lines; each is told in the order of the file. */
export interface LineSink {
  figure(context: Context, index: number, day: number, value: number, note: Uint8Array | null, line: number): void
  /** A line read as text. @returns number of the context its key columns mean, -1 when they mean none by themselves */
  text(line: number, raw: string, fields: string[]): number
}

/**
 * Reads lines in bytes. What the key columns of a line mean is found out once, by the mapping, zod and the checks, and
 * remembered by their bytes; a line then costs one pass over its bytes. Whatever is unusual is handed on as text.
 */
export class LineScanner {
  line: number
  private readonly columns: BulkColumns
  private readonly ledger: Ledger
  private readonly sink: LineSink
  private readonly limits: ScanLimits
  private readonly keys = new KeyTable()
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly periods = new Map<string, Map<string, { index: number; day: number } | null>>()
  private readonly notes = new Map<string, Uint8Array | null>()
  private readonly readPeriod: ReadPeriod

  constructor(
    columns: BulkColumns,
    ledger: Ledger,
    sink: LineSink,
    readPeriod: ReadPeriod,
    limits: ScanLimits,
    line: number,
  ) {
    this.columns = columns
    this.ledger = ledger
    this.sink = sink
    this.readPeriod = readPeriod
    this.limits = limits
    this.line = line
    this.starts = new Int32Array(columns.kinds.length)
    this.ends = new Int32Array(columns.kinds.length)
  }

  /**
   * Reads the lines of `bytes` from `at`, which all end within.
   * @returns where it stopped: the end, or the first line that has to be read by the rules of quoting
   */
  scan(bytes: Buffer, from: number, end: number): number {
    const { columns, starts, ends, limits } = this
    const { kinds, delimiter } = columns
    let at = from
    while (at < end) {
      let hash = HASH_START
      let column = 0
      let kind = kinds[0]!
      let closed = -1 // end of the field at hand, when it was quoted
      let hasQuotes = false
      starts[0] = at
      let p = at
      for (; ; p += 1) {
        const byte = bytes[p]!
        if (byte === delimiter) {
          if (column < ends.length) ends[column] = closed < 0 ? p : closed
          closed = -1
          column += 1
          if (column < ends.length) {
            starts[column] = p + 1
            kind = kinds[column]!
          }
        } else if (byte === NEWLINE) break
        else if (byte === QUOTE) {
          const close = column < ends.length && p === starts[column] ? this.closing(bytes, p + 1, end) : -1
          if (close < 0) return at
          if (kind === KEY) for (let i = p + 1; i < close; i += 1) hash = hashByte(hash, bytes[i]!)
          starts[column] = p + 1
          closed = close
          hasQuotes = true
          p = close
        } else if (kind === KEY) hash = hashByte(hash, byte)
      }
      const stop = p > at && bytes[p - 1] === RETURN ? p - 1 : p
      if (p - at > limits.maxFieldLength) return at
      if (column < ends.length) ends[column] = closed < 0 ? stop : closed
      const isWhole = column === ends.length - 1
      if (hasQuotes && !isWhole) return at
      if (stop > at && !(isWhole && this.readLine(bytes, hash))) this.readText(bytes, at, stop, hash, isWhole)
      this.line += 1
      at = p + 1
    }
    return at
  }

  private readLine(bytes: Buffer, hash: number): boolean {
    const { columns, starts, ends } = this
    const found = this.keys.find(bytes, starts, ends, columns.keys, hash)
    if (found < 0) return false
    const context = this.ledger.contexts[found]!
    const value = decimalIn(bytes, starts[columns.value]!, ends[columns.value]!, columns.decimal, context.unitMult)
    if (!(value >= 0) || (context.isPercent && value > 100)) return false
    const period = this.periodAt(bytes, context)
    if (!period || (period.day > context.track.vintageDay && context.status !== 'F')) return false
    const note = columns.note < 0 ? null : this.noteAt(bytes)
    this.sink.figure(context, period.index, period.day, value, note, this.line)
    return true
  }

  /** Where a quoted field ends that has no quote and no line break in it; -1: read it by the rules of quoting. */
  private closing(bytes: Buffer, from: number, end: number): number {
    for (let p = from; p < end; p += 1) {
      const byte = bytes[p]!
      if (byte === NEWLINE) return -1
      if (byte !== QUOTE) continue
      const next = bytes[p + 1]
      const ends = next === this.columns.delimiter || next === NEWLINE || (next === RETURN && bytes[p + 2] === NEWLINE)
      return ends ? p : -1
    }
    return -1
  }

  private readText(bytes: Buffer, from: number, to: number, hash: number, isWhole: boolean): void {
    const { columns, starts, ends } = this
    const raw = bytes.toString('utf8', from, to)
    const fields = isWhole
      ? Array.from(starts, (start, i) => bytes.toString('utf8', start, ends[i]!))
      : raw.split(String.fromCharCode(columns.delimiter))
    const context = this.sink.text(this.line, raw, fields)
    if (context < 0 || !isWhole) return
    if (this.keys.find(bytes, starts, ends, columns.keys, hash) < 0) {
      this.keys.add(bytes, starts, ends, columns.keys, hash, context)
    }
  }

  private periodAt(bytes: Buffer, { track }: Context): { index: number; day: number } | null {
    const { frequency } = track.series
    let known = this.periods.get(frequency)
    if (!known) {
      known = new Map()
      this.periods.set(frequency, known)
    }
    const text = bytes.toString('latin1', this.starts[this.columns.period]!, this.ends[this.columns.period]!)
    const found = known.get(text)
    if (found !== undefined) return found
    const read = this.readPeriod(text, frequency)
    const period = read && { index: read.index, day: dayNumber(read.day) }
    if (known.size > 100_000) known.clear()
    known.set(text, period)
    return period
  }

  private noteAt(bytes: Buffer): Uint8Array | null {
    const from = this.starts[this.columns.note]!
    const to = this.ends[this.columns.note]!
    if (from === to) return null
    const text = bytes.toString('utf8', from, to)
    const found = this.notes.get(text)
    if (found !== undefined) return found
    const plain = text.trim().normalize('NFC')
    const note = this.columns.nulls.has(plain) ? null : Buffer.from(plain)
    if (this.notes.size > 10_000) this.notes.clear()
    this.notes.set(text, note)
    return note
  }
}
