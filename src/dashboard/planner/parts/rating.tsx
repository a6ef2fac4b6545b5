import type { GapRow } from '../../api.ts'
import { usePage } from '../page.tsx'

/** The likeliest rating and how probable it is; where no class reaches one half, that it is unclear. */
export function Rating({ row }: { readonly row: GapRow }) {
  const { words } = usePage()
  const rating = words.t(`rating.${row.rating}`)
  return (
    <>
      {row.ratingIsClear ? rating : words.t('rating.unclear', { rating })}{' '}
      <small>({words.probability(row.ratingProbability)})</small>
    </>
  )
}
