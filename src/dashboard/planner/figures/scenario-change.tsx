import type { Change } from '../../../contracts/scenarios.ts'
import { typed, typedNumber } from '../../parts/api-key.tsx'
import { type PlannerKey, usePage } from '../page.tsx'
import type { Panel } from '../panel.ts'
import { shortName } from '../parts/names.ts'

/** Changes a planner makes most; the API knows more. */
export const CHANGE_KINDS = ['sectorGrowth', 'participation', 'migration', 'sectorShare'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** One change of the list while it is being written; `id` names its fields. */
export interface ChangeDraft {
  readonly id: number
  readonly kind: ChangeKind
}

/** What the size of a change is counted in. */
const SIZES: Readonly<Record<ChangeKind, PlannerKey>> = {
  sectorGrowth: 'scenario.pointsPerYear',
  participation: 'scenario.points',
  migration: 'scenario.personsPerYear',
  sectorShare: 'scenario.shareOfEmployment',
}

const fieldOf = ({ id }: ChangeDraft, name: string): string => `${name}-${id}`

/** The change that its fields describe, in the units a planner speaks in. */
export function readChange(form: FormData, draft: ChangeDraft, area: string): Change {
  const { kind } = draft
  const number = (name: string): number => typedNumber(form, fieldOf(draft, name)) ?? Number.NaN
  const word = (name: string): string => typed(form, fieldOf(draft, name)) ?? ''
  const years = { from: number('from'), to: number('to') }
  const size = number('size')
  if (kind === 'sectorGrowth') return { kind, area, sector: word('sector'), pointsPerYear: size, ...years }
  if (kind === 'participation') return { kind, area, fromPercent: number('fromPercent'), points: size, ...years }
  if (kind === 'migration')
    return { kind, area, personsPerYear: size, participationPercent: number('fromPercent'), ...years }
  return { kind, area: 'VN', fromSector: word('sector'), toSector: word('toSector'), points: size, ...years }
}

/** Fields of one change, with the button that takes it off the list. */
export function ChangeFields(props: {
  readonly draft: ChangeDraft
  /** Place in the list, from 1. */
  readonly place: number
  readonly panel: Panel
  readonly onKind: (kind: ChangeKind) => void
  /** Left out for the only change: a scenario has one at least. */
  readonly onRemove?: () => void
}) {
  const { draft, place, panel, onKind, onRemove } = props
  const { words, choice, release } = usePage()
  const { kind } = draft
  const sectors = panel.sections.flatMap((id) => panel.find(id, choice.year) ?? [])
  const pickSector = (name: string, label: PlannerKey) => (
    <label>
      <span>{words.t(label)}</span>
      <select name={fieldOf(draft, name)} required>
        {sectors.map((row) => (
          <option key={row.sector} value={row.sector}>
            {shortName(words, row)}
          </option>
        ))}
      </select>
    </label>
  )
  const pickNumber = (name: string, label: PlannerKey, more: { min?: number; max?: number; value?: number } = {}) => (
    <label>
      <span>{words.t(label)}</span>
      <input
        name={fieldOf(draft, name)}
        type="number"
        step={more.value === undefined ? 'any' : 1}
        min={more.min}
        max={more.max}
        defaultValue={more.value}
        required
      />
    </label>
  )
  const first = release ? release.manifest.baseYear + 2 : choice.year
  return (
    <fieldset class="fields change">
      <legend>{words.t('scenario.change', { place })}</legend>
      <label>
        <span>{words.t('scenario.kind')}</span>
        <select
          name={fieldOf(draft, 'kind')}
          value={kind}
          onChange={(event) => onKind(event.currentTarget.value as ChangeKind)}
        >
          {CHANGE_KINDS.map((one) => (
            <option key={one} value={one}>
              {words.t(`scenario.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {(kind === 'sectorGrowth' || kind === 'sectorShare') &&
        pickSector('sector', kind === 'sectorShare' ? 'scenario.fromSector' : 'term.section')}
      {kind === 'sectorShare' && pickSector('toSector', 'scenario.toSector')}
      {(kind === 'participation' || kind === 'migration') &&
        pickNumber('fromPercent', 'scenario.participation', { min: 0, max: 100 })}
      {pickNumber('size', SIZES[kind])}
      {pickNumber('from', 'scenario.from', { value: first })}
      {pickNumber('to', 'scenario.to', { value: choice.year })}
      {onRemove && (
        <button type="button" onClick={onRemove}>
          {words.t('scenario.remove', { place })}
        </button>
      )}
    </fieldset>
  )
}
