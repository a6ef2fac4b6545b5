import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty } from '../parts/states.tsx'
import { TABLES } from './catalogue.ts'
import { type Cell, columnsOf, flatten, pivot } from './rows.ts'
import { type TablesWords, useView } from './view.ts'

/** The rows as the file will hold them, or one figure with its periods across. */
export function Preview({ rows }: { readonly rows: readonly Readonly<Record<string, unknown>>[] }) {
  const { words, address } = useView()
  const { across, keys } = TABLES[address.table]
  if (rows.length === 0) return <Empty>{words.t('preview.none')}</Empty>
  const flat = rows.map((row) => flatten(row, words.lang))
  const title = words.t('preview.title', { n: words.number(rows.length, 0) })
  if (across !== undefined && address.figure !== undefined) {
    const table = pivot(flat, keys, across, address.figure)
    return (
      <Table
        title={`${title}: ${address.figure}`}
        head={[...table.keys, ...table.across]}
        keys={table.keys.length}
        rows={table.rows.map(({ key, cells }) => [...key, ...cells])}
      />
    )
  }
  const columns = columnsOf(flat)
  return <Table title={title} head={columns} keys={0} rows={flat.map((row) => columns.map((name) => row[name]))} />
}

function Table(props: {
  readonly title: string
  readonly head: readonly string[]
  /** Leading columns that name the row. */
  readonly keys: number
  readonly rows: readonly (readonly (Cell | undefined)[])[]
}) {
  const { words } = useView()
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title">{props.title}</h2>
      <ScrollBox label={props.title}>
        <table class="preview">
          <caption class="visually-hidden">{props.title}</caption>
          <thead>
            <tr>
              {props.head.map((name, k) => (
                <th key={name} scope="col" class={k < props.keys ? 'text' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row, line) => (
              <tr key={`${line} ${row[0]}`}>
                {row.map((cell, k) => (
                  <td key={props.head[k]} class={typeof cell === 'number' ? undefined : 'text'}>
                    {show(cell, words, props.head[k]!)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

/** Years and line numbers are names, not amounts: no separators. A missing value is a dash, never 0. */
const NAMES = /^(year|line|horizon|years|n)$/
function show(cell: Cell | undefined, words: TablesWords, column: string): string {
  if (cell === undefined || cell === null) return '–'
  if (typeof cell !== 'number') return String(cell)
  if (NAMES.test(column)) return String(cell)
  const size = Math.abs(cell)
  return words.number(cell, size >= 1000 ? 0 : size >= 10 ? 1 : 3)
}
