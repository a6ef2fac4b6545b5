import type { z } from 'zod'
import type { PathwayList, PathwayRow } from '../../contracts/pathways.ts'
import { apiPath, type GapRow, getJson } from '../api.ts'
import { inLanguage } from '../language.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { WAYS } from './address.ts'
import { type OccupationsWords, useView, ViewLink } from './view.ts'

type Answer = z.infer<typeof PathwayList>
type Way = (typeof WAYS)[number]

/** Pathways shown before all are asked for. */
const BEST = 10
const MISSING_SHOWN = 3
/** A code every classification has; the answer for it names all others. */
const ANY_JOB = 'ISCO08:52'

interface Job {
  readonly code: string
  readonly label: PathwayRow['to']['label']
}

/** All sub-major groups, by code: those the answer names on either side. */
function useJobs(area: string, year: number): readonly Job[] {
  const { rows } = useLoad<Answer>(apiPath('pathways', { from: ANY_JOB, area, year }), getJson).data ?? { rows: [] }
  const all = new Map<string, Job>(rows.flatMap((row) => [row.from, row.to]).map((job) => [job.code, job]))
  return [...all.values()].sort((a, b) => a.code.localeCompare(b.code))
}

/** `VSCO2020:4` holds `ISCO08:41` to `ISCO08:44`: the two classifications share their first digits. */
const isIn = (job: string, group: string): boolean => job.split(':')[1]?.[0] === group.split(':')[1]

const other = (row: PathwayRow, way: Way) => (way === 'from' ? row.to : row.from)
const isOpen = (row: PathwayRow): boolean => row.feasible && row.desirable
/** A move inside a major group fills one place there and empties another. */
const staysInGroup = (row: PathwayRow): boolean => isIn(row.from.code, row.market.occupation)
/** When more of the pathways than this are open, the filter says little. */
const MOST_OPEN = 0.5

interface Props {
  readonly group: Pick<GapRow, 'occupation' | 'gap'>
  readonly area: string
  readonly year: number
  readonly areaName: string
}

/** Retraining: who could come into a group that is short, and where people of one that shrinks could go. */
export function Pathways({ group, area, year, areaName }: Props) {
  const { words, address, go } = useView()
  const jobs = useJobs(area, year)
  const way: Way = address.way ?? (group.gap.p50 >= 0 ? 'to' : 'from')
  const job = jobs.find((one) => one.code === address.job) ?? jobs.find((one) => isIn(one.code, group.occupation))
  const query = job && { [way]: job.code, area, year }
  const loaded = useLoad<Answer>(query && apiPath('pathways', query), getJson)
  const title = words.t(`pathways.title.${way}`, { job: job ? words.label(job.label) : '…', area: areaName })
  return (
    <section aria-labelledby="pathways-title" class="pathways">
      <h2 id="pathways-title">{title}</h2>
      <p class="lead">{words.t('pathways.lead')}</p>
      <form class="controls inline" onSubmit={(event) => event.preventDefault()}>
        <fieldset>
          <legend>{words.t('pathways.way')}</legend>
          <span class="radios">
            {WAYS.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="way"
                  value={one}
                  checked={way === one}
                  onChange={() => go({ ...address, way: one, job: job?.code })}
                />
                {words.t(`pathways.way.${one}`)}
              </label>
            ))}
          </span>
        </fieldset>
        <label class="grow">
          <span>{words.t('pathways.job')}</span>
          <select value={job?.code ?? ''} onChange={(event) => go({ ...address, way, job: event.currentTarget.value })}>
            {jobs.map((one) => (
              <option key={one.code} value={one.code}>
                {one.code.split(':')[1]} · {words.label(one.label)}
              </option>
            ))}
          </select>
        </label>
      </form>
      {jobs.length > 0 && job === undefined ? (
        <Empty>{words.t('pathways.noJob')}</Empty>
      ) : (
        <Figure loaded={loaded} lines={20}>
          {(data) => <Found data={data} way={way} title={title} query={query ?? {}} />}
        </Figure>
      )}
    </section>
  )
}

/** Months of training; less than half a month is not none. */
const months = (words: OccupationsWords, row: PathwayRow): string =>
  row.trainingMonths < 0.5 ? '<1' : words.number(row.trainingMonths, 0)

/** The pathways in a sentence: how many are open, which is the shortest, and what holds the others back. */
function sentence(words: OccupationsWords, rows: readonly PathwayRow[], way: Way): string {
  const open = rows.filter((row) => isOpen(row) && !staysInGroup(row))
  const [best] = open
  if (!best) return words.t('pathways.none', { n: rows.length })
  return [
    words.t('pathways.best', {
      n: open.length,
      all: rows.length,
      best: words.label(other(best, way).label),
      coverage: words.percent(100 * best.coverage, 0),
      months: months(words, best),
    }),
    ...(open.length > MOST_OPEN * rows.length ? [words.t('pathways.blunt')] : []),
    words.t(best.room > 0 ? 'pathways.room' : 'pathways.noRoom', { n: words.persons(best.room) }),
  ].join(' ')
}

function Found(props: {
  readonly data: Answer
  readonly way: Way
  readonly title: string
  readonly query: Record<string, string | number>
}) {
  const { words, address } = useView()
  const { data, way, title, query } = props
  const rows = address.all ? data.rows : data.rows.slice(0, BEST)
  return (
    <>
      <p class="verdict">{sentence(words, data.rows, way)}</p>
      <ScrollBox label={title}>
        <table class="moves">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t(`pathways.other.${way}`)}</th>
              <th scope="col">{words.t('pathways.coverage')}</th>
              <th scope="col" class="text">
                {words.t('pathways.missing')}
              </th>
              <th scope="col">{words.t('pathways.months')}</th>
              <th scope="col">{words.t('pathways.market')}</th>
              <th scope="col">{words.t('pathways.pool')}</th>
              <th scope="col">{words.t('pathways.women')}</th>
              <th scope="col">{words.t('pathways.most')}</th>
              <th scope="col">{words.t('pathways.movers')}</th>
              <th scope="col" class="text">
                {words.t('pathways.state')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={other(row, way).code} data-move={other(row, way).code} data-open={isOpen(row)}>
                <th scope="row">
                  {words.label(other(row, way).label)} <small>{other(row, way).code.split(':')[1]}</small>
                </th>
                <td>
                  <span class="meter" aria-hidden="true">
                    <i style={{ width: `${row.coverage * 100}%` }} />
                  </span>{' '}
                  <data value={row.coverage}>{words.percent(100 * row.coverage, 0)}</data>
                </td>
                <td class="text">
                  {row.missing
                    .slice(0, MISSING_SHOWN)
                    .map((skill) => words.label(skill.label))
                    .join(', ')}
                </td>
                <td>{months(words, row)}</td>
                <td>{words.probability(row.market.pShortage)}</td>
                <td>{row.pool.people === null ? '–' : words.thousands(row.pool.people)}</td>
                <td>
                  {row.pool.women !== null && row.pool.people
                    ? words.percent((100 * row.pool.women) / row.pool.people, 0)
                    : '–'}
                </td>
                <td>{staysInGroup(row) ? '–' : words.persons(row.mostMovers)}</td>
                <td>
                  <data value={row.movers}>{staysInGroup(row) ? '–' : words.persons(row.movers)}</data>
                </td>
                <td class="text">
                  {staysInGroup(row)
                    ? words.t('pathways.sameGroup')
                    : isOpen(row)
                      ? words.t(row.strong ? 'pathways.strong' : 'pathways.open')
                      : row.obstacles.map((obstacle) => words.t(`obstacle.${obstacle}`)).join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {data.rows.length > BEST && (
        <p>
          <ViewLink to={{ ...address, all: address.all ? undefined : true }}>
            {words.t(address.all ? 'pathways.fewer' : 'pathways.more', { n: data.rows.length })}
          </ViewLink>
        </p>
      )}
      <p class="note">
        {words.t('pathways.note', {
          min: words.percent(100 * data.limits.minCoverage, 0),
          strong: words.percent(100 * data.limits.strongCoverage, 0),
          step: data.limits.maxSkillLevelStep,
          surplus: words.percent(100 * data.limits.maxSurplusProbability, 0),
        })}{' '}
        {words.t('pathways.notKnown', { facts: data.notKnown.map((fact) => words.t(`fact.${fact}`)).join(', ') })}
      </p>
      <Exports path={apiPath('pathways', { ...query, lang: address.lang })} />
      <p class="note">{inLanguage(data.attribution, words.lang)}</p>
      <AnswerLine meta={data.meta} />
    </>
  )
}
