import type { ReleaseChanges } from '../api.ts'
import { Persons, spanOf, Whisker } from '../parts/quantity.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty } from '../parts/states.tsx'
import { useView } from './view.ts'

type Row = ReleaseChanges['rows'][number]

/** From nothing to the change: medians have no band between two releases. */
const bar = (value: number) => ({ p10: Math.min(0, value), p50: value, p90: Math.max(0, value) })

/** Largest change of the gap first. */
export function ChangeTable({ changes }: { readonly changes: ReleaseChanges }) {
  const { words } = useView()
  const rows = [...changes.rows].sort((a, b) => Math.abs(b.gap.change) - Math.abs(a.gap.change))
  if (rows.length === 0) return <Empty>{words.t('changes.none')}</Empty>
  const { low, high } = spanOf(rows.map((row) => bar(row.gap.change)))
  const title = words.t('changes.title')
  const change = (row: Row, figure: 'demand' | 'supply') => <Persons value={row[figure].change} signed />
  return (
    <section aria-labelledby="changes-title">
      <h2 id="changes-title">{title}</h2>
      <p class="lead">{words.t('changes.lead')}</p>
      <ScrollBox label={title}>
        <table class="bars release-changes">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('changes.sector')}</th>
              <th scope="col">{words.t('changes.before')}</th>
              <th scope="col">{words.t('changes.after')}</th>
              <th scope="col">{words.t('changes.change')}</th>
              <td class="whisker-cell" />
              <th scope="col">{words.t('changes.demand')}</th>
              <th scope="col">{words.t('changes.supply')}</th>
              <th scope="col">{words.t('changes.base')}</th>
              <th scope="col" class="text">
                {words.t('changes.cause')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-row={row.id}>
                <th scope="row">{words.label(row.label)}</th>
                <td>
                  <Persons value={row.gap.before} signed />
                </td>
                <td>
                  <Persons value={row.gap.after} signed />
                </td>
                <td class="median">
                  <Persons value={row.gap.change} signed />
                </td>
                <td class="whisker-cell">
                  <Whisker band={bar(row.gap.change)} low={low} high={high} />
                </td>
                <td>{change(row, 'demand')}</td>
                <td>{change(row, 'supply')}</td>
                <td>{row.baseRevision === null ? '–' : <Persons value={row.baseRevision} signed />}</td>
                <td class="text">{words.t(`cause.${row.cause}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p class="note">{words.t('changes.note')}</p>
    </section>
  )
}
