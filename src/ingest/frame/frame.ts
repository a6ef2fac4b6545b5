/** A spreadsheet-sized table: rows with the same columns. */
export type Table = readonly Readonly<Record<string, string | number | null>>[]
export type Aggregate = 'sum' | 'count' | 'min' | 'max'

/** What of danfojs is used: the calls that were shown to be right, each held against plain JavaScript by a property test. */
export interface Frame {
  /**
   * Groups rows by some columns and aggregates others, groups in the order they first occur.
   *
   * @param rows        the aggregated columns must be complete numbers: danfojs counts a null as 0
   * @param aggregates  result column: [aggregate, column]
   * @throws RangeError when an aggregated cell is not a finite number
   */
  groupBy(
    rows: Table,
    keys: readonly string[],
    aggregates: Readonly<Record<string, readonly [Aggregate, string]>>,
  ): Record<string, string | number | null>[]
  /** Count, smallest, middle and largest of the numbers there are; nulls are left out. null when there is none. */
  describe(values: readonly (number | null)[]): Summary | null
}

export interface Summary {
  readonly count: number
  readonly min: number
  readonly median: number
  readonly max: number
}

/** Loads danfojs, which takes seconds: only an ingest that has something to report pays for it. */
export async function loadFrame(): Promise<Frame> {
  const { default: danfo } = await import('danfojs-node')

  return {
    groupBy(rows, keys, aggregates) {
      const columns = [...new Set(Object.values(aggregates).map(([, column]) => column))]
      refuseIncomplete(rows, columns)
      if (rows.length === 0) return [] // danfojs throws on an empty frame
      // danfojs joins keys by "-" ("a-b","c" meets "a","b-c") and trips over names such as "constructor": groups get our own.
      const groups = new Map<string, number>()
      const labels = rows.map((row) => {
        const key = JSON.stringify(keys.map((name) => row[name] ?? null))
        if (!groups.has(key)) groups.set(key, groups.size)
        return `g${groups.get(key)}`
      })
      const frame = new danfo.DataFrame(
        rows.map((row, i) => [labels[i]!, ...columns.map((name) => row[name] as number)]),
        { columns: ['group', ...columns.map((_, i) => `c${i}`)] },
      )
      const wanted = Object.fromEntries(
        columns.map((column, i) => [
          `c${i}`,
          [
            ...new Set(
              Object.values(aggregates)
                .filter(([, of]) => of === column)
                .map(([how]) => how),
            ),
          ],
        ]),
      )
      const grouped = danfo.toJSON(frame.groupby(['group']).agg(wanted)) as Record<string, string | number>[]
      const byLabel = new Map(grouped.map((row) => [row['group'] as string, row]))
      return [...groups].map(([key, index]) => {
        const row = byLabel.get(`g${index}`)!
        const values = JSON.parse(key) as (string | number | null)[]
        return {
          ...Object.fromEntries(keys.map((name, i) => [name, values[i]!])),
          ...Object.fromEntries(
            Object.entries(aggregates).map(([name, [how, column]]) => [
              name,
              row[`c${columns.indexOf(column)}_${how}`]!,
            ]),
          ),
        }
      })
    },
    describe(values) {
      const present = values.filter((value) => value !== null)
      if (present.length === 0) return null
      const series = new danfo.Series(present)
      return { count: series.count(), min: series.min(), median: series.median(), max: series.max() }
    },
  }
}

function refuseIncomplete(rows: Table, columns: readonly string[]): void {
  for (const column of columns) {
    const at = rows.findIndex((row) => !Number.isFinite(row[column]))
    if (at >= 0) throw new RangeError(`row ${at} has no finite number in "${column}"; drop or fill it before grouping`)
  }
}

/** The same without danfojs, for tables too large or too urgent for it; the tests hold both against each other. */
export const plainFrame: Frame = {
  groupBy(rows, keys, aggregates) {
    refuseIncomplete(rows, [...new Set(Object.values(aggregates).map(([, column]) => column))])
    const wanted = Object.entries(aggregates)
    const groups = new Map<string, Record<string, string | number | null>>()
    for (const row of rows) {
      const key = JSON.stringify(keys.map((name) => row[name] ?? null))
      let group = groups.get(key)
      if (!group) {
        group = Object.fromEntries(keys.map((name) => [name, row[name] ?? null]))
        for (const [name, [how]] of wanted) group[name] = START[how]
        groups.set(key, group)
      }
      for (const [name, [how, column]] of wanted) {
        group[name] = COMBINE[how](group[name] as number, row[column] as number)
      }
    }
    return [...groups.values()]
  },
  describe(values) {
    const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
    if (sorted.length === 0) return null
    const middle = sorted.length / 2
    const median = Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!
    return { count: sorted.length, min: sorted[0]!, median, max: sorted.at(-1)! }
  },
}

const START: Readonly<Record<Aggregate, number>> = {
  sum: 0,
  count: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
}
const COMBINE: Readonly<Record<Aggregate, (soFar: number, value: number) => number>> = {
  sum: (soFar, value) => soFar + value,
  count: (soFar) => soFar + 1,
  min: Math.min,
  max: Math.max,
}
