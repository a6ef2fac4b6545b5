import { render } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { z } from 'zod'
import type { IngestDetail, IngestList } from '../../contracts/quality.ts'
import { parseAddress } from '../address.ts'
import { type Areas, apiPath, getJson, type Sources } from '../api.ts'
import { LANGUAGES, wordsOf } from '../language.ts'
import { type Page, PageContext } from '../page.tsx'
import { inLanguage } from '../parts/source-line.tsx'
import { Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { type DataAddress, formatData, parseData } from './address.ts'
import { IngestTable } from './ingests.tsx'
import { RefusedRows } from './refused.tsx'
import { Report } from './report.tsx'
import { Revisions } from './revisions.tsx'
import { SourceTable } from './sources.tsx'
import { createView, useView, type View, ViewContext, ViewLink } from './view.tsx'

type Ingests = z.infer<typeof IngestList>
type Detail = z.infer<typeof IngestDetail>
const MOST = 200

function useData(): readonly [DataAddress, View['go']] {
  const [address, setAddress] = useState(() => parseData(location.search))
  useEffect(() => {
    const read = () => setAddress(parseData(location.search))
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [])
  return [
    address,
    (next) => {
      const query = formatData(next)
      if (query !== location.search) history.pushState(null, '', query)
      setAddress(next)
    },
  ]
}

/** The report that is open: the one asked for, else the newest file that something must be said about. */
const chooseIngest = (rows: Ingests['rows'], asked: number | undefined): number | undefined =>
  asked ?? (rows.find((row) => row.open > 0) ?? rows.find((row) => row.jumps > 0) ?? rows[0])?.id

function DataApp() {
  const [address, go] = useData()
  const words = useMemo(() => wordsOf(address.lang), [address.lang])
  const view = createView(words, address, go)
  const { say } = view
  const ingests = useLoad<Ingests>(apiPath('ingests', { limit: MOST }), getJson)
  const sources = useLoad<Sources>(apiPath('sources'), getJson)
  const areas = useLoad<Areas>(apiPath('areas'), getJson).data?.rows ?? []
  const chosen = chooseIngest(ingests.data?.rows ?? [], address.ingest)
  const detail = useLoad<Detail>(chosen === undefined ? undefined : apiPath(`ingests/${chosen}`), getJson)
  useEffect(() => {
    document.documentElement.lang = address.lang
    document.title = `${say('page.title')} – Nhân lực`
  }, [address.lang])
  return (
    <PageContext.Provider value={pageOf(view)}>
      <ViewContext.Provider value={view}>
        <a class="skip" href="#main">
          {words.t('nav.skip')}
        </a>
        <Masthead />
        <main id="main" class="data-view" tabIndex={-1} aria-busy={ingests.busy}>
          <div class="intro">
            <h1>{say('page.title')}</h1>
          </div>
          <p class="headline">{say('page.lead')}</p>
          <Figure loaded={ingests} lines={40}>
            {({ rows, next, meta }) => (
              <>
                <Figure loaded={sources} lines={10}>
                  {(data) => <SourceTable sources={data.rows} today={meta.asOf} />}
                </Figure>
                <IngestTable rows={rows} chosen={chosen} />
                {next !== null && <p class="note">{say('ingests.more', { n: MOST })}</p>}
                {chosen !== undefined && (
                  <Figure loaded={detail} lines={20}>
                    {({ ingest, quality }) => <Report ingest={ingest} quality={quality} areas={areas} />}
                  </Figure>
                )}
                <RefusedRows />
                <Revisions areas={areas} />
                <p class="source">
                  {inLanguage(meta.method, words.lang).replace(/\.?$/, '.')} <span lang="en">{meta.licence}</span>
                </p>
              </>
            )}
          </Figure>
        </main>
        <footer>
          <p>{words.t('footer.text')}</p>
        </footer>
      </ViewContext.Provider>
    </PageContext.Provider>
  )
}

/** Parts that the sector view shares look for its context; here it carries words only. */
function pageOf({ words, address }: View): Page {
  const choice = {
    ...parseAddress(''),
    lang: address.lang,
    area: 'VN',
    year: 0,
    subject: { kind: 'sector', id: '_T' },
  } as const
  return { words, choice, areaName: '', parent: undefined, release: undefined, sources: [], go: () => {} }
}

function Masthead() {
  const { words, address, say } = useView()
  return (
    <header class="masthead">
      <div class="brand">
        <strong>Nhân lực</strong>
        <span>{words.t('brand.subtitle')}</span>
      </div>
      <nav aria-label={say('nav.views')} class="switch">
        <a href={`?lang=${address.lang}`}>{say('nav.sectors')}</a>
        <a href={formatData(address)} aria-current="true">
          {words.t('nav.data')}
        </a>
        <a href={`?view=admissions&lang=${address.lang}`}>{words.t('nav.admissions')}</a>
      </nav>
      <nav aria-label={words.t('nav.language')} class="switch">
        {LANGUAGES.map((lang) => (
          <ViewLink key={lang} to={{ ...address, lang }} current={lang === address.lang} lang={lang}>
            {lang === 'vi' ? 'Tiếng Việt' : 'English'}
          </ViewLink>
        ))}
      </nav>
      <nav aria-label={words.t('nav.more')} class="plain">
        <a href="docs">API</a>
      </nav>
    </header>
  )
}

export function renderData(root: HTMLElement): void {
  render(<DataApp />, root)
}
