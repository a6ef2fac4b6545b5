import type { z } from 'zod'
import type { RevisionList } from '../../contracts/quality.ts'
import { type Areas, apiPath, getJson } from '../api.ts'
import { Exports } from '../figures/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { figureText, seriesName } from './figure-text.ts'
import { useView } from './view.tsx'

type Revised = z.infer<typeof RevisionList>
type Row = Revised['rows'][number]

/** Series the page opens with, where it has been revised. */
const HOME = 'Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS'
const MOST = 5000

/** What a publication changed in the ones before it, series by series. */
export function Revisions({ areas }: { readonly areas: Areas['rows'] }) {
  const { words, address, say } = useView()
  const all = useLoad<Revised>(apiPath('revisions', { limit: MOST }), getJson)
  const listed = [...new Set(all.data?.rows.map((row) => row.series))]
  const series = address.series ?? (listed.includes(HOME) || listed.length === 0 ? HOME : listed[0]!)
  const own = useLoad<Revised>(apiPath('revisions', { series, limit: MOST }), getJson)
  return (
    <section aria-labelledby="revisions-title">
      <h2 id="revisions-title">{say('revisions.title')}</h2>
      <p class="lead">{say('revisions.lead')}</p>
      <Chooser listed={listed.includes(series) ? listed : [series, ...listed]} series={series} areas={areas} />
      <Exports path={apiPath('revisions', { series, lang: words.lang })} />
      <Figure loaded={own} lines={12}>
        {({ rows }) => (rows.length === 0 ? <Empty>{say('revisions.none')}</Empty> : <Pairs rows={rows} />)}
      </Figure>
      {all.data?.next && <p class="note">{say('revisions.more', { n: words.number(MOST, 0) })}</p>}
    </section>
  )
}

function Chooser(props: {
  readonly listed: readonly string[]
  readonly series: string
  readonly areas: Areas['rows']
}) {
  const view = useView()
  const { listed, series, areas } = props
  return (
    <form class="controls inline" onSubmit={(event) => event.preventDefault()}>
      <label class="grow">
        <span>{view.say('revisions.series', { n: listed.length })}</span>
        <select value={series} onChange={(event) => view.go({ ...view.address, series: event.currentTarget.value })}>
          {listed.map((id) => (
            <option key={id} value={id}>
              {seriesName(view, areas, id)}
            </option>
          ))}
        </select>
      </label>
      <code class="series-id">{series}</code>
    </form>
  )
}

function Pairs({ rows }: { readonly rows: readonly Row[] }) {
  const view = useView()
  const { words, say, name } = view
  const figure = (row: Row, side: 'earlier' | 'later') =>
    row[side].isWithdrawn ? say('revisions.withdrawn') : figureText(view, row[side].value, row.unit)
  return (
    <ScrollBox label={say('revisions.title')}>
      <table class="revisions">
        <caption>{say('revisions.unit', { unit: name(`unit.${rows[0]!.unit}`, rows[0]!.unit) })}</caption>
        <thead>
          <tr>
            <th scope="col">{say('revisions.period')}</th>
            <th scope="col">{say('revisions.before')}</th>
            <th scope="col">{say('revisions.publishedBefore')}</th>
            <th scope="col">{say('revisions.after')}</th>
            <th scope="col">{say('revisions.publishedAfter')}</th>
            <th scope="col">{say('revisions.difference')}</th>
            <th scope="col">%</th>
            <th scope="col" class="text">
              {say('revisions.where')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.period + row.later.vintage} data-period={row.period}>
              <th scope="row">{row.period}</th>
              <td>{figure(row, 'earlier')}</td>
              <td>
                <time dateTime={row.earlier.vintage}>{words.day(row.earlier.vintage)}</time>
              </td>
              <td>{figure(row, 'later')}</td>
              <td>
                <time dateTime={row.later.vintage}>{words.day(row.later.vintage)}</time>
              </td>
              <td class="median">{figureText(view, row.difference, row.unit, true)}</td>
              <td>{row.percent === null ? '–' : words.signedPercent(row.percent, 2)}</td>
              <td class="text">
                <small>
                  {say('revisions.line', { file: row.later.file, line: row.later.line })}
                  {row.registered && (
                    <>
                      {' '}
                      · {say('revisions.break')} <code>{row.registered}</code>
                    </>
                  )}
                  {row.note && ` · ${row.note}`}
                </small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
