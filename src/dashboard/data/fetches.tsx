import type { z } from 'zod'
import type { FetchList, ScheduleRow } from '../../contracts/quality.ts'
import { apiPath, getJson } from '../api.ts'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { useView } from './view.ts'

type Fetches = z.infer<typeof FetchList>
const SHOWN = 12

/** Sources that are fetched by themselves: when next, what came last, and why not. */
export function FetchedSources() {
  const { words } = useView()
  const fetches = useLoad<Fetches>(apiPath('fetches'), getJson)
  return (
    <section aria-labelledby="fetches-title">
      <h2 id="fetches-title">{words.t('fetches.title')}</h2>
      <p class="lead">{words.t('fetches.lead')}</p>
      <Figure loaded={fetches} lines={4}>
        {({ schedules, rows }) => (
          <>
            {schedules.length === 0 ? <Empty>{words.t('fetches.none')}</Empty> : <Schedules schedules={schedules} />}
            {rows.length > 0 && (
              <>
                <h3>{words.t('answers.title')}</h3>
                <Exports path={apiPath('fetches', { lang: words.lang })} />
                <Answers rows={rows.slice(0, SHOWN)} />
              </>
            )}
          </>
        )}
      </Figure>
    </section>
  )
}

function Schedules({ schedules }: { readonly schedules: readonly ScheduleRow[] }) {
  const { words } = useView()
  return (
    <ScrollBox label={words.t('fetches.title')}>
      <table class="schedules">
        <caption class="visually-hidden">{words.t('fetches.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('fetches.schedule')}</th>
            <th scope="col">{words.t('fetches.every')}</th>
            <th scope="col">{words.t('fetches.next')}</th>
            <th scope="col">{words.t('fetches.last')}</th>
            <th scope="col" class="text">
              {words.t('fetches.result')}
            </th>
          </tr>
        </thead>
        <tbody>
          {schedules.map((one) => (
            <tr key={one.id} data-schedule={one.id} data-failures={one.failures}>
              <th scope="row">
                {one.id} <small>{one.connector}</small>
              </th>
              <td>{words.t('fetches.hours', { n: words.number(one.everyHours, 0) })}</td>
              <td>
                <time dateTime={one.nextDue}>{words.moment(one.nextDue)}</time>
              </td>
              <td>{one.lastAt === null ? '–' : <time dateTime={one.lastAt}>{words.moment(one.lastAt)}</time>}</td>
              <td class="text">
                <Result one={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Result({ one }: { readonly one: ScheduleRow }) {
  const { words } = useView()
  const { lastResult: done, lastErrorText: error, failures } = one
  const stored = done?.ingests.reduce((sum, ingest) => sum + ingest.stored, 0) ?? 0
  const refused = done?.ingests.reduce((sum, ingest) => sum + ingest.quarantined, 0) ?? 0
  return (
    <>
      {error && (
        <>
          <span class="badge alarm">{words.t('fetches.failed', { n: failures })}</span> {words.label(error)}{' '}
        </>
      )}
      {done &&
        words.t(one.loads ? 'fetches.loaded' : 'fetches.fetched', {
          bodies: words.number(done.bodies, 0),
          fresh: words.number(done.fresh, 0),
          stored: words.number(stored, 0),
          refused: words.number(refused, 0),
        })}
      {!done && !error && '–'}
    </>
  )
}

function Answers({ rows }: { readonly rows: Fetches['rows'] }) {
  const { words } = useView()
  return (
    <ScrollBox label={words.t('answers.title')}>
      <table class="answers">
        <caption class="visually-hidden">{words.t('answers.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('answers.file')}</th>
            <th scope="col">{words.t('answers.at')}</th>
            <th scope="col" class="text">
              {words.t('answers.outcome')}
            </th>
            <th scope="col">{words.t('answers.bytes')}</th>
            <th scope="col" class="text">
              {words.t('answers.reason')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-answer={row.outcome}>
              <th scope="row">
                {row.file} <small>{row.source}</small>
              </th>
              <td>
                <time dateTime={row.at}>{words.moment(row.at)}</time>
              </td>
              <td class="text">
                {words.look(`outcome.${row.outcome}`)} {row.status !== null && <small>HTTP {row.status}</small>}
              </td>
              <td>{row.bytes === null ? '–' : words.number(row.bytes, 0)}</td>
              <td class="text">{row.reason ? <span lang="en">{row.reason}</span> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
