import type { z } from 'zod'
import type { Memo, MemoRow, OrderScoreList } from '../../contracts/orders.ts'
import { apiPath, getJson } from '../api.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { AreaYearFields, useOffer } from '../parts/area-year.tsx'
import { Exports } from '../parts/exports.tsx'
import { Fold } from '../parts/fold.tsx'
import { Frame } from '../parts/frame.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { GroupTable } from './groups.tsx'
import { OrderTable } from './orders.tsx'
import { PlaceOrder } from './place.tsx'
import { ScoreTable } from './scores.tsx'
import { useView } from './view.ts'

type Memos = z.infer<typeof Memo>
type Scores = z.infer<typeof OrderScoreList>

/** One row for each occupation group: a memo says a group once for each of its orders. */
const groupsOf = (rows: readonly MemoRow[]): MemoRow[] =>
  rows.filter((row, n) => rows.findIndex((other) => other.occupation === row.occupation) === n)

/** What a city orders: places against the gaps they are meant to fill, and what came of them. */
export function OrdersApp() {
  const { words, address, go } = useView()
  const offer = useOffer(address)
  const { area, year } = offer.place
  const query = { area, year, lang: address.lang }
  const memo = useLoad<Memos>(apiPath('orders/memo', query), getJson)
  const scores = useLoad<Scores>(
    apiPath('orders/scores', { area, year, occupation: address.group, asOfYear: address.asOfYear }),
    getJson,
  )
  return (
    <Frame
      title={`${words.t('page.title')} – Nhân lực`}
      heading={words.t('page.heading', { area: offer.areaName, year })}
      class="orders-view spaced"
      busy={memo.busy}
      footer={words.t('footer.text')}
    >
      {memo.data?.notice && (
        <p class="synthetic" role="note">
          {words.label(memo.data.notice)}
        </p>
      )}
      {memo.data && <p class="headline">{memo.data.summary[address.lang].join(' ')}</p>}
      <form class="controls" aria-label={words.t('controls.title')} onSubmit={(event) => event.preventDefault()}>
        <AreaYearFields offer={offer} go={(change) => go({ ...address, ...offer.place, ...change })} />
      </form>
      <Figure loaded={memo} lines={40}>
        {({ rows, meta }) => {
          const groups = groupsOf(rows)
          const own = rows.filter((row) => row.order !== null && (!address.group || row.occupation === address.group))
          const chosen = groups.find((row) => row.occupation === address.group)
          return (
            <>
              <GroupTable rows={groups} />
              <Exports path={apiPath('orders/memo', query)} pdf={apiPath('orders/memo', query)} />
              <AnswerLine meta={meta} />
              <OrderTable rows={own} group={chosen} />
              <AnswerLine meta={meta} />
            </>
          )
        }}
      </Figure>
      <section aria-labelledby="scores-title">
        <h2 id="scores-title">{words.t('scores.title')}</h2>
        <p class="lead">{words.t('scores.lead')}</p>
        <Figure loaded={scores} lines={8}>
          {(data) => (
            <>
              {data.rows.length === 0 ? (
                <Empty>{words.t('scores.none')}</Empty>
              ) : (
                <ScoreTable rows={data.rows} minPersons={data.minPersons} />
              )}
              <AnswerLine meta={data.meta} />
            </>
          )}
        </Figure>
      </section>
      <Fold
        id="place"
        title={words.t('place.title')}
        hint={words.t('place.hint')}
        open={address.task === 'order'}
        onToggle={(open) => go({ ...address, task: open ? 'order' : undefined })}
      >
        {() => <PlaceOrder area={area} year={year} groups={groupsOf(memo.data?.rows ?? [])} />}
      </Fold>
    </Frame>
  )
}
