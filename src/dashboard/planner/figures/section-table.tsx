import { apiPath, type GapRow } from '../../api.ts'
import { Exports } from '../../parts/exports.tsx'
import { Persons, Range } from '../../parts/quantity.tsx'
import { Rating } from '../../parts/rating.tsx'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import type { SortKey } from '../address.ts'
import { StateLink, usePage } from '../page.tsx'
import { codeOf, type Panel } from '../panel.ts'
import { gapMethod, shortName } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'

const sortValue: Record<Exclude<SortKey, 'code'>, (row: GapRow) => number> = {
  demand: (row) => row.demand.p50,
  supply: (row) => row.supply.p50,
  gap: (row) => row.gap.p50,
  gapPercent: (row) => row.gapPercent.p50,
  pShortage: (row) => row.pShortage,
  jobOpenings: (row) => row.jobOpenings.p50,
}

function SortHeader({ by, children }: { readonly by: SortKey; readonly children: string }) {
  const { choice, go } = usePage()
  const chosen = choice.sort === by
  return (
    <th scope="col" aria-sort={chosen ? (by === 'code' ? 'ascending' : 'descending') : undefined}>
      <button type="button" class="sort" onClick={() => go({ sort: by })}>
        {children}
        <span aria-hidden="true">{chosen ? (by === 'code' ? ' ▴' : ' ▾') : ''}</span>
      </button>
    </th>
  )
}

/** Every section of the chosen year, sortable, with the same rows to take away. */
export function SectionTable({ panel }: { readonly panel: Panel }) {
  const { words, choice, areaName, release } = usePage()
  const rows = panel.sections.flatMap((sector) => panel.find(sector, choice.year) ?? [])
  const sorted =
    choice.sort === 'code'
      ? rows
      : [...rows].sort(
          (a, b) =>
            sortValue[choice.sort as Exclude<SortKey, 'code'>](b) -
            sortValue[choice.sort as Exclude<SortKey, 'code'>](a),
        )
  const total = panel.find('_T', choice.year)
  const threshold = words.number(rows[0]?.shortageThresholdPercent ?? 5, 0)
  const line = (row: GapRow, isTotal = false) => (
    <tr
      key={row.id}
      class={isTotal ? 'total' : undefined}
      data-chosen={row.sector === choice.subject.id}
      data-row={row.id}
    >
      <td class="code">{isTotal ? '' : codeOf(row.sector)}</td>
      <th scope="row">
        <StateLink
          change={{ subject: { kind: 'sector', id: row.sector }, sex: 'T' }}
          current={row.sector === choice.subject.id}
        >
          {shortName(words, row)}
        </StateLink>
      </th>
      <td>
        <Persons value={row.base.value} /> <StatusBadgeShort status={row.base.obsStatus} />
      </td>
      <td>
        <Persons value={row.demand.p50} />
      </td>
      <td>
        <Persons value={row.supply.p50} />
      </td>
      <td class="median">
        <Persons value={row.gap.p50} signed />
      </td>
      <td>
        <Range band={row.gap} signed />
      </td>
      <td>{words.signedPercent(row.gapPercent.p50)}</td>
      <td>{words.probability(row.pShortage)}</td>
      <td>
        <Persons value={row.jobOpenings.p50} signed />
      </td>
      <td class="text">
        <Rating row={row} />
      </td>
    </tr>
  )
  const title = words.t('table.title', { area: areaName, year: choice.year })
  return (
    <>
      <p class="lead">{words.t('table.note')}</p>
      <Exports
        path={apiPath('gaps', { area: choice.area, kind: 'section', year: choice.year, sex: 'T', lang: choice.lang })}
        statistical
        pdf={apiPath('gaps', { area: choice.area, year: choice.year, lang: choice.lang })}
      />
      <ScrollBox label={title}>
        <table class="sections">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <SortHeader by="code">{words.t('term.code')}</SortHeader>
              <th scope="col">{words.t('term.section')}</th>
              <th scope="col">{words.t('term.base', { year: rows[0]?.base.year ?? '' })}</th>
              <SortHeader by="demand">{words.t('term.demandShort')}</SortHeader>
              <SortHeader by="supply">{words.t('term.supplyShort')}</SortHeader>
              <SortHeader by="gap">{words.t('term.gapShort')}</SortHeader>
              <th scope="col">{words.t('term.band80')}</th>
              <SortHeader by="gapPercent">{words.t('term.gapPercentShort')}</SortHeader>
              <SortHeader by="pShortage">{words.t('term.pShortage', { threshold })}</SortHeader>
              <SortHeader by="jobOpenings">{words.t('term.openingsShort')}</SortHeader>
              <th scope="col" class="text">
                {words.t('term.ratingOf')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => line(row))}
            {total && line(total, true)}
          </tbody>
        </table>
      </ScrollBox>
      <SourceLine
        statuses={['F', ...rows.map((row) => row.base.obsStatus)]}
        method={gapMethod(words, release?.manifest)}
      />
    </>
  )
}

/** The letter alone, where the words stand in the line below the table. */
function StatusBadgeShort({ status }: { readonly status: string }) {
  const { words } = usePage()
  if (status === 'A') return null
  return (
    <abbr class="flag" title={words.look(`status.${status}`, status)}>
      {status}
    </abbr>
  )
}
