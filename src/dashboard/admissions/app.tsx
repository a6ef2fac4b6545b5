import type { z } from 'zod'
import type { AdviceAnswer, Programme, ProgrammeList } from '../../contracts/programmes.ts'
import { apiPath, getJson } from '../api.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { Exports } from '../parts/exports.tsx'
import { Frame } from '../parts/frame.tsx'
import { Figure, Problem } from '../parts/states.tsx'
import { queryText } from '../query.ts'
import { useLoad } from '../use-load.ts'
import { type AdmissionsAddress, adviceParams } from './address.ts'
import { Cobweb } from './cobweb.tsx'
import { Coordination } from './coordination.tsx'
import { Finder } from './finder.tsx'
import { Quota } from './quota.tsx'
import { Regret } from './regret.tsx'
import { Verdict } from './verdict.tsx'
import { OriginBadge, useView } from './view.tsx'
import { Waterfall } from './waterfall.tsx'

type Programmes = z.infer<typeof ProgrammeList>

/** Address of the advice behind the page. */
function advicePath(address: AdmissionsAddress): string {
  const params = new URLSearchParams(adviceParams(address))
  params.set('lang', address.lang)
  return `v1/programmes/${encodeURIComponent(address.programme!)}/advice?${queryText(params)}`
}

/** What an admissions office asks: an intake for the years in which its students graduate. */
export function AdmissionsApp() {
  const { words, address } = useView()
  const programmes = useLoad<Programmes>(apiPath('programmes'), getJson)
  const rows = programmes.data?.rows ?? []
  const chosen = rows.find((row) => row.id === address.programme)
  const advice = useLoad<AdviceAnswer>(address.programme ? advicePath(address) : undefined, getJson)
  const title = words.t('page.title')
  return (
    <Frame
      title={chosen ? `${words.label(chosen.name)} – ${title}` : title}
      heading={words.t('page.heading')}
      aside={<p class="lead">{words.t('page.lead')}</p>}
      class="admissions"
      busy={advice.busy || programmes.busy}
      footer={words.t('footer.admissions')}
    >
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
          {advice.problem?.code === 'HORIZON_TOO_SHORT' && <p class="warning">{words.t('problem.horizon')}</p>}
          <Figure loaded={advice} lines={60}>
            {(answer) => <Advice answer={answer} path={advicePath(address)} />}
          </Figure>
        </>
      )}
    </Frame>
  )
}

function About({ programme }: { readonly programme: Programme }) {
  const { words } = useView()
  const facts: [string, string][] = [
    [words.t('about.level'), words.look(`level.${programme.level}`)],
    [words.t('about.code'), programme.moetCode],
    [words.t('about.field'), `${programme.field} · ${words.label(programme.fieldName)}`],
    [words.t('about.length'), words.t('years', { n: programme.lengthYears })],
    [words.t('about.intake', { year: programme.intakeYear }), words.persons(programme.currentIntake)],
    [
      words.t('about.announced', { year: programme.intakeYear + 1 }),
      programme.announced === null ? words.t('about.notAnnounced') : words.persons(programme.announced),
    ],
    [words.t('about.capacity'), words.persons(programme.capacity)],
    [words.t('about.students'), words.persons(programme.students)],
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
  const { words } = useView()
  return (
    <>
      <Verdict answer={answer} />
      <Waterfall answer={answer} />
      <Regret answer={answer} />
      <Quota quota={answer.quota} />
      <Coordination body={answer.coordination} own={answer.about.id} />
      <Cobweb years={answer.about.lengthYears} />
      <section aria-labelledby="evidence-title">
        <h2 id="evidence-title">{words.t('evidence.title')}</h2>
        <p class="lead">{words.t('evidence.note')}</p>
        <Exports path={path} />
        <AnswerLine meta={answer.meta} />
      </section>
    </>
  )
}
