import type { z } from 'zod'
import type { RevisionList } from '../../contracts/quality.ts'
import { type Areas, apiPath, getJson } from '../api.ts'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { figureText, seriesName } from './figure-text.ts'
import { useView } from './view.ts'

type Revised = z.infer<typeof RevisionList>
type Row = Revised['rows'][number]

/** Series the page opens with, where it has been revised. */
const HOME = 'Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS'
const MOST = 5000

/** What a publication changed in the ones before it, series by series. */
export function Revisions({ areas }: { readonly areas: Areas['rows'] }) {
  const { words, address } = useView()
  const all = useLoad<Revised>(apiPath('revisions', { limit: MOST }), getJson)
  const listed = [...new Set(all.data?.rows.map((row) => row.series))]
  const series = address.series ?? (listed.includes(HOME) || listed.length === 0 ? HOME : listed[0]!)
  const own = useLoad<Revised>(apiPath('revisions', { series, limit: MOST }), getJson)
  return (
    <section aria-labelledby="revisions-title">
      <h2 id="revisions-title">{words.t('revisions.title')}</h2>
      <p class="lead">{words.t('revisions.lead')}</p>
      <Chooser listed={listed.includes(series) ? listed : [series, ...listed]} series={series} areas={areas} />
      <Exports path={apiPath('revisions', { series, lang: words.lang })} />
      <Figure loaded={own} lines={12}>
        {({ rows }) => (rows.length === 0 ? <Empty>{words.t('revisions.none')}</Empty> : <Pairs rows={rows} />)}
      </Figure>
      {all.data?.next && <p class="note">{words.t('revisions.more', { n: words.number(MOST, 0) })}</p>}
    </section>
  )
}

function Chooser(props: {
  readonly listed: readonly string[]
  readonly series: string
  readonly areas: Areas['rows']
}) {
  const { words, address, go } = useView()
  const { listed, series, areas } = props
  return (
    <form class="controls inline" onSubmit={(event) => event.preventDefault()}>
      <label class="grow">
        <span>{words.t('revisions.series', { n: listed.length })}</span>
        <select value={series} onChange={(event) => go({ ...address, series: event.currentTarget.value })}>
          {listed.map((id) => (
            <option key={id} value={id}>
              {seriesName(words, areas, id)}
            </option>
          ))}
        </select>
      </label>
      <code class="series-id">{series}</code>
    </form>
  )
}

function Pairs({ rows }: { readonly rows: readonly Row[] }) {
  const { words } = useView()
  const figure = (row: Row, side: 'earlier' | 'later') =>
    row[side].isWithdrawn ? words.t('revisions.withdrawn') : figureText(words, row[side].value, row.unit)
  return (
    <ScrollBox label={words.t('revisions.title')}>
      <table class="revisions">
        <caption>{words.t('revisions.unit', { unit: words.look(`unit.${rows[0]!.unit}`, rows[0]!.unit) })}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('revisions.period')}</th>
            <th scope="col">{words.t('revisions.before')}</th>
            <th scope="col">{words.t('revisions.publishedBefore')}</th>
            <th scope="col">{words.t('revisions.after')}</th>
            <th scope="col">{words.t('revisions.publishedAfter')}</th>
            <th scope="col">{words.t('revisions.difference')}</th>
            <th scope="col">%</th>
            <th scope="col" class="text">
              {words.t('revisions.where')}
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
              <td class="median">{figureText(words, row.difference, row.unit, true)}</td>
              <td>{row.percent === null ? '–' : words.signedPercent(row.percent, 2)}</td>
              <td class="text">
                <small>
                  {words.t('revisions.line', { file: row.later.file, line: row.later.line })}
                  {row.registered && (
                    <>
                      {' '}
                      · {words.t('revisions.break')} <code>{row.registered}</code>
                      {row.reason && `: ${words.label(row.reason)}`}
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
