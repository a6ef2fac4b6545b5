import { LANGUAGES } from '../language.ts'
import { queryIn } from '../query.ts'
import { useShell } from '../use-shell.ts'
import { VIEWS, viewHref, viewLabel } from '../view-names.ts'
import { StateLink } from './link.tsx'

/** The one header of all views: name, views, language, and where other programs look. */
export function Masthead() {
  const { words, lang, view, query } = useShell()
  return (
    <header class="masthead">
      <div class="brand">
        <strong>Nhân lực</strong>
        <span>{words.t('brand.subtitle')}</span>
      </div>
      <nav aria-label={words.t('nav.views')} class="switch views">
        {VIEWS.map((id) => (
          <StateLink
            key={id}
            to={id === view ? queryIn(query, lang) : viewHref(id, lang)}
            current={id === view && 'page'}
          >
            {words.t(viewLabel(id))}
          </StateLink>
        ))}
      </nav>
      <nav aria-label={words.t('nav.language')} class="switch languages">
        {LANGUAGES.map((to) => (
          <StateLink key={to} to={queryIn(query, to)} current={to === lang} lang={to}>
            {to === 'vi' ? 'Tiếng Việt' : 'English'}
          </StateLink>
        ))}
      </nav>
      <nav aria-label={words.t('nav.more')} class="plain">
        <a href="docs">API</a>
      </nav>
    </header>
  )
}
