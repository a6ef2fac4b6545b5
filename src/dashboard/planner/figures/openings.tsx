import type { z } from 'zod'
import type { OpeningList } from '../../../contracts/openings.ts'
import { apiPath, type Definitions, type GapRow, getJson } from '../../api.ts'
import { AnswerLine } from '../../parts/answer-line.tsx'
import { Exports } from '../../parts/exports.tsx'
import { Persons, Range } from '../../parts/quantity.tsx'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { Empty, Figure } from '../../parts/states.tsx'
import { useLoad } from '../../use-load.ts'
import { usePage } from '../page.tsx'

type Openings = z.infer<typeof OpeningList>
type Row = Openings['rows'][number]

function ByDefinition({
  rows,
  used,
  title,
}: {
  readonly rows: readonly Row[]
  readonly used: string
  readonly title: string
}) {
  const { words } = usePage()
  return (
    <ScrollBox label={title}>
      <table class="openings">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('openings.definition')}</th>
            <th scope="col">{words.t('openings.expansion')}</th>
            <th scope="col">{words.t('openings.replacement')}</th>
            <th scope="col">{words.t('openings.total')}</th>
            <th scope="col">{words.t('term.band80')}</th>
            <th scope="col">{words.t('openings.perYear')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.definitionId} data-definition={row.definitionId}>
              <th scope="row">
                {words.t(`openings.${row.definitionId}`)} <code>{row.definitionId}</code>{' '}
                {row.definitionId === used && <span class="badge">{words.t('openings.used')}</span>}
              </th>
              <td>
                <Persons value={row.expansionDemand.p50} signed />
              </td>
              <td>
                <Persons value={row.replacementDemand.p50} />
              </td>
              <td class="median">
                <Persons value={row.jobOpenings.p50} signed />
              </td>
              <td>
                <Range band={row.jobOpenings} signed />
              </td>
              <td>
                <Persons value={row.jobOpenings.p50 / row.years} signed />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** Job openings, expansion plus replacement, by each definition of replacement: figures of two definitions are never compared. */
export function OpeningsByDefinition(props: {
  readonly row: GapRow
  readonly title: string
  readonly definitions: Definitions | undefined
}) {
  const { words, choice } = usePage()
  const { row, title, definitions } = props
  const subject = row.kind === 'lens' ? { lens: row.sector } : { sector: row.sector }
  const query = { area: row.area, ...subject, year: row.year }
  const openings = useLoad<Openings>(row.sex === 'T' ? apiPath('openings', query) : undefined, getJson)
  if (row.sex !== 'T') return <Empty>{words.t('uncertainty.bothSexes')}</Empty>
  return (
    <Figure loaded={openings} lines={10}>
      {(data) => (
        <>
          <p class="lead">{words.t('openings.lead', { year: row.base.year })}</p>
          <ByDefinition rows={data.rows} used={row.definitionId} title={title} />
          <ul class="breaks">
            {definitions?.replacementDemand.map((one) => (
              <li key={one.term}>
                <b>{words.label(one.name)}</b> <code>{one.term}</code>: {words.label(one.text)}
              </li>
            ))}
          </ul>
          <Exports path={apiPath('openings', { ...query, lang: choice.lang })} statistical />
          <AnswerLine meta={data.meta} />
        </>
      )}
    </Figure>
  )
}
