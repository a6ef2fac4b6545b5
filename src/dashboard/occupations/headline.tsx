import type { GapRow } from '../api.ts'
import { useView } from './view.ts'

type Group = Pick<GapRow, 'label' | 'gap' | 'pShortage'>

/** From one half on a shortage is likelier than not. */
const LIKELY = 0.5

/** The answer first: the group most surely short, the one with the largest surplus, and how sure both are. */
export function OccupationHeadline(props: {
  readonly rows: readonly Group[]
  readonly area: string
  readonly year: number
}) {
  const { words } = useView()
  const { rows, area, year } = props
  const most = rows.reduce((a, b) => (b.pShortage > a.pShortage ? b : a))
  const least = rows.reduce((a, b) => (b.gap.p50 < a.gap.p50 ? b : a))
  const isUnsure = most.gap.p10 < 0 && most.gap.p90 > 0
  return (
    <p class="headline">
      {words.t(most.pShortage >= LIKELY ? 'headline.short' : 'headline.none', {
        area,
        year,
        group: words.label(most.label),
        gap: words.signedThousands(most.gap.p50),
        range: words.range(most.gap, true),
        p: words.probability(most.pShortage),
      })}{' '}
      {isUnsure && `${words.t('headline.unsure')} `}
      {least.gap.p50 < 0 &&
        words.t('headline.surplus', { group: words.label(least.label), gap: words.thousands(-least.gap.p50) })}
    </p>
  )
}
