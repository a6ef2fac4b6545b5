import type { GapRow } from '../../api.ts'
import { Persons, Range } from '../../parts/quantity.tsx'
import { Rating } from '../../parts/rating.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { CELLS } from '../address.ts'
import { StateLink, usePage } from '../page.tsx'
import { isSignKnown } from '../panel.ts'
import { shortName } from '../parts/names.ts'
import type { Level } from '../scale.ts'

export function CellSwitch() {
  const { words, choice } = usePage()
  return (
    <nav class="switch small" aria-label={words.t('heat.views')}>
      {CELLS.map((cells) => (
        <StateLink key={cells} change={{ cells }} current={cells === choice.cells}>
          {words.t(`heat.view.${cells}`)}
        </StateLink>
      ))}
    </nav>
  )
}

/** The chosen cell in words and numbers, beside the map, so that a click answers at once. */
export function HeatReadout({ row }: { readonly row: GapRow | undefined }) {
  const { words } = usePage()
  if (!row) return null
  return (
    <div class="readout" aria-live="polite">
      <h3>
        {shortName(words, row)}, {row.year}
      </h3>
      <p class="big" data-figure="readout-gap">
        <Persons value={row.gap.p50} signed /> <small>{words.t('unit.thousandPersons')}</small>
      </p>
      <dl>
        <div>
          <dt>{words.t('term.band80')}</dt>
          <dd>
            <Range band={row.gap} signed />
          </dd>
        </div>
        <div>
          <dt>{words.t('term.gapPercent')}</dt>
          <dd>{words.signedPercent(row.gapPercent.p50)}</dd>
        </div>
        <div>
          <dt>{words.t('term.pShortage', { threshold: words.number(row.shortageThresholdPercent, 0) })}</dt>
          <dd>{words.probability(row.pShortage)}</dd>
        </div>
        <div>
          <dt>{words.t('term.ratingOf')}</dt>
          <dd>
            <Rating row={row} />
          </dd>
        </div>
      </dl>
      <p class="note">
        {words.t(isSignKnown(row) ? 'readout.sure' : 'readout.unsure')} <StatusBadge status={row.base.obsStatus} />
      </p>
    </div>
  )
}

const SURPLUS_TO_SHORTAGE: readonly Level[] = [-4, -3, -2, -1, 0, 1, 2, 3, 4]

/** The classes with their limits, and what hatching means. */
export function HeatLegend({ limits }: { readonly limits: readonly number[] }) {
  const { words, choice } = usePage()
  const { cells } = choice
  const say = (limit: number): string =>
    cells === 'persons'
      ? words.number(limit / 1000, limit < 1000 ? 1 : 0)
      : cells === 'probability'
        ? `${words.number(limit * 100, 0)}%`
        : words.number(limit, Number.isInteger(limit) ? 0 : 1)
  const levels = cells === 'probability' ? SURPLUS_TO_SHORTAGE.filter((level) => level >= 0) : SURPLUS_TO_SHORTAGE
  /** The limit between a class and the next one up. */
  const upperEdge = (level: Level): string => {
    if (level === levels.at(-1)) return ''
    return level < 0 ? `−${say(limits[-level - 1] ?? 0)}` : say(limits[level] ?? 0)
  }
  return (
    <div class="legend">
      <h3>{words.t(`legend.title.${cells}`)}</h3>
      <ol>
        {levels.map((level) => (
          <li key={level}>
            <i class="swatch" data-level={level} data-sure="true" aria-hidden="true" />
            <span>{upperEdge(level)}</span>
          </li>
        ))}
      </ol>
      {cells !== 'probability' && (
        <>
          <p class="ends">
            <span>{words.t('legend.surplus')}</span>
            <span>{words.t('legend.shortage')}</span>
          </p>
          <p class="note">
            <i class="swatch wide" data-level="3" data-sure="false" aria-hidden="true" /> {words.t('legend.unsure')}
          </p>
        </>
      )}
    </div>
  )
}
