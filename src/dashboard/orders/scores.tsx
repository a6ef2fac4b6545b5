import type { OrderScoreRow } from '../../contracts/orders.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView } from './view.ts'

/** What came of the orders: graduates matched with the oldest order first, where they work, and what was left of the gap. */
export function ScoreTable({
  rows,
  minPersons,
}: {
  readonly rows: readonly OrderScoreRow[]
  readonly minPersons: number
}) {
  const { words, address, go } = useView()
  const title = words.t('scores.title')
  const first = rows[0]?.asOfYear
  const share = (value: number | null) => (value === null ? '–' : words.percent(100 * value, 0))
  const count = (value: number | null) => (value === null ? '–' : words.persons(value))
  return (
    <>
      <form class="controls inline" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{words.t('scores.asOf')}</span>
          <input
            type="number"
            min={1990}
            max={2200}
            value={address.asOfYear ?? first}
            onChange={(event) => {
              const field = event.currentTarget
              if (field.reportValidity())
                go({ ...address, asOfYear: field.value === '' ? undefined : Number(field.value) })
            }}
          />
        </label>
      </form>
      <ScrollBox label={title}>
        <table class="order-scores">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('orders.order')}</th>
              <th scope="col">{words.t('orders.places')}</th>
              <th scope="col">{words.t('scores.graduates')}</th>
              <th scope="col">{words.t('scores.delivered')}</th>
              <th scope="col">{words.t('scores.onTime')}</th>
              <th scope="col">{words.t('scores.placement')}</th>
              <th scope="col">{words.t('scores.gap')}</th>
              <th scope="col">{words.t('scores.closed')}</th>
              <th scope="col" class="text">
                {words.t('scores.outcome')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.order} data-order={row.order} data-outcome={row.outcome}>
                <th scope="row">
                  {row.order} <small>{row.provider}</small>
                </th>
                <td>{words.persons(row.places)}</td>
                <td class="median">
                  {row.confStatus === 'F' ? count(row.graduates) : <small>{words.t('scores.hidden')}</small>}
                </td>
                <td>{share(row.delivered)}</td>
                <td>{share(row.onTime)}</td>
                <td>
                  {row.placementLow === null
                    ? '–'
                    : words.t('range', { low: share(row.placementLow), high: share(row.placementOfFound) })}
                </td>
                <td>
                  {words.signedThousands(row.gapForecast.p50)}
                  {row.gapRealised !== null && <small> → {words.signedThousands(row.gapRealised)}</small>}
                </td>
                <td>{share(row.gapClosed)}</td>
                <td class="text">{words.t(`outcome.${row.outcome}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p class="note">{words.t('scores.note', { n: minPersons })}</p>
    </>
  )
}
