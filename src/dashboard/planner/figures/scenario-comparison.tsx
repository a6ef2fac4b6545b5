import { apiPath, type Compared, getJson, type Scenarios } from '../../api.ts'
import { Persons, Range } from '../../parts/quantity.tsx'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { Empty, Figure } from '../../parts/states.tsx'
import { useLoad } from '../../use-load.ts'
import { COMPARED } from '../address.ts'
import { StateLink, usePage } from '../page.tsx'
import { shortName } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'

type Row = Compared['rows'][number]

/** Comparisons of all scenarios in one area and year, in the order of the list. */
function getAll(ids: readonly string[], query: Record<string, string | number>) {
  return (_: string, signal: AbortSignal): Promise<Compared[]> =>
    Promise.all(
      ids.map((id) => getJson<Compared>(apiPath(`scenarios/${encodeURIComponent(id)}/compare`, query), signal)),
    )
}

/** Total first, then sections by code; lenses overlap and are left to the API. */
const order = (rows: readonly Row[]): Row[] => [
  ...rows.filter((row) => row.kind === 'total'),
  ...rows.filter((row) => row.kind === 'section'),
]

function Differences({ compared }: { readonly compared: readonly Compared[] }) {
  const { words, choice } = usePage()
  const measure = choice.compared
  const title = words.t('scenarios.table', { measure: words.t(`scenarios.compare.${measure}`) })
  return (
    <ScrollBox label={title}>
      <table class="scenarios">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('term.section')}</th>
            <th scope="col">{words.t('scenarios.base')}</th>
            {compared.map(({ scenario }) => (
              <th key={scenario.id} scope="col" data-scenario={scenario.id}>
                {words.label(scenario.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order(compared[0]?.rows ?? []).map((first) => (
            <tr key={first.sector} data-sector={first.sector} data-kind={first.kind}>
              <th scope="row">{shortName(words, first)}</th>
              <td>
                <Persons value={first[measure].base} signed={measure === 'gap'} />
              </td>
              {compared.map(({ scenario, rows }) => {
                const cell = rows.find((row) => row.sector === first.sector)?.[measure]
                return (
                  <td key={scenario.id} data-scenario={scenario.id}>
                    {cell && (
                      <>
                        <span class="median">
                          <Persons value={cell.difference.p50} signed />
                        </span>{' '}
                        <small>
                          <Range band={cell.difference} signed />
                        </small>
                      </>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** Scenarios beside the base as differences, never as two charts to compare by eye. */
export function ScenarioComparison() {
  const { words, choice } = usePage()
  const list = useLoad<Scenarios>(apiPath('scenarios'), getJson)
  const ids = list.data?.rows.map((row) => row.id) ?? []
  const query = { area: choice.area, year: choice.year }
  const key = ids.length > 0 ? apiPath('scenarios', { ids: ids.join(' '), ...query }) : undefined
  const compared = useLoad<Compared[]>(key, getAll(ids, query))
  return (
    <>
      <p class="lead">{words.t('scenarios.lead')}</p>
      <Figure loaded={list} lines={6}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.t('scenarios.none')}</Empty>
          ) : (
            <>
              <ul class="assumptions">
                {rows.map((row) => (
                  <li key={row.id}>
                    <b>{words.label(row.name)}</b>{' '}
                    <small>({words.t('scenarios.owner', { owner: row.owner, day: words.day(row.createdOn) })})</small>:{' '}
                    {words.label(row.note)}
                  </li>
                ))}
              </ul>
              <p class="switch small">
                <span class="muted">{words.t('scenarios.compare')}:</span>
                {COMPARED.map((one) => (
                  <StateLink key={one} change={{ compared: one }} current={one === choice.compared}>
                    {words.t(`scenarios.compare.${one}`)}
                  </StateLink>
                ))}
              </p>
              <Figure loaded={compared} lines={40}>
                {(data) => <Differences compared={data} />}
              </Figure>
            </>
          )
        }
      </Figure>
      <SourceLine statuses={['F']} method={words.t('scenarios.method')} />
    </>
  )
}
