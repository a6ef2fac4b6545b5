import { useState } from 'preact/hooks'
import type { Change, ScenarioRequest } from '../../../contracts/scenarios.ts'
import { SendForm, typed, typedNumber, WithKey } from '../../parts/api-key.tsx'
import { type PlannerKey, usePage } from '../page.tsx'
import type { Panel } from '../panel.ts'
import { shortName } from '../parts/names.ts'

/** Changes a planner makes most; the API knows more. */
const KINDS = ['sectorGrowth', 'participation', 'migration', 'sectorShare'] as const
type Kind = (typeof KINDS)[number]

const number = (form: FormData, name: string): number => typedNumber(form, name) ?? Number.NaN
const word = (form: FormData, name: string): string => typed(form, name) ?? ''

/** The change a form describes, in the units a planner speaks in. */
function changeOf(form: FormData, kind: Kind, area: string): Change {
  const years = { from: number(form, 'from'), to: number(form, 'to') }
  const size = number(form, 'size')
  if (kind === 'sectorGrowth') return { kind, area, sector: word(form, 'sector'), pointsPerYear: size, ...years }
  if (kind === 'participation') return { kind, area, fromPercent: number(form, 'fromPercent'), points: size, ...years }
  if (kind === 'migration')
    return { kind, area, personsPerYear: size, participationPercent: number(form, 'fromPercent'), ...years }
  return {
    kind,
    area: 'VN',
    fromSector: word(form, 'sector'),
    toSector: word(form, 'toSector'),
    points: size,
    ...years,
  }
}

/** What the size of a change is counted in. */
const SIZES: Readonly<Record<Kind, PlannerKey>> = {
  sectorGrowth: 'scenario.pointsPerYear',
  participation: 'scenario.points',
  migration: 'scenario.personsPerYear',
  sectorShare: 'scenario.shareOfEmployment',
}

/** Saves a scenario of one change under a name, with its owner and what it assumes; it is computed at once. */
export function ScenarioForm({ panel }: { readonly panel: Panel }) {
  const { words, choice, release } = usePage()
  const [kind, setKind] = useState<Kind>('sectorGrowth')
  const body = (form: FormData): ScenarioRequest => ({
    // One language is enough to begin with: what is not written stands in both.
    name: { vi: word(form, 'name'), en: typed(form, 'nameEn') ?? word(form, 'name') },
    note: { vi: word(form, 'note'), en: typed(form, 'noteEn') ?? word(form, 'note') },
    owner: word(form, 'owner'),
    changes: [changeOf(form, kind, choice.area)],
  })
  const sectors = panel.sections.flatMap((id) => panel.find(id, choice.year) ?? [])
  const pickSector = (name: string, label: PlannerKey) => (
    <label>
      <span>{words.t(label)}</span>
      <select name={name} required>
        {sectors.map((row) => (
          <option key={row.sector} value={row.sector}>
            {shortName(words, row)}
          </option>
        ))}
      </select>
    </label>
  )
  const first = release ? release.manifest.baseYear + 2 : choice.year
  return (
    <WithKey>
      {(key, refused) => (
        <SendForm<{ readonly scenario?: { readonly id: string }; readonly id?: string }>
          apiKey={key}
          refused={refused}
          path="v1/scenarios"
          body={body}
          submit={words.t('scenario.submit')}
          done={() => words.t('scenario.done')}
        >
          <label>
            <span>{words.t('scenario.kind')}</span>
            <select value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)}>
              {KINDS.map((one) => (
                <option key={one} value={one}>
                  {words.t(`scenario.kind.${one}`)}
                </option>
              ))}
            </select>
          </label>
          {(kind === 'sectorGrowth' || kind === 'sectorShare') &&
            pickSector('sector', kind === 'sectorShare' ? 'scenario.fromSector' : 'term.section')}
          {kind === 'sectorShare' && pickSector('toSector', 'scenario.toSector')}
          {(kind === 'participation' || kind === 'migration') && (
            <label>
              <span>{words.t('scenario.participation')}</span>
              <input name="fromPercent" type="number" step="any" min={0} max={100} required />
            </label>
          )}
          <label>
            <span>{words.t(SIZES[kind])}</span>
            <input name="size" type="number" step="any" required />
          </label>
          <label>
            <span>{words.t('scenario.from')}</span>
            <input name="from" type="number" defaultValue={first} required />
          </label>
          <label>
            <span>{words.t('scenario.to')}</span>
            <input name="to" type="number" defaultValue={choice.year} required />
          </label>
          <label class="grow">
            <span>{words.t('scenario.name')}</span>
            <input name="name" required maxLength={300} />
          </label>
          <label class="grow">
            <span>{words.t('scenario.nameEn')}</span>
            <input name="nameEn" maxLength={300} />
          </label>
          <label class="grow">
            <span>{words.t('scenario.note')}</span>
            <input name="note" required maxLength={300} />
          </label>
          <label class="grow">
            <span>{words.t('scenario.noteEn')}</span>
            <input name="noteEn" maxLength={300} />
          </label>
          <label>
            <span>{words.t('scenario.owner')}</span>
            <input name="owner" required maxLength={200} />
          </label>
        </SendForm>
      )}
    </WithKey>
  )
}
