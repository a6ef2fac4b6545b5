// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: one Tab stop and arrow keys make the table an ARIA grid
// biome-ignore-all lint/a11y/noRedundantRoles: on a phone the rows are laid out as CSS grids, which drops their implicit roles
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is on the button inside the cell (roving tabindex)
import { useRef, useState } from 'preact/hooks'
import type { GapRow } from '../../api.ts'
import type { Cells } from '../address.ts'
import { type PlannerWords, usePage } from '../page.tsx'
import { codeOf, isSignKnown, type Panel } from '../panel.ts'
import { gapMethod, shortName } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'
import { levelOfRow, limitsOf } from '../scale.ts'
import { CellSwitch, HeatLegend, HeatReadout } from './heat-aside.tsx'
import { type Move, moveOf } from './heat-keys.ts'

/** The number a cell shows: short, since the column is. */
function cellText(words: PlannerWords, cells: Cells, row: GapRow): string {
  if (cells === 'persons') return words.signedThousands(row.gap.p50)
  if (cells === 'probability') return words.probability(row.pShortage)
  return words.number(row.gapPercent.p50, 1)
}

/** The cell in words; it contains what the cell shows, in the unit chosen. */
function cellLabel(words: PlannerWords, cells: Cells, row: GapRow): string {
  const inPersons = cells === 'persons'
  const say = (persons: number, percent: number) =>
    inPersons ? words.signedThousands(persons) : words.signedPercent(percent)
  const { gap, gapPercent } = row
  return words.t(isSignKnown(row) ? 'heat.cell' : 'heat.cellUnsure', {
    sector: shortName(words, row),
    year: row.year,
    gap: words.t(inPersons ? 'heat.gapPersons' : 'heat.gapPercent', { gap: say(gap.p50, gapPercent.p50) }),
    low: say(gap.p10, gapPercent.p10),
    high: say(gap.p90, gapPercent.p90),
    p: words.probability(row.pShortage),
  })
}

/** Sections by years. A grid in the sense of ARIA: one stop of the Tab key, arrow keys inside, Enter or a click selects. */
export function HeatMap({ panel }: { readonly panel: Panel }) {
  const { words, choice, release, areaName, go } = usePage()
  const { cells } = choice
  const grid = useRef<HTMLTableElement>(null)
  const sections = panel.sections
  const chosenRow = Math.max(0, sections.indexOf(choice.subject.id))
  const chosenColumn = Math.max(0, panel.years.indexOf(choice.year))
  const [focus, setFocus] = useState<{ row: number; column: number }>()
  const at = focus ?? { row: chosenRow, column: chosenColumn }
  const limits = limitsOf(
    cells,
    panel.rows.filter((row) => row.kind === 'section'),
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const move: Move | undefined = moveOf(event.key, event.ctrlKey)
    if (!move) return
    event.preventDefault()
    const next = move(at, sections.length - 1, panel.years.length - 1)
    setFocus(next)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row},${next.column}"]`)?.focus()
  }
  const statuses = ['F', ...panel.rows.filter((row) => row.kind === 'section').map((row) => row.base.obsStatus)]
  const title = words.t(`heat.title.${cells}`, { area: areaName })
  return (
    <section aria-labelledby="heat-title">
      <h2 id="heat-title">{title}</h2>
      <p class="lead" id="heat-help">
        {words.t('heat.help')}
      </p>
      <CellSwitch />
      <div class="heat-frame">
        <table
          class="heat"
          style={{ '--years': panel.years.length }}
          role="grid"
          aria-labelledby="heat-title"
          aria-describedby="heat-help"
          ref={grid}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr role="row">
              <th scope="col" role="columnheader">
                {words.t('term.section')}
              </th>
              {panel.years.map((year) => (
                <th key={year} scope="col" role="columnheader" data-chosen={year === choice.year}>
                  <span class="year-long">{year}</span>
                  <span class="year-short" aria-hidden="true">
                    ’{String(year).slice(2)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sections.map((sector, row) => {
              const any = panel.path(sector)[0]
              if (!any) return null
              return (
                <tr key={sector} role="row" data-chosen={sector === choice.subject.id}>
                  <th scope="row" role="rowheader" title={words.label(any.label)}>
                    <b>{codeOf(sector)}</b> <span>{shortName(words, any)}</span>
                  </th>
                  {panel.years.map((year, column) => {
                    const gap = panel.find(sector, year)
                    if (!gap) {
                      return (
                        <td key={year} role="gridcell" class="absent">
                          {words.t('heat.absent')}
                        </td>
                      )
                    }
                    const selected = sector === choice.subject.id && year === choice.year
                    return (
                      <td key={year} role="gridcell" aria-selected={selected}>
                        <button
                          type="button"
                          data-cell={`${row},${column}`}
                          data-sector={sector}
                          data-year={year}
                          data-level={levelOfRow(cells, gap, limits)}
                          data-sure={cells === 'probability' || isSignKnown(gap)}
                          tabIndex={row === at.row && column === at.column ? 0 : -1}
                          aria-label={cellLabel(words, cells, gap)}
                          onFocus={() => setFocus({ row, column })}
                          onClick={() => go({ subject: { kind: 'sector', id: sector }, year, sex: 'T' })}
                        >
                          <span>{cellText(words, cells, gap)}</span>
                        </button>
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
        <aside aria-label={words.t('heat.reading')}>
          <HeatReadout
            row={panel.find(choice.subject.id, choice.year, choice.sex) ?? panel.find(choice.subject.id, choice.year)}
          />
          <HeatLegend limits={limits} />
        </aside>
      </div>
      <SourceLine statuses={statuses} method={gapMethod(words, release?.manifest)} />
    </section>
  )
}
