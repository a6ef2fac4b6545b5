import type { GapRow } from '../api.ts'
import { BandTable } from '../parts/band-table.tsx'
import { Rating } from '../parts/rating.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.ts'

/** Gaps by occupation group, largest shortage first; choosing one opens its women and men, drivers, pathways and skills. */
export function GroupTable(props: {
  /** Of the chosen sex. */
  readonly rows: readonly GapRow[]
  /** Of all sexes. */
  readonly all: readonly GapRow[]
  readonly chosen: GapRow
}) {
  const { words, address } = useView()
  const { rows, all, chosen } = props
  const demandOf = (row: GapRow, sex: string): number | undefined =>
    all.find((one) => one.occupation === row.occupation && one.sex === sex)?.demand.p50
  const women = (row: GapRow): string => {
    const [own, both] = [demandOf(row, 'F'), demandOf(row, 'T')]
    return own === undefined || !both ? '–' : words.percent((100 * own) / both, 0)
  }
  const title =
    address.sex === 'T'
      ? words.t('groups.title')
      : words.t('groups.ofSex', { who: words.t(`who.${address.sex}`).toLowerCase() })
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
            {
              head: words.t('term.pShortage', { threshold: words.number(chosen.shortageThresholdPercent, 0) }),
              cell: (row) => words.probability(row.pShortage),
            },
            { head: words.t('term.ratingOf'), cell: (row) => <Rating row={row} />, class: 'text wide' },
            { head: words.t('groups.women'), cell: women },
          ]}
        />
      </ScrollBox>
    </section>
  )
}
