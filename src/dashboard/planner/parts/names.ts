import type { GapRow } from '../../api.ts'
import type { PlannerWords } from '../page.tsx'
import { codeOf } from '../panel.ts'

/** Short name of a section as it is said in speech; the official name of anything else. */
export function shortName(words: PlannerWords, row: Pick<GapRow, 'sector' | 'kind' | 'label'>): string {
  if (row.kind === 'section') return words.look(`section.${codeOf(row.sector)}`, words.label(row.label))
  return row.kind === 'total' ? words.t('subject.total') : words.label(row.label)
}

type Manifest = { readonly supplyMethod: string; readonly draws: number }

/** How the release made its gaps, short enough to stand under every figure. */
export const gapMethod = (words: PlannerWords, manifest: Manifest | undefined): string =>
  manifest ? words.t('method.gaps', { draws: words.number(manifest.draws, 0) }) : '…'

/** The same in full, for the method section. The id of the supply method stands before the colon. */
export const gapMethodInFull = (words: PlannerWords, manifest: Manifest): string =>
  words.t('method.full', {
    supply: words.look(`supply.${manifest.supplyMethod.split(':')[0]}`, manifest.supplyMethod),
    draws: words.number(manifest.draws, 0),
  })
