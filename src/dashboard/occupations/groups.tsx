import type { MemoRow } from '../../contracts/orders.ts'
import { BandTable } from '../parts/band-table.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.ts'

/** Gaps by occupation group, largest shortage first; choosing one opens its pathways and skills. */
export function GroupTable(props: { readonly rows: readonly MemoRow[]; readonly chosen: MemoRow | undefined }) {
  const { words, address } = useView()
  const { rows, chosen } = props
  const title = words.t('groups.title')
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
          isChosen={(row) => row === chosen}
          name={{
            head: words.t('term.occupation'),
            cell: (row) => (
              <ViewLink
                to={{ ...address, group: row.occupation, way: undefined, job: undefined, all: undefined }}
                current={row === chosen}
              >
                {words.label(row.label)}
              </ViewLink>
            ),
          }}
          medianHead={words.t('term.gapShort')}
          last={[
            { head: words.t('groups.pShortage'), cell: (row) => words.probability(row.pShortage) },
            { head: words.t('groups.pSurplus'), cell: (row) => words.probability(row.pSurplus) },
          ]}
        />
      </ScrollBox>
    </section>
  )
}
