import type { Areas } from '../../api.ts'
import { StateLink, usePage } from '../page.tsx'

/** The areas that the current release has gaps for, the country last, and the way to the method. */
export function AreaSwitch({ areas }: { readonly areas: Areas['rows'] }) {
  const { words, choice } = usePage()
  const served = areas
    .filter((area) => area.hasGaps)
    .sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'country' ? 1 : -1))
  return (
    <div class="area-row">
      <nav aria-label={words.t('nav.area')} class="switch areas">
        {served.map((area) => (
          <StateLink key={area.id} change={{ area: area.id }} current={area.id === choice.area}>
            {words.label(area.name)}
          </StateLink>
        ))}
      </nav>
      <a href="#method">{words.t('nav.method')}</a>
    </div>
  )
}

/** Which release this is: id, data cut-off, base year, horizon, seed. */
export function ReleaseBanner() {
  const { words, release } = usePage()
  const manifest = release?.manifest
  const facts: [string, string][] = [
    [words.t('release.id'), release?.id ?? '…'],
    [words.t('release.asOf'), manifest ? words.day(manifest.asOf) : '…'],
    [words.t('release.base'), manifest ? String(manifest.baseYear) : '…'],
    [words.t('release.horizon'), manifest ? `${manifest.baseYear + 1}–${manifest.lastYear}` : '…'],
    [words.t('release.seed'), manifest ? String(manifest.seed) : '…'],
  ]
  return (
    <dl class="release" aria-label={words.t('release.title')}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
