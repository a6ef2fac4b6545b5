import type { MemoRow } from '../../contracts/orders.ts'
import { BandTable } from '../parts/band-table.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.ts'

/** A median below this many persons is no shortage to order against. */
const HALF_A_PERSON = 0.5

/** Gaps by occupation group, largest shortage first, and how much of each is ordered. */
export function GroupTable({ rows }: { readonly rows: readonly MemoRow[] }) {
  const { words, address } = useView()
  const title = words.t('groups.title')
  const isChosen = (row: MemoRow) => row.occupation === address.group
  /** Places over the median shortage; where none is expected there is nothing to cover. */
  const coverage = (row: MemoRow) => {
    if (row.gap.p50 < HALF_A_PERSON) return row.ordered > 0 ? <b class="alarm">{words.t('groups.noShortage')}</b> : '–'
    const { coverage: part } = row
    const share = part === null ? '–' : words.percent(100 * part, part > 0 && part < 0.1 ? 1 : 0)
    return row.exceedsGap ? <b class="alarm">{words.t('groups.beyond', { share })}</b> : share
  }
  return (
    <section aria-labelledby="groups-title">
      <h2 id="groups-title">{title}</h2>
      <p class="lead">{words.t('groups.lead')}</p>
      <ScrollBox label={title}>
        <BandTable
          title={title}
          class="chooser"
          rows={rows}
          keyOf={(row) => row.occupation}
          band={(row) => row.gap}
          isChosen={isChosen}
          name={{
            head: words.t('term.occupation'),
            cell: (row) => (
              <ViewLink to={{ ...address, group: isChosen(row) ? undefined : row.occupation }} current={isChosen(row)}>
                {words.label(row.label)}
              </ViewLink>
            ),
          }}
          medianHead={words.t('term.gapShort')}
          last={[
            { head: words.t('groups.pShortage'), cell: (row) => words.probability(row.pShortage) },
            {
              head: words.t('groups.ordered'),
              cell: (row) => <data value={row.ordered}>{words.persons(row.ordered)}</data>,
            },
            { head: words.t('groups.coverage'), cell: coverage },
          ]}
        />
      </ScrollBox>
    </section>
  )
}
