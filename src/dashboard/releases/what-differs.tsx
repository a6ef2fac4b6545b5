import type { ReleaseChanges } from '../api.ts'
import { useView } from './view.ts'

const CAUSES = ['data', 'model', 'assumptions'] as const

/** The answer first: what differs between the two, and where the gap moved most. */
export function WhatDiffers({ changes }: { readonly changes: ReleaseChanges }) {
  const { words } = useView()
  const { causes, rows } = changes
  const list = (keep: (value: boolean | null) => boolean) =>
    CAUSES.filter((cause) => keep(causes[cause]))
      .map((cause) => words.t(`cause.${cause}`))
      .join(', ')
  const known = list((value) => value === true)
  const unknown = list((value) => value === null)
  const moved = rows.filter((row) => Math.round(row.gap.change) !== 0)
  const most = moved.reduce<(typeof rows)[number] | undefined>(
    (a, b) => (a && Math.abs(a.gap.change) >= Math.abs(b.gap.change) ? a : b),
    undefined,
  )
  return (
    <p class="headline">
      {known === '' ? words.t('differs.nothing') : words.t('differs.known', { causes: known })}{' '}
      {unknown !== '' && `${words.t('differs.unknown', { causes: unknown })} `}
      {most
        ? words.t('differs.most', {
            n: moved.length,
            all: rows.length,
            sector: words.label(most.label),
            before: words.signedThousands(most.gap.before),
            after: words.signedThousands(most.gap.after),
          })
        : words.t('differs.still')}
    </p>
  )
}
