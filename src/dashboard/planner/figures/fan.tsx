import { useMemo } from 'preact/hooks'
import type { Forecast, GapRow } from '../../api.ts'
import { Persons, Range } from '../../parts/quantity.tsx'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import type { Evidence } from '../evidence.ts'
import { type PlannerWords, usePage } from '../page.tsx'
import type { Panel } from '../panel.ts'
import { gapMethod, shortName } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'
import { Chart } from './chart.tsx'
import { type FanData, type FanStyle, fanData, fanOption } from './fan-option.ts'

function Legend({ withOuter, withHistory }: { readonly withOuter: boolean; readonly withHistory: boolean }) {
  const { words } = usePage()
  return (
    <ul class="keys" aria-hidden="true">
      {withHistory && (
        <li>
          <i class="key history" /> {words.t('fan.history')}
        </li>
      )}
      <li>
        <i class="key demand" /> {words.t('fan.demandKey')}
      </li>
      <li>
        <i class="key supply" /> {words.t('fan.supplyKey')}
      </li>
      {withOuter && (
        <li>
          <i class="key outer" /> {words.t('fan.outerKey')}
        </li>
      )}
    </ul>
  )
}

function FanTable({ data, caption }: { readonly data: FanData; readonly caption: string }) {
  const { words } = usePage()
  return (
    <details class="alternative">
      <summary>{words.t('fan.table')}</summary>
      <ScrollBox label={caption}>
        <table>
          <caption>
            {caption}. {words.t('unit.thousandPersons')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{words.t('controls.year')}</th>
              <th scope="col">{words.t('fan.history')}</th>
              <th scope="col">{words.t('term.demand')}</th>
              <th scope="col">{words.t('term.band80')}</th>
              <th scope="col">{words.t('term.band95')}</th>
              <th scope="col">{words.t('term.supply')}</th>
              <th scope="col">{words.t('term.band80')}</th>
            </tr>
          </thead>
          <tbody>
            {data.years.map((year, k) => {
              const observed = data.history[k]
              const demand = observed == null ? data.demand[k] : null
              const supply = observed == null ? data.supply[k] : null
              const outer = observed == null ? data.outer[k] : null
              return (
                <tr key={year}>
                  <th scope="row">{year}</th>
                  <td>{observed != null && <Persons value={observed} />}</td>
                  <td>{demand && <Persons value={demand.p50} />}</td>
                  <td>{demand?.band && <Range band={demand.band} />}</td>
                  <td>{outer && <Range band={{ p10: outer.low, p50: outer.low, p90: outer.high }} />}</td>
                  <td>{supply && <Persons value={supply.p50} />}</td>
                  <td>{supply?.band && <Range band={supply.band} />}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  )
}

/** Demand and supply of the chosen sector: what was, what is expected, and how sure that is. */
export function Fan({ panel, evidence }: { readonly panel: Panel; readonly evidence: Evidence }) {
  const { words, choice, areaName, release } = usePage()
  const path = panel.path(choice.subject.id, choice.sex)
  const { forecast, isOfParent } = evidence
  const known = isOfParent || forecast.busy ? undefined : forecast.data
  const data = useMemo(() => fanData(path, known), [panel, choice.subject.id, choice.sex, known])
  const row = path.find((candidate) => candidate.year === choice.year) ?? path.at(-1)
  const option = useMemo(
    () => (style: FanStyle) =>
      fanOption(data, choice.year, style, {
        history: words.t('fan.history'),
        demand: words.t('fan.demand'),
        supply: words.t('fan.supply'),
        thousands: (persons) => words.number(persons / 1000, persons !== 0 && Math.abs(persons) < 10_000 ? 1 : 0),
        tooltip: (k) => tooltip(words, data, k),
      }),
    [data, choice.year, words],
  )
  if (!row) return null
  const name = shortName(words, row)
  const title = words.t('fan.title', { sector: name, area: areaName })
  return (
    <section aria-labelledby="fan-title">
      <h2 id="fan-title">{title}</h2>
      <p class="lead">{words.t('fan.unit')}</p>
      <Chart label={fanLabel(words, row, name)} option={option} />
      <Legend withOuter={data.outer.some((band) => band !== null)} withHistory={known !== undefined} />
      {choice.subject.kind === 'lens' && <p class="note">{words.t('fan.lens')}</p>}
      {choice.subject.kind === 'sector' && !known && !forecast.busy && <p class="note">{words.t('fan.noForecast')}</p>}
      <FanTable data={data} caption={title} />
      <SourceLine
        statuses={[row.base.obsStatus, 'F']}
        method={known ? methodSentence(words, known) : gapMethod(words, release?.manifest)}
      />
    </section>
  )
}

function methodSentence(words: PlannerWords, forecast: Forecast): string {
  const weights = Object.entries(forecast.method.weights)
    .filter(([, weight]) => weight >= 0.005)
    .sort(([, a], [, b]) => b - a)
    .map(([name, weight]) => `${words.look(`contender.${name}`, name)} ${words.number(weight * 100, 0)}%`)
  return words.t(forecast.method.intervalsWithheld ? 'method.forecastWithheld' : 'method.forecast', {
    window: forecast.method.trainedOn.replace('..', '–'),
    weights: weights.join(', '),
  })
}

const fanLabel = (words: PlannerWords, row: GapRow, name: string): string =>
  words.t('fan.label', {
    sector: name,
    baseYear: row.base.year,
    base: words.thousands(row.base.value),
    year: row.year,
    demand: words.thousands(row.demand.p50),
    demandRange: words.range(row.demand),
    supply: words.thousands(row.supply.p50),
    supplyRange: words.range(row.supply),
  })

/** Text only, from our own numbers and catalogue: nothing in it needs escaping. */
function tooltip(words: PlannerWords, data: FanData, k: number): string {
  const observed = data.history[k]
  const lines = [`<b>${data.years[k]}</b>`]
  if (observed != null) lines.push(`${words.t('fan.history')}: ${words.thousands(observed)}`)
  else {
    const demand = data.demand[k]
    const supply = data.supply[k]
    if (demand?.band)
      lines.push(`${words.t('fan.demand')}: ${words.thousands(demand.p50)} (${words.range(demand.band)})`)
    if (supply?.band)
      lines.push(`${words.t('fan.supply')}: ${words.thousands(supply.p50)} (${words.range(supply.band)})`)
    const gap = data.gap[k]
    if (gap != null) lines.push(`${words.t('term.gap')}: ${words.signedThousands(gap)}`)
  }
  return lines.join('<br>')
}
