import { render } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { z } from 'zod'
import type { AdviceAnswer, Programme, ProgrammeList } from '../../contracts/programmes.ts'
import { parseAddress } from '../address.ts'
import { apiPath, getJson } from '../api.ts'
import { Exports } from '../figures/exports.tsx'
import { LANGUAGES, wordsOf } from '../language.ts'
import { type Page, PageContext } from '../page.tsx'
import { Figure, Problem } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { type AdmissionsAddress, adviceParams, formatAdmissions, parseAdmissions } from './address.ts'
import { Cobweb } from './cobweb.tsx'
import { Coordination } from './coordination.tsx'
import { Finder } from './finder.tsx'
import { Quota } from './quota.tsx'
import { Regret } from './regret.tsx'
import { Verdict } from './verdict.tsx'
import { createView, OriginBadge, useView, type View, ViewContext, ViewLink } from './view.tsx'
import { Waterfall } from './waterfall.tsx'

type Programmes = z.infer<typeof ProgrammeList>

/** Address of the advice behind the page. */
function advicePath(address: AdmissionsAddress): string {
  const params = new URLSearchParams(adviceParams(address))
  params.set('lang', address.lang)
  return `v1/programmes/${encodeURIComponent(address.programme!)}/advice?${params.toString().replaceAll('%3A', ':').replaceAll('%2F', '/')}`
}

function useAdmissions(): readonly [AdmissionsAddress, View['go']] {
  const [address, setAddress] = useState(() => parseAdmissions(location.search))
  useEffect(() => {
    const read = () => setAddress(parseAdmissions(location.search))
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [])
  return [
    address,
    (next) => {
      const query = formatAdmissions(next)
      if (query !== location.search) history.pushState(null, '', query)
      setAddress(next)
    },
  ]
}

function AdmissionsApp() {
  const [address, go] = useAdmissions()
  const words = useMemo(() => wordsOf(address.lang), [address.lang])
  const view = createView(words, address, go)
  const { say } = view
  const programmes = useLoad<Programmes>(apiPath('programmes'), getJson)
  const rows = programmes.data?.rows ?? []
  const chosen = rows.find((row) => row.id === address.programme)
  const advice = useLoad<AdviceAnswer>(address.programme ? advicePath(address) : undefined, getJson)
  useEffect(() => {
    document.documentElement.lang = address.lang
    document.title = chosen ? `${words.label(chosen.name)} – ${say('page.title')}` : say('page.title')
  }, [address.lang, chosen, words])
  return (
    <PageContext.Provider value={pageOf(view)}>
      <ViewContext.Provider value={view}>
        <a class="skip" href="#main">
          {words.t('nav.skip')}
        </a>
        <Masthead />
        <main id="main" class="admissions" tabIndex={-1} aria-busy={advice.busy || programmes.busy}>
          <div class="intro">
            <h1>{say('page.heading')}</h1>
            <p class="lead">{say('page.lead')}</p>
          </div>
          {programmes.data?.notice && (
            <p class="synthetic" role="note">
              {words.label(programmes.data.notice)}
            </p>
          )}
          {programmes.problem && <Problem loaded={programmes} />}
          {programmes.data && <Finder rows={rows} chosen={chosen} />}
          {chosen && <About programme={chosen} />}
          {address.programme && (
            <>
              {advice.problem?.code === 'HORIZON_TOO_SHORT' && <p class="warning">{say('problem.horizon')}</p>}
              <Figure loaded={advice} lines={60}>
                {(answer) => <Advice answer={answer} path={advicePath(address)} />}
              </Figure>
            </>
          )}
        </main>
        <footer>
          <p>{say('footer.text')}</p>
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
    area: 'VN-HN',
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
        <a href={formatAdmissions(address)} aria-current="true">
          {say('nav.admissions')}
        </a>
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

function About({ programme }: { readonly programme: Programme }) {
  const { words, say, name, persons } = useView()
  const facts: [string, string][] = [
    [say('about.level'), name(`level.${programme.level}`)],
    [say('about.code'), programme.moetCode],
    [say('about.field'), `${programme.field} · ${words.label(programme.fieldName)}`],
    [say('about.length'), say('years', { n: programme.lengthYears })],
    [say('about.intake', { year: programme.intakeYear }), persons(programme.currentIntake)],
    [
      say('about.announced', { year: programme.intakeYear + 1 }),
      programme.announced === null ? say('about.notAnnounced') : persons(programme.announced),
    ],
    [say('about.capacity'), persons(programme.capacity)],
    [say('about.students'), persons(programme.students)],
  ]
  return (
    <section aria-labelledby="programme-title">
      <h2 id="programme-title">
        {words.label(programme.name)} <small>{words.label(programme.institution.name)}</small>{' '}
        <OriginBadge status={programme.status} />
      </h2>
      <dl class="release">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The advice, in the order an admissions office asks. */
function Advice({ answer, path }: { readonly answer: AdviceAnswer; readonly path: string }) {
  const { say } = useView()
  return (
    <>
      <Verdict answer={answer} />
      <Waterfall answer={answer} />
      <Regret answer={answer} />
      <Quota quota={answer.quota} />
      <Coordination body={answer.coordination} own={answer.about.id} />
      <Cobweb years={answer.about.lengthYears} />
      <section aria-labelledby="evidence-title">
        <h2 id="evidence-title">{say('evidence.title')}</h2>
        <p class="lead">{say('evidence.note')}</p>
        <Exports path={path} />
        <p class="source">
          {say('source.line', { release: answer.meta.release ?? '', status: answer.meta.status })} {answer.meta.method}
        </p>
      </section>
    </>
  )
}

export function renderAdmissions(root: HTMLElement): void {
  render(<AdmissionsApp />, root)
}
