import type { GapRow } from '../api.ts'
import type { Words } from '../language.ts'
import { codeOf } from '../panel.ts'

/** Short name of a section as it is said in speech; the official name of anything else. */
export function shortName(words: Words, row: Pick<GapRow, 'sector' | 'kind' | 'label'>): string {
  if (row.kind === 'section') return words.look(`section.${codeOf(row.sector)}`, words.label(row.label))
  return row.kind === 'total' ? words.t('subject.total') : words.label(row.label)
}

/** How the release made its gaps, in words of the page's language, with the settings that decide the numbers. */
export function gapMethod(
  words: Words,
  manifest: { readonly supplyMethod: string; readonly draws: number; readonly seed: number } | undefined,
): string {
  if (!manifest) return '…'
  return words.t('method.gaps', {
    supply: words.look(`supply.${manifest.supplyMethod.split(':')[0]}`, manifest.supplyMethod),
    draws: words.number(manifest.draws, 0),
    seed: manifest.seed,
  })
}
