import { useState } from 'preact/hooks'
import { type ProblemDetail, send } from '../../api.ts'
import { Problem } from '../../parts/states.tsx'
import { forgetAnswers, problemOf } from '../../use-load.ts'
import { useView } from '../view.ts'

const FIELDS = ['id', 'vi', 'en', 'publisher', 'url', 'licence', 'citation'] as const

const PATTERNS: Readonly<Partial<Record<(typeof FIELDS)[number], string>>> = {
  id: '[A-Z][A-Z0-9_]{1,30}',
  url: 'https?://.+',
}

/** A source nobody has named yet: a figure without source and licence is not taken in. */
export function NewSourceForm(props: { readonly apiKey: string; readonly onAdded: (id: string) => void }) {
  const { words } = useView()
  const [problem, setProblem] = useState<ProblemDetail>()
  const add = async (form: HTMLFormElement) => {
    const given = new FormData(form)
    const text = (name: (typeof FIELDS)[number]) => String(given.get(name) ?? '').trim()
    const body = {
      id: text('id'),
      name: { vi: text('vi'), en: text('en') },
      publisher: text('publisher'),
      url: text('url') || null,
      licence: text('licence'),
      citation: text('citation'),
    }
    setProblem(undefined)
    try {
      await send('v1/sources', { method: 'POST', key: props.apiKey, body })
      forgetAnswers()
      props.onAdded(body.id)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <details class="new-source">
      <summary>{words.t('source.new')}</summary>
      <p class="note">{words.t('source.newNote')}</p>
      {problem && <Problem loaded={{ problem, retry: () => setProblem(undefined) }} />}
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault()
          void add(event.currentTarget)
        }}
      >
        {FIELDS.map((name) => (
          <label key={name}>
            <span>{words.t(`source.${name}`)}</span>
            <input name={name} type="text" required={name !== 'url'} pattern={PATTERNS[name]} autocomplete="off" />
          </label>
        ))}
        <button type="submit">{words.t('source.add')}</button>
      </form>
    </details>
  )
}
