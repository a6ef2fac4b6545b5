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
        rows={table.rows.map(({ key, cells }) => [...key, ...cells])}
      />
    )
  }
  const columns = columnsOf(flat)
  return <Table title={title} head={columns} rows={flat.map((row) => columns.map((name) => row[name]))} />
}

function Table(props: {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly (Cell | undefined)[])[]
}) {
  const { words } = useView()
  const digits = digitsOf(props.head, props.rows)
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title">{props.title}</h2>
      <ScrollBox label={props.title}>
        <table class="preview">
          <caption class="visually-hidden">{props.title}</caption>
          <thead>
            <tr>
              {props.head.map((name, k) => (
                <th key={name} scope="col" class={digits[k] === undefined ? 'text' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row, line) => (
              <tr key={`${line} ${row[0]}`}>
                {row.map((cell, k) => (
                  <td key={props.head[k]} class={digits[k] === undefined ? 'text' : undefined}>
                    {show(cell, words, digits[k])}
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

/** Years, lines and counts are written as they are. */
const PLAIN = /^(year|line|horizon|years|n)$/
const AS_IT_IS = -1

/** Decimals of each column by its largest number; undefined for text. */
function digitsOf(head: readonly string[], rows: readonly (readonly (Cell | undefined)[])[]): (number | undefined)[] {
  return head.map((name, k) => {
    const numbers = rows.map((row) => row[k]).filter((cell) => typeof cell === 'number')
    if (numbers.length === 0) return undefined
    if (PLAIN.test(name)) return AS_IT_IS
    const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    return largest >= 1000 ? 0 : largest >= 10 ? 1 : 3
  })
}

/** A missing value is a dash, never 0. */
function show(cell: Cell | undefined, words: TablesWords, digits: number | undefined): string {
  if (cell === undefined || cell === null) return '–'
  return typeof cell === 'number' && digits !== undefined && digits !== AS_IT_IS
    ? words.number(cell, digits)
    : String(cell)
}
