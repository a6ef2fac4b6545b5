import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Rows held in memory before they are sorted by series and put aside: 16 MB. */
const BLOCK_ROWS = 1_000_000
const VALUE_BYTES = 8
const PERIOD_BYTES = 4

/** Rows of one stretch of the input, ordered by series. */
interface Block {
  /** Distinct series, ascending. */
  readonly series: Int32Array
  /** [series + 1] where each one's rows begin. */
  readonly starts: Int32Array
  readonly rows: Rows | { readonly at: number }
}

interface Rows {
  readonly values: Float64Array
  readonly periods: Int32Array
}

/**
 * Observations by series, in whatever order they come, in bounded memory: full blocks go to a temporary file, from which
 * the series are read back in batches. A panel of less than a block never touches the disk.
 */
export class RowStore {
  private readonly blockRows: number
  private readonly blocks: Block[] = []
  private file: { readonly handle: FileHandle; readonly folder: string } | null = null
  private bytes = 0
  private count = 0
  private readonly series: Int32Array
  private readonly periods: Int32Array
  private readonly values: Float64Array

  constructor(blockRows: number = BLOCK_ROWS) {
    this.blockRows = blockRows
    this.series = new Int32Array(blockRows)
    this.periods = new Int32Array(blockRows)
    this.values = new Float64Array(blockRows)
  }

  /** @returns a promise when the block is full and has to be put aside first, else nothing to wait for */
  add(series: number, period: number, value: number): Promise<void> | null {
    const at = this.count++
    this.series[at] = series
    this.periods[at] = period
    this.values[at] = value
    return this.count === this.blockRows ? this.putAside() : null
  }

  /** To be called after the last row. */
  finish(): void {
    const index = this.sorted()
    if (this.count > 0) this.blocks.push({ ...index, rows: this.sortedRows(index) })
    this.count = 0
  }

  /** Calls `visit` for every row of the series `from` to `to`, the latter excluded, block by block in order of the input. */
  async visit(from: number, to: number, visit: (series: number, period: number, value: number) => void): Promise<void> {
    for (const block of this.blocks) {
      const first = lowerBound(block.series, from)
      const last = lowerBound(block.series, to)
      if (first === last) continue
      const [start, end] = [block.starts[first]!, block.starts[last]!]
      const { values, periods } =
        'values' in block.rows ? slice(block.rows, start, end) : await this.load(block, start, end)
      for (let k = first; k < last; k++)
        for (let r = block.starts[k]!; r < block.starts[k + 1]!; r++)
          visit(block.series[k]!, periods[r - start]!, values[r - start]!)
    }
  }

  async close(): Promise<void> {
    const { file } = this
    this.file = null
    await file?.handle.close()
    if (file) await rm(file.folder, { recursive: true, force: true })
  }

  private async putAside(): Promise<void> {
    if (!this.file) {
      const folder = await mkdtemp(path.join(tmpdir(), 'nhanluc-panel-'))
      this.file = { handle: await open(path.join(folder, 'rows'), 'wx+'), folder }
    }
    const index = this.sorted()
    const { values, periods } = this.sortedRows(index)
    const at = this.bytes
    await this.file.handle.write(new Uint8Array(values.buffer), 0, values.byteLength, at)
    await this.file.handle.write(new Uint8Array(periods.buffer), 0, periods.byteLength, at + values.byteLength)
    this.bytes += values.byteLength + periods.byteLength
    this.blocks.push({ ...index, rows: { at } })
    this.count = 0
  }

  private async load(block: Block, start: number, end: number): Promise<Rows> {
    const { at } = block.rows as { at: number }
    const total = block.starts.at(-1)!
    const values = new Float64Array(end - start)
    const periods = new Int32Array(end - start)
    const read = async (target: Uint8Array, position: number): Promise<void> => {
      const { bytesRead } = await this.file!.handle.read(target, 0, target.byteLength, position)
      if (bytesRead !== target.byteLength) throw new RangeError(`${bytesRead} of ${target.byteLength} bytes read back`)
    }
    await read(new Uint8Array(values.buffer), at + start * VALUE_BYTES)
    await read(new Uint8Array(periods.buffer), at + total * VALUE_BYTES + start * PERIOD_BYTES)
    return { values, periods }
  }

  /** Series of the rows at hand, and where each one's rows begin once they are sorted. */
  private sorted(): Pick<Block, 'series' | 'starts'> {
    const counts = new Map<number, number>()
    for (let i = 0; i < this.count; i++) counts.set(this.series[i]!, (counts.get(this.series[i]!) ?? 0) + 1)
    const series = Int32Array.from(counts.keys()).sort()
    const starts = new Int32Array(series.length + 1)
    series.forEach((s, k) => {
      starts[k + 1] = starts[k]! + counts.get(s)!
    })
    return { series, starts }
  }

  private sortedRows({ series, starts }: Pick<Block, 'series' | 'starts'>): Rows {
    const next = new Map(Array.from(series, (s, k) => [s, starts[k]!]))
    const values = new Float64Array(this.count)
    const periods = new Int32Array(this.count)
    for (let i = 0; i < this.count; i++) {
      const s = this.series[i]!
      const at = next.get(s)!
      next.set(s, at + 1)
      values[at] = this.values[i]!
      periods[at] = this.periods[i]!
    }
    return { values, periods }
  }
}

function slice({ values, periods }: Rows, start: number, end: number): Rows {
  return { values: values.subarray(start, end), periods: periods.subarray(start, end) }
}

/** Place of the first element that is not below `x` in an ascending array. */
function lowerBound(sorted: Int32Array, x: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const mid = (low + high) >> 1
    if (sorted[mid]! < x) low = mid + 1
    else high = mid
  }
  return low
}
