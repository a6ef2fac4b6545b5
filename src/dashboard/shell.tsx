import type { ComponentType } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { wordsOf } from './language.ts'
import { Masthead } from './parts/masthead.tsx'
import { Waiting } from './parts/states.tsx'
import { languageIn } from './query.ts'
import { ShellContext } from './use-shell.ts'
import { type ViewId, viewIn } from './view-names.ts'
import { loadView } from './views.ts'

/** The address as state: every change is a history entry, and back and forward come back here. */
function useQuery(): readonly [string, (query: string) => void] {
  const [query, setQuery] = useState(location.search)
  useEffect(() => {
    const read = () => setQuery(location.search)
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [])
  const go = (next: string) => {
    if (next !== location.search) history.pushState(null, '', next)
    setQuery(next)
  }
  return [query, go]
}

const loaded = new Map<ViewId, ComponentType>()

/** The component of a view; undefined while its script is on its way, or when it did not come. */
function useScript(id: ViewId): { View: ComponentType | undefined; failed: boolean } {
  const [failed, setFailed] = useState<ViewId>()
  const [, arrived] = useState<ViewId>()
  useEffect(() => {
    if (loaded.has(id)) return
    loadView[id]().then(
      (View) => {
        loaded.set(id, View)
        arrived(id)
      },
      () => setFailed(id),
    )
  }, [id])
  return { View: loaded.get(id), failed: failed === id }
}

/** The page around the views: header, navigation, language and address. */
export function Shell() {
  const [query, go] = useQuery()
  const lang = languageIn(new URLSearchParams(query))
  const view = viewIn(query)
  const words = useMemo(() => wordsOf(lang), [lang])
  const [first] = useState(view)
  const [moved, setMoved] = useState(false)
  if (view !== first && !moved) setMoved(true)
  // Before the views ask for data: the text of an answer is in the language of the document.
  document.documentElement.lang = lang
  const { View, failed } = useScript(view)
  return (
    <ShellContext.Provider value={{ lang, words, view, query, moved, go }}>
      <a class="skip" href="#main">
        {words.t('nav.skip')}
      </a>
      <Masthead />
      {View ? (
        <View key={view} />
      ) : (
        <main id="main" tabIndex={-1} aria-busy={!failed}>
          {failed ? (
            <div class="problem" role="alert">
              <p>
                <strong>{words.t('state.offline')}</strong>
              </p>
              <button type="button" onClick={() => location.reload()}>
                {words.t('state.retry')}
              </button>
            </div>
          ) : (
            <Waiting lines={60} />
          )}
        </main>
      )}
    </ShellContext.Provider>
  )
}
