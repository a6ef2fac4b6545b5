import type { ComponentChildren } from 'preact'
import type { BandValues } from '../../contracts/common.ts'
import { useShell } from '../use-shell.ts'
import { Persons, Range, spanOf, Whisker } from './quantity.tsx'

export interface BandColumn<R> {
  readonly head: string
  readonly cell: (row: R) => ComponentChildren
  /** `wide`: left out on a phone; `rank`: a narrow first column. */
  readonly class?: string
}

/** Rows with one band each: median, 80 % range and a bar on a scale shared by all, and what else is said of them. */
export function BandTable<R>(props: {
  /** Says what the table holds, for those who do not see the heading above it. */
  readonly title: string
  readonly class?: string
  readonly rows: readonly R[]
  readonly band: (row: R) => BandValues
  readonly keyOf: (row: R) => string
  readonly name: { readonly head: string; readonly cell: (row: R) => ComponentChildren }
  readonly medianHead: string
  /** Columns before the name, between name and median, after the range, and after the bar. */
  readonly first?: readonly BandColumn<R>[]
  readonly before?: readonly BandColumn<R>[]
  readonly after?: readonly BandColumn<R>[]
  readonly last?: readonly BandColumn<R>[]
  readonly isChosen?: (row: R) => boolean
}) {
  const { words } = useShell()
  const { rows, band, name, first = [], before = [], after = [], last = [], isChosen } = props
  const { low, high } = spanOf(rows.map(band))
  const heads = (columns: readonly BandColumn<R>[]) =>
    columns.map((column) => (
      <th key={column.head} scope="col" class={column.class}>
        {column.head}
      </th>
    ))
  const cells = (columns: readonly BandColumn<R>[], row: R) =>
    columns.map((column) => (
      <td key={column.head} class={column.class}>
        {column.cell(row)}
      </td>
    ))
  return (
    <table class={['bars', props.class].filter(Boolean).join(' ')}>
      <caption class="visually-hidden">{props.title}</caption>
      <thead>
        <tr>
          {heads(first)}
          <th scope="col">{name.head}</th>
          {heads(before)}
          <th scope="col">{props.medianHead}</th>
          <th scope="col" class="wide">
            {words.t('term.band80')}
          </th>
          {heads(after)}
          <td class="whisker-cell" />
          {heads(last)}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={props.keyOf(row)} data-key={props.keyOf(row)} data-chosen={isChosen?.(row)}>
            {cells(first, row)}
            <th scope="row">{name.cell(row)}</th>
            {cells(before, row)}
            <td class="median">
              <Persons value={band(row).p50} signed />
            </td>
            <td class="wide">
              <Range band={band(row)} signed />
            </td>
            {cells(after, row)}
            <td class="whisker-cell">
              <Whisker band={band(row)} low={low} high={high} />
            </td>
            {cells(last, row)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
