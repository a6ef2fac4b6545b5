import type { Accuracy, Forecast } from '../../api.ts'
import { inLanguage } from '../../language.ts'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { Empty, Figure } from '../../parts/states.tsx'
import type { Evidence } from '../evidence.ts'
import { type PlannerWords, usePage } from '../page.tsx'
import { SourceLine } from '../parts/source-line.tsx'
import { beatsNaive, type ContenderRecord, recordsOf } from '../record.ts'

/** An 80 % band is called right when it held between 70 and 90 % of the outcomes. */
const MIN_COVERAGE = 0.7
const MAX_COVERAGE = 0.9
/** A contender with less of the blend is not worth a line. */
const LEAST_WEIGHT = 0.05

/** Whether the published forecast beat "as last year", said in words, also when it did not. */
function verdict(words: PlannerWords, rows: Accuracy['rows'], records: readonly ContenderRecord[]): string {
  const duel = beatsNaive(rows)
  const published = records.find((record) => record.published)
  const sentences = [
    duel
      ? words.t(duel.beats ? 'record.beats' : 'record.loses', {
          published: words.percent(duel.published * 100),
          naive: words.percent(duel.naive * 100),
        })
      : words.t('record.noDuel'),
  ]
  if (published?.cov80 != null) {
    const { cov80, covered } = published
    const key =
      cov80 < MIN_COVERAGE ? 'record.coverageLow' : cov80 > MAX_COVERAGE ? 'record.coverageHigh' : 'record.coverage'
    sentences.push(words.t(key, { share: words.percent(cov80 * 100, 0), n: covered }))
  }
  return sentences.join(' ')
}

/** Contenders shown at once: the published one, the last value, the network, and what is in the blend. */
const isShownAtOnce = (record: ContenderRecord): boolean =>
  record.published || ['naive', 'network'].includes(record.contender) || record.weight >= LEAST_WEIGHT

function Scores({ rows, published }: { readonly rows: Accuracy['rows']; readonly published: string | undefined }) {
  const { words } = usePage()
  const records = recordsOf(rows)
  const atOnce = records.filter(isShownAtOnce)
  const later = records.filter((record) => !isShownAtOnce(record))
  const horizons = [...new Set(rows.map((row) => row.horizon))].sort((a, b) => a - b)
  const shown =
    horizons.length <= 5
      ? horizons
      : [...new Set([horizons[0], horizons[1], horizons[2], horizons[4], horizons.at(-1)])]
  const percent = (value: number | null | undefined) => (value == null ? '–' : words.number(value * 100, 1))
  const table = (shownRecords: readonly ContenderRecord[]) => (
    <ScrollBox label={words.t('record.table')}>
      <table class="scores">
        <caption class="visually-hidden">{words.t('record.table')}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {words.t('record.contender')}
            </th>
            <th scope="colgroup" colSpan={shown.length}>
              {words.t('record.wape')}
            </th>
            <th scope="col" rowSpan={2}>
              MASE
            </th>
            <th scope="col" rowSpan={2}>
              {words.t('record.cov80')}
            </th>
            <th scope="col" rowSpan={2}>
              {words.t('record.weight')}
            </th>
          </tr>
          <tr>
            {shown.map((horizon) => (
              <th key={horizon} scope="col">
                {words.t('record.horizon', { h: horizon ?? 0 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shownRecords.map((record) => (
            <tr key={record.contender} data-published={record.published}>
              <th scope="row">
                {words.look(`contender.${record.contender}`, record.contender)}
                {record.published && <span class="badge">{words.t('record.published')}</span>}
              </th>
              {shown.map((horizon) => (
                <td key={horizon}>{percent(record.wapeByHorizon.get(horizon ?? 0))}</td>
              ))}
              <td>{record.mase === null ? '–' : words.number(record.mase, 2)}</td>
              <td>{record.cov80 === null ? '–' : words.percent(record.cov80 * 100, 0)}</td>
              <td>{record.published ? '' : words.percent(record.weight * 100, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
  return (
    <>
      <p class="verdict">{verdict(words, rows, records)}</p>
      {published !== undefined && published !== 'combination' && (
        <p class="note">{words.t('record.replaced', { name: words.look(`contender.${published}`, published) })}</p>
      )}
      {table(atOnce)}
      {later.length > 0 && (
        <details class="alternative">
          <summary>{words.t('record.others', { n: later.length })}</summary>
          {table(later)}
        </details>
      )}
      <p class="note">{words.t('record.note')}</p>
    </>
  )
}

function Breaks({ forecast }: { readonly forecast: Forecast }) {
  const { words } = usePage()
  const { breaks, calibration, intervalsWithheld } = forecast.method
  return (
    <>
      <h3>{words.t('breaks.title')}</h3>
      {breaks.length === 0 ? (
        <p class="note">{words.t('breaks.none')}</p>
      ) : (
        <ul class="breaks">
          {breaks.map((entry) => (
            <li key={entry.id}>
              <b>{entry.from}</b> {words.label(entry.reason)}{' '}
              <small>({words.look(`treatment.${entry.treatment}`, entry.treatment)})</small>
            </li>
          ))}
        </ul>
      )}
      <p class="note">
        {intervalsWithheld ? `${words.t('record.withheld')} ` : `${words.t('record.calibration')}: `}
        {inLanguage(calibration, words.lang)}
      </p>
    </>
  )
}

/** How the forecast did in the rolling-origin backtest: of this very series, else of the national one it rests on. */
export function TrackRecord({ evidence }: { readonly evidence: Evidence }) {
  const { words, choice, areaName, parent } = usePage()
  const { accuracy, forecast, isOfParent } = evidence
  const isSector = choice.subject.kind === 'sector'
  return (
    <section aria-labelledby="record-title">
      <h2 id="record-title">{words.t('record.title')}</h2>
      {isOfParent && <p class="note">{words.t('record.national', { area: areaName, national: parent?.name ?? '' })}</p>}
      {isSector ? (
        <Figure loaded={accuracy} lines={12}>
          {(data) =>
            data.rows.length === 0 ? (
              <Empty>{words.t('record.empty')}</Empty>
            ) : (
              <Scores rows={data.rows} published={forecast.data?.method.published} />
            )
          }
        </Figure>
      ) : (
        <Empty>{words.t('record.lens')}</Empty>
      )}
      {forecast.data && !forecast.busy && <Breaks forecast={forecast.data} />}
      <SourceLine statuses={[forecast.data?.baseStatus ?? 'F']} method={words.t('method.backtest')} />
    </section>
  )
}
