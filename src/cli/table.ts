type Cell = string | number | null

const show = (value: Cell): string =>
  value === null
    ? '-'
    : typeof value === 'number' && !Number.isInteger(value)
      ? value.toFixed(Math.abs(value) < 10 ? 3 : 0)
      : String(value)

/** Prints rows as aligned columns to stdout, numbers to the right; the keys of the first row are the heading. */
export function printTable(rows: readonly Readonly<Record<string, Cell>>[]): void {
  if (rows.length === 0) return void process.stdout.write('(no rows)\n')
  const heads = Object.keys(rows[0]!)
  const cells = rows.map((row) => heads.map((head) => show(row[head] ?? null)))
  const widths = heads.map((head, k) => Math.max(head.length, ...cells.map((row) => row[k]!.length)))
  const isText = heads.map((head) => typeof rows[0]![head] === 'string')
  const line = (values: readonly string[]) =>
    values
      .map((value, k) => (isText[k] ? value.padEnd(widths[k]!) : value.padStart(widths[k]!)))
      .join('  ')
      .trimEnd()
  process.stdout.write(`${[heads, ...cells].map(line).join('\n')}\n`)
}
