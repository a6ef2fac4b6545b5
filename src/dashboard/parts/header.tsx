import type { Areas } from '../api.ts'
import { LANGUAGES } from '../language.ts'
import { StateLink, usePage } from '../page.tsx'

/** Name, area and language; the areas are those the current release has gaps for. */
export function Header({ areas }: { readonly areas: Areas['rows'] }) {
  const { words, choice } = usePage()
  const served = areas
    .filter((area) => area.hasGaps)
    .sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'country' ? 1 : -1))
  return (
    <header class="masthead">
      <div class="brand">
        <strong>Nhân lực</strong>
        <span>{words.t('brand.subtitle')}</span>
      </div>
      <nav aria-label={words.t('nav.area')} class="switch">
        {served.map((area) => (
          <StateLink key={area.id} change={{ area: area.id }} current={area.id === choice.area}>
            {words.label(area.name)}
          </StateLink>
        ))}
      </nav>
      <nav aria-label={words.t('nav.language')} class="switch">
        {LANGUAGES.map((lang) => (
          <StateLink key={lang} change={{ lang }} current={lang === choice.lang} lang={lang}>
            {lang === 'vi' ? 'Tiếng Việt' : 'English'}
          </StateLink>
        ))}
      </nav>
      <nav aria-label={words.t('nav.more')} class="plain">
        <a href={`?view=admissions&lang=${choice.lang}`}>{words.t('nav.admissions')}</a>
        <a href={`?view=data&lang=${choice.lang}`}>{words.t('nav.data')}</a>
        <a href="#method">{words.t('nav.method')}</a>
        <a href="docs">API</a>
      </nav>
    </header>
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
