import { useState } from 'preact/hooks'
import type { ScenarioRequest } from '../../../contracts/scenarios.ts'
import { SendForm, typed, WithKey } from '../../parts/api-key.tsx'
import { usePage } from '../page.tsx'
import type { Panel } from '../panel.ts'
import { type ChangeDraft, ChangeFields, readChange } from './scenario-change.tsx'

const word = (form: FormData, name: string): string => typed(form, name) ?? ''

/** Saves a scenario, a list of changes under a name, with its owner and what it assumes; it is computed at once. */
export function ScenarioForm({ panel }: { readonly panel: Panel }) {
  const { words, choice } = usePage()
  const [changes, setChanges] = useState<readonly ChangeDraft[]>([{ id: 1, kind: 'sectorGrowth' }])
  const add = () => {
    const last = changes.at(-1)!
    setChanges([...changes, { id: last.id + 1, kind: last.kind }])
  }
  const replace = (draft: ChangeDraft) => setChanges(changes.map((one) => (one.id === draft.id ? draft : one)))
  const remove = (id: number) => setChanges(changes.filter((one) => one.id !== id))
  const body = (form: FormData): ScenarioRequest => ({
    // One language is enough to begin with: what is not written stands in both.
    name: { vi: word(form, 'name'), en: typed(form, 'nameEn') ?? word(form, 'name') },
    note: { vi: word(form, 'note'), en: typed(form, 'noteEn') ?? word(form, 'note') },
    owner: word(form, 'owner'),
    changes: changes.map((draft) => readChange(form, draft, choice.area)),
  })
  return (
    <WithKey>
      {(key, refused) => (
        <SendForm<object>
          apiKey={key}
          refused={refused}
          path="v1/scenarios"
          body={body}
          submit={words.t('scenario.submit')}
          done={() => words.t('scenario.done')}
        >
          {changes.map((draft, k) => (
            <ChangeFields
              key={draft.id}
              draft={draft}
              place={k + 1}
              panel={panel}
              onKind={(kind) => replace({ ...draft, kind })}
              onRemove={changes.length > 1 ? () => remove(draft.id) : undefined}
            />
          ))}
          <p class="actions">
            <button type="button" data-add onClick={add}>
              {words.t('scenario.add')}
            </button>
          </p>
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
