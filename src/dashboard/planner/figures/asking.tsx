import { useContext } from 'preact/hooks'
import { usePage } from '../page.tsx'
import { Asked } from '../parts/asked.tsx'
import { AskingContext } from '../parts/asking-context.ts'
import { shortName } from '../parts/names.ts'
import { OpeningsByDefinition } from './openings.tsx'
import { OverrideForm } from './override-form.tsx'
import { ScenarioComparison } from './scenario-comparison.tsx'
import { ScenarioForm } from './scenario-form.tsx'
import { SectionTable } from './section-table.tsx'
import { Uncertainty } from './uncertainty.tsx'

/** What not every reader asks, one line each until it is opened. */
export function Asking() {
  const about = useContext(AskingContext)
  const { words, choice, areaName } = usePage()
  if (!about) return null
  const { panel, row, definitions } = about
  const of = row ? { sector: shortName(words, row), year: row.year } : { sector: '', year: choice.year }
  const openingsTitle = words.t('openings.title', of)
  return (
    <div class="asking">
      {row && (
        <>
          <Asked id="uncertainty" title={words.t('uncertainty.title', of)} hint={words.t('uncertainty.hint')}>
            {() => <Uncertainty row={row} />}
          </Asked>
          <Asked id="openings" title={openingsTitle} hint={words.t('openings.hint')}>
            {() => <OpeningsByDefinition row={row} title={openingsTitle} definitions={definitions} />}
          </Asked>
          <Asked id="override" title={words.t('override.title', of)} hint={words.t('override.hint')}>
            {() => <OverrideForm row={row} />}
          </Asked>
        </>
      )}
      <Asked
        id="table"
        title={words.t('table.title', { area: areaName, year: choice.year })}
        hint={words.t('table.hint')}
      >
        {() => <SectionTable panel={panel} />}
      </Asked>
      <Asked
        id="scenarios"
        title={words.t('scenarios.title', { area: areaName, year: choice.year })}
        hint={words.t('scenarios.hint')}
      >
        {() => <ScenarioComparison />}
      </Asked>
      <Asked id="scenario" title={words.t('scenario.title')} hint={words.t('scenario.hint')}>
        {() => <ScenarioForm panel={panel} />}
      </Asked>
    </div>
  )
}
