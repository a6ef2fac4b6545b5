import type { GapRow, Lenses } from '../../api.ts'
import { Persons, Range } from '../../parts/quantity.tsx'
import { Rating } from '../../parts/rating.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { StateLink, usePage } from '../page.tsx'
import type { Panel } from '../panel.ts'
import { gapMethod } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'

function Card({ row }: { readonly row: GapRow }) {
  const { words, choice } = usePage()
  const chosen = choice.subject.kind === 'lens' && choice.subject.id === row.sector
  return (
    <li class="card" data-chosen={chosen} data-lens={row.sector}>
      <h3>
        <StateLink change={{ subject: { kind: 'lens', id: row.sector }, sex: 'T' }} current={chosen}>
          {words.label(row.label)}
        </StateLink>
      </h3>
      <p class="from-to">
        <span class="from">
          <Persons value={row.base.value} /> <small>{row.base.year}</small>
        </span>
        <span aria-hidden="true"> → </span>
        <span class="visually-hidden">{words.t('card.to')}</span>
        <strong>
          <Persons value={row.demand.p50} />
        </strong>{' '}
        <small>{row.year}</small>
      </p>
      <p class="band">
        <Range band={row.demand} />
      </p>
      <dl>
        <div>
          <dt>{words.t('term.gap')}</dt>
          <dd>
            <Persons value={row.gap.p50} signed /> <Range band={row.gap} signed />
          </dd>
        </div>
        <div>
          <dt>{words.t('term.pShortage', { threshold: words.number(row.shortageThresholdPercent, 0) })}</dt>
          <dd>
            <span class="meter" aria-hidden="true">
              <i style={{ width: `${row.pShortage * 100}%` }} />
            </span>{' '}
            {words.probability(row.pShortage)}
          </dd>
        </div>
        <div>
          <dt>{words.t('term.ratingOf')}</dt>
          <dd>
            <Rating row={row} />
          </dd>
        </div>
      </dl>
      <p class="badges">
        <StatusBadge status={row.base.obsStatus} />
      </p>
    </li>
  )
}

/** The growth-sector lenses, one card each. They overlap, and the page says so before anybody adds them. */
export function LensCards({ panel, lenses }: { readonly panel: Panel; readonly lenses: Lenses['rows'] }) {
  const { words, choice, release } = usePage()
  const order =
    lenses.length > 0 ? lenses.map((lens) => lens.id).filter((id) => panel.lenses.includes(id)) : panel.lenses
  const rows = order.flatMap((id) => panel.find(id, choice.year) ?? [])
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="lenses-title">
      <h2 id="lenses-title">{words.t('lenses.title', { year: choice.year })}</h2>
      <p class="lead">{words.t('lenses.note')}</p>
      <ul class="cards">
        {rows.map((row) => (
          <Card key={row.sector} row={row} />
        ))}
      </ul>
      <SourceLine
        statuses={['F', ...rows.map((row) => row.base.obsStatus)]}
        method={gapMethod(words, release?.manifest)}
      />
    </section>
  )
}
