import type { MemoRow } from '../../contracts/orders.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty } from '../parts/states.tsx'
import { useView, ViewLink } from './view.ts'

/** Open orders, each against what its programme can hold, takes in and has enrolled. */
export function OrderTable({
  rows,
  group,
}: {
  readonly rows: readonly MemoRow[]
  readonly group: MemoRow | undefined
}) {
  const { words, address } = useView()
  const title = group ? words.t('orders.titleOf', { group: words.label(group.label) }) : words.t('orders.title')
  const count = (value: number | null) => (value === null ? '–' : words.persons(value))
  return (
    <section aria-labelledby="orders-title">
      <h2 id="orders-title">{title}</h2>
      <p class="lead">
        {words.t('orders.lead')}{' '}
        {group && <ViewLink to={{ ...address, group: undefined }}>{words.t('orders.all')}</ViewLink>}
      </p>
      {rows.length === 0 ? (
        <Empty>
          {words.t(group ? 'orders.noneOf' : 'orders.none')}{' '}
          <ViewLink to={{ ...address, task: 'order' }}>{words.t('place.title')}</ViewLink>
        </Empty>
      ) : (
        <ScrollBox label={title}>
          <table class="order-list">
            <caption class="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{words.t('orders.order')}</th>
                <th scope="col" class="text">
                  {words.t('orders.programme')}
                </th>
                <th scope="col">{words.t('orders.places')}</th>
                <th scope="col">{words.t('orders.women')}</th>
                <th scope="col">{words.t('orders.due')}</th>
                <th scope="col">{words.t('orders.free')}</th>
                <th scope="col">{words.t('orders.enrolled')}</th>
                <th scope="col">{words.t('orders.graduates')}</th>
                <th scope="col">{words.t('orders.gapThen')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.order} data-order={row.order}>
                  <th scope="row">
                    {row.order} <small>{row.buyer}</small>
                  </th>
                  <td class="text">
                    {row.programmeName
                      ? words.label(row.programmeName)
                      : words.t('orders.field', { field: row.field! })}{' '}
                    <small>
                      {row.provider}
                      {group ? '' : ` · ${words.label(row.label)}`}
                    </small>{' '}
                    {row.dataStatus === 'synthetic' && <span class="badge alarm">{words.t('orders.synthetic')}</span>}
                  </td>
                  <td class="median">{count(row.places)}</td>
                  <td>{count(row.women)}</td>
                  <td>{row.dueYear}</td>
                  <td>
                    {count(row.freePlaces)}{' '}
                    {row.exceedsCapacity && <b class="alarm">{words.t('orders.beyondCapacity')}</b>}
                    {row.capacity !== null && (
                      <small>
                        {words.t('orders.ofCapacity', { n: count(row.capacity), intake: count(row.intake) })}
                      </small>
                    )}
                  </td>
                  <td>{count(row.enrolled)}</td>
                  <td>{count(row.graduatesDue)}</td>
                  <td>{row.gapWhenOrdered === null ? '–' : words.signedThousands(row.gapWhenOrdered)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  )
}
