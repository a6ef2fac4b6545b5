import type { GapUncertainty } from '../../../contracts/uncertainty.ts'
import { apiPath, type GapRow, getJson } from '../../api.ts'
import { AnswerLine } from '../../parts/answer-line.tsx'
import { Persons } from '../../parts/quantity.tsx'
import { Empty, Figure } from '../../parts/states.tsx'
import { useLoad } from '../../use-load.ts'
import { usePage } from '../page.tsx'

type Row = GapUncertainty['rows'][number]

/** Assumptions shown: those that move the median most. */
const ASSUMPTIONS_SHOWN = 8

function Components({ rows }: { readonly rows: readonly Row[] }) {
  const { words } = usePage()
  const title = words.t('uncertainty.components')
  return (
    <table class="bars">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.t('uncertainty.component')}</th>
          <th scope="col">{words.t('uncertainty.share')}</th>
          <td class="whisker-cell" />
          <th scope="col">{words.t('uncertainty.left')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.item} data-item={row.item}>
            <th scope="row">{words.label(row.label)}</th>
            <td class="median">
              <data value={row.varianceShare ?? ''}>{words.percent(100 * (row.varianceShare ?? 0), 0)}</data>
            </td>
            <td class="whisker-cell">
              <span class="meter long" aria-hidden="true">
                <i style={{ width: `${Math.max(0, Math.min(1, row.varianceShare ?? 0)) * 100}%` }} />
              </span>
            </td>
            <td>{row.widthIfKnown === null ? '–' : words.thousands(row.widthIfKnown)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Assumptions({ rows }: { readonly rows: readonly Row[] }) {
  const { words } = usePage()
  return (
    <table>
      <caption>{words.t('uncertainty.assumptions', { n: rows.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{words.t('uncertainty.assumption')}</th>
          <th scope="col">{words.t('uncertainty.atLow')}</th>
          <th scope="col">{words.t('uncertainty.atHigh')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.item} data-item={row.item}>
            <th scope="row">{words.label(row.label)}</th>
            <td>
              <Persons value={row.gapAtLow ?? 0} signed />
            </td>
            <td>
              <Persons value={row.gapAtHigh ?? 0} signed />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Why the band is as wide as it is: parts of its variance, and what each assumption does to the median. */
export function Uncertainty({ row }: { readonly row: GapRow }) {
  const { words } = usePage()
  const known = row.sex === 'T'
  const answer = useLoad<GapUncertainty>(
    known ? apiPath(`gaps/${encodeURIComponent(row.id)}/uncertainty`) : undefined,
    getJson,
  )
  if (!known) return <Empty>{words.t('uncertainty.bothSexes')}</Empty>
  return (
    <Figure loaded={answer} lines={16}>
      {(data) => (
        <>
          <p class="lead">{words.label(data.sentence)}</p>
          <div class="columns">
            <Components rows={data.rows.filter((one) => one.kind === 'component')} />
            <Assumptions rows={data.rows.filter((one) => one.kind === 'prior').slice(0, ASSUMPTIONS_SHOWN)} />
          </div>
          <p class="note">{words.t('uncertainty.note')}</p>
          <AnswerLine meta={data.meta} />
        </>
      )}
    </Figure>
  )
}
