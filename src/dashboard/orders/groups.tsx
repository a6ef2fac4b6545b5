import type { MemoRow } from '../../contracts/orders.ts'
import { Persons, Range, spanOf, Whisker } from '../parts/quantity.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.ts'

/** A median below this many persons is no shortage to order against. */
const HALF_A_PERSON = 0.5

/** Gaps by occupation group, largest shortage first, and how much of each is ordered. */
export function GroupTable({ rows }: { readonly rows: readonly MemoRow[] }) {
  const { words, address } = useView()
  const { low, high } = spanOf(rows.map((row) => row.gap))
  const title = words.t('groups.title')
  return (
    <section aria-labelledby="groups-title">
      <h2 id="groups-title">{title}</h2>
      <p class="lead">{words.t('groups.lead')}</p>
      <ScrollBox label={title}>
        <table class="bars order-groups">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('term.occupation')}</th>
              <th scope="col">{words.t('term.gapShort')}</th>
              <th scope="col" class="wide">
                {words.t('term.band80')}
              </th>
              <td class="whisker-cell" />
              <th scope="col">{words.t('groups.pShortage')}</th>
              <th scope="col">{words.t('groups.ordered')}</th>
              <th scope="col">{words.t('groups.coverage')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const isChosen = row.occupation === address.group
              return (
                <tr key={row.occupation} data-group={row.occupation} data-chosen={isChosen}>
                  <th scope="row">
                    <ViewLink to={{ ...address, group: isChosen ? undefined : row.occupation }} current={isChosen}>
                      {words.label(row.label)}
                    </ViewLink>
                  </th>
                  <td class="median">
                    <Persons value={row.gap.p50} signed />
                  </td>
                  <td class="wide">
                    <Range band={row.gap} signed />
                  </td>
                  <td class="whisker-cell">
                    <Whisker band={row.gap} low={low} high={high} />
                  </td>
                  <td>{words.probability(row.pShortage)}</td>
                  <td>
                    <data value={row.ordered}>{words.persons(row.ordered)}</data>
                  </td>
                  <td>{coverage(row, words.percent)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )

  /** Places over the median shortage; where none is expected there is nothing to cover. */
  function coverage(row: MemoRow, percent: (value: number, digits?: number) => string) {
    if (row.gap.p50 < HALF_A_PERSON) return row.ordered > 0 ? <b class="alarm">{words.t('groups.noShortage')}</b> : '–'
    const share =
      row.coverage === null ? '–' : percent(100 * row.coverage, row.coverage > 0 && row.coverage < 0.1 ? 1 : 0)
    return row.exceedsGap ? <b class="alarm">{words.t('groups.beyond', { share })}</b> : share
  }
}
