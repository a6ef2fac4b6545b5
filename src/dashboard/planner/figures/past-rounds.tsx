import { apiPath, getJson, type TrackCases, type TrackScores } from '../../api.ts'
import { Persons, Range } from '../../parts/quantity.tsx'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { Empty, Figure } from '../../parts/states.tsx'
import { useLoad } from '../../use-load.ts'
import { useEvidence } from '../evidence.ts'
import { type PlannerWords, usePage } from '../page.tsx'
import { SourceLine } from '../parts/source-line.tsx'
import { HEIGHT, INSET, roundsChart, WIDTH } from './rounds-chart.ts'

type Score = TrackScores['rows'][number]

/** What the record is of: the country's series that the figure on screen is, or rests on. */
function useSubject(): { readonly query: Record<string, string>; readonly isOfParent: boolean } | undefined {
  const { choice } = usePage()
  if (choice.subject.kind !== 'sector') return undefined
  const isOfParent = choice.area !== 'VN'
  if (choice.sex !== 'T')
    return { query: { area: 'VN', kind: 'sex', measure: 'employment', unit: choice.sex }, isOfParent }
  return { query: { area: 'VN', sector: choice.subject.id }, isOfParent }
}

/** The longest horizon with at least this many rounds is shown when the chosen year lies further ahead. */
const FEWEST_ROUNDS = 3

/** Horizon of the record: that of the chosen year, or the longest one with enough rounds. */
function horizonOf(rows: readonly Score[], wanted: number): number | undefined {
  const horizons = rows.filter((row) => row.horizon > 0 && row.cases >= FEWEST_ROUNDS).map((row) => row.horizon)
  return horizons.includes(wanted)
    ? wanted
    : horizons.length > 0
      ? Math.max(...horizons.filter((h) => h <= wanted), Math.min(...horizons))
      : undefined
}

/** How past forecasts of exactly what is on screen did: the same series, as many years ahead as the chosen year. */
export function PastRounds() {
  const { words, choice, areaName, parent, release } = usePage()
  const subject = useSubject()
  const scores = useLoad<TrackScores>(
    subject && apiPath('track-record', { ...subject.query, contender: 'published' }),
    getJson,
  )
  const wanted = release ? choice.year - release.manifest.baseYear : undefined
  const horizon = scores.data && wanted !== undefined ? horizonOf(scores.data.rows, wanted) : undefined
  return (
    <section aria-labelledby="rounds-title" class="rounds">
      <h2 id="rounds-title">{words.t('rounds.title')}</h2>
      {subject === undefined ? (
        <Empty>{words.t('record.lens')}</Empty>
      ) : (
        <>
          {subject.isOfParent && (
            <p class="note">{words.t('rounds.national', { area: areaName, national: parent?.name ?? 'Việt Nam' })}</p>
          )}
          <Figure loaded={scores} lines={16}>
            {(data) =>
              data.state === 'computing' ? (
                <Empty>{words.t('rounds.computing')}</Empty>
              ) : horizon === undefined ? (
                <Empty>{words.t('rounds.none')}</Empty>
              ) : (
                <Rounds query={subject.query} horizon={horizon} wanted={wanted ?? horizon} verdict={data.verdicts[0]} />
              )
            }
          </Figure>
        </>
      )}
      <SourceLine statuses={['A', 'E']} method={words.t('rounds.method')} />
    </section>
  )
}

/** What this release publishes for the series on screen: a series may go its own way, apart from its group. */
const publishedNow = (ofSeries: string | undefined, ofGroup: string | undefined): string =>
  ofSeries === undefined ? (ofGroup ?? 'blend') : ofSeries === 'combination' ? 'blend' : ofSeries

function Rounds(props: {
  readonly query: Record<string, string>
  readonly horizon: number
  readonly wanted: number
  readonly verdict: TrackScores['verdicts'][number] | undefined
}) {
  const { words } = usePage()
  const { query, horizon, wanted, verdict } = props
  const scores = useLoad<TrackScores>(apiPath('track-record', { ...query, horizon }), getJson)
  const { forecast } = useEvidence()
  const now = publishedNow(forecast.data?.method.published, verdict?.published)
  const cases = useLoad<TrackCases>(apiPath('track-record/cases', { ...query, horizon }), getJson)
  return (
    <>
      {scores.data && <p class="lead">{sentence(words, scores.data.rows, horizon)}</p>}
      <div class="columns">
        <Figure loaded={cases} lines={12}>
          {(data) => <Drawing rows={data.rows} horizon={horizon} />}
        </Figure>
        <Figure loaded={scores} lines={12}>
          {(data) => <Ladder rows={data.rows} publishedNow={now} horizon={horizon} />}
        </Figure>
      </div>
      {horizon !== wanted && <p class="note">{words.t('rounds.horizon', { wanted, h: horizon })}</p>}
      {verdict && <p class="note">{verdictSentence(words, verdict)}</p>}
      {verdict && now !== verdict.published && (
        <p class="note">{words.t('rounds.ownWay', { published: words.look(`contender.${now}`, now) })}</p>
      )}
    </>
  )
}

function sentence(words: PlannerWords, rows: readonly Score[], horizon: number): string {
  const of = (name: string) => rows.find((row) => row.contender === name)
  const [own, naive] = [of('published'), of('naive')]
  if (!own) return words.t('rounds.none')
  const parts = [
    words.t('rounds.error', {
      h: horizon,
      rounds: own.cases,
      wape: words.percent(own.wape),
      naive: naive ? words.percent(naive.wape) : '–',
    }),
    words.t('rounds.direction', { share: words.percent(100 * (own.directionHits ?? 0), 0) }),
  ]
  if (own.coverage80 !== null)
    parts.push(
      words.t(own.coverageLow !== null && own.coverage80 < own.coverageLow ? 'rounds.coverageLow' : 'rounds.coverage', {
        share: words.percent(100 * own.coverage80, 0),
      }),
    )
  return parts.join(' ')
}

function verdictSentence(words: PlannerWords, verdict: TrackScores['verdicts'][number]): string {
  const name = (id: string) => words.look(`contender.${id}`, id)
  const params = { published: name(verdict.published), rounds: verdict.rounds, best: name(verdict.best) }
  if (!verdict.obeys) return words.t('rounds.breaks', { ...params, lostTo: verdict.lostTo.map(name).join(', ') })
  return words.t(verdict.published === 'blend' ? 'rounds.blendHolds' : 'rounds.replaced', params)
}

function Drawing({ rows, horizon }: { readonly rows: TrackCases['rows']; readonly horizon: number }) {
  const { words } = usePage()
  const { marks, outcomes, ticks } = roundsChart(rows)
  const label = words.t('rounds.label', {
    h: horizon,
    rounds: rows.length,
    inside: marks.filter((mark) => mark.isInside).length,
  })
  return (
    <div>
      <svg class="rounds-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick.value}>
            <line class="grid" x1={INSET.left} x2={WIDTH - INSET.right} y1={tick.y} y2={tick.y} />
            <text class="axis" x={INSET.left - 6} y={tick.y + 4} text-anchor="end">
              {words.number(tick.value / 1000, 0)}
            </text>
          </g>
        ))}
        {marks.map((mark) => (
          <g key={mark.row.target}>
            {mark.low !== null && (
              <line class="band" x1={mark.x} x2={mark.x} y1={mark.low} y2={mark.high ?? mark.low} />
            )}
            <line class="point" x1={mark.x - 9} x2={mark.x + 9} y1={mark.forecast} y2={mark.forecast} />
            <text class="axis" x={mark.x} y={HEIGHT - 8} text-anchor="middle">
              {mark.row.target}
            </text>
          </g>
        ))}
        <path class="outcome" d={outcomes} />
        {marks.map((mark) => (
          <circle
            key={mark.row.target}
            class={mark.isInside ? 'dot' : 'dot outside'}
            cx={mark.x}
            cy={mark.actual}
            r={4}
          />
        ))}
      </svg>
      <ul class="keys" aria-hidden="true">
        <li>
          <i class="key history" /> {words.t('rounds.outcomeKey')}
        </li>
        <li>
          <i class="key demand" /> {words.t('rounds.forecastKey', { h: horizon })}
        </li>
      </ul>
      <details class="alternative">
        <summary>{words.t('rounds.table')}</summary>
        <ScrollBox label={words.t('rounds.table')}>
          <table>
            <caption>{words.t('unit.thousandPersons')}</caption>
            <thead>
              <tr>
                <th scope="col">{words.t('rounds.target')}</th>
                <th scope="col">{words.t('rounds.origin')}</th>
                <th scope="col">{words.t('rounds.said')}</th>
                <th scope="col">{words.t('term.band80')}</th>
                <th scope="col">{words.t('rounds.outcome')}</th>
                <th scope="col">{words.t('rounds.missed')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.target}>
                  <th scope="row">{row.target}</th>
                  <td>{row.origin}</td>
                  <td>
                    <Persons value={row.forecast} />
                  </td>
                  <td>
                    {row.p10 !== null && row.p90 !== null && (
                      <Range band={{ p10: row.p10, p50: row.forecast, p90: row.p90 }} />
                    )}
                  </td>
                  <td>
                    <Persons value={row.actual} />
                  </td>
                  <td>
                    <Persons value={row.error} signed />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </details>
    </div>
  )
}

/** Every rung of the ladder at the horizon on screen, the smallest error first. */
function Ladder(props: {
  readonly rows: readonly Score[]
  readonly publishedNow: string | undefined
  readonly horizon: number
}) {
  const { words } = usePage()
  const rows = [...props.rows].sort((a, b) => a.wape - b.wape)
  const share = (value: number | null) => (value === null ? '–' : words.percent(100 * value, 0))
  return (
    <ScrollBox label={words.t('rounds.ladder', { h: props.horizon })}>
      <table class="scores">
        <caption class="visually-hidden">{words.t('rounds.ladder', { h: props.horizon })}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('record.contender')}</th>
            <th scope="col">{words.t('rounds.wape')}</th>
            <th scope="col">{words.t('rounds.skill')}</th>
            <th scope="col">{words.t('rounds.directionShort')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.contender} data-published={row.contender === 'published'}>
              <th scope="row">
                {words.look(`contender.${row.contender}`, row.contender)}
                {row.contender === props.publishedNow && <span class="badge">{words.t('rounds.now')}</span>}
              </th>
              <td>{words.number(row.wape, 1)}</td>
              <td>{row.skill === null ? '–' : words.number(row.skill, 2)}</td>
              <td>{share(row.directionHits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
