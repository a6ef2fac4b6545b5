import type { GapRow } from '../../api.ts'
import { usePage } from '../page.tsx'

/** The rating of the median gap and how probable that class is. */
export function Rating({ row }: { readonly row: GapRow }) {
  const { words } = usePage()
  return (
    <>
      {words.t(`rating.${row.rating}`)} <small>({words.probability(row.ratingProbabilities[row.rating])})</small>
    </>
  )
}
