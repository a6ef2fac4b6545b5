import type { GapRow } from '../api.ts'
import { useShell } from '../use-shell.ts'

/** The likeliest rating and how probable it is; where no class reaches one half, that it is unclear. */
export function Rating({ row }: { readonly row: GapRow }) {
  const { words } = useShell()
  const rating = words.t(`rating.${row.rating}`)
  return (
    <>
      {row.ratingIsClear ? rating : words.t('rating.unclear', { rating: rating.toLocaleLowerCase(words.lang) })}{' '}
      <small>({words.probability(row.ratingProbability)})</small>
    </>
  )
}
