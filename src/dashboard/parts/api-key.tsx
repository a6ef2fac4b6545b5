import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { type ProblemDetail, send } from '../api.ts'
import { forgetAnswers, problemOf } from '../use-load.ts'
import { useShell } from '../use-shell.ts'
import { Problem } from './states.tsx'

/** Where the tab keeps the key until it is closed. */
const KEPT = 'nhanluc.key'

/** The key given in this tab; empty when none was. */
export const keptKey = (): string => sessionStorage.getItem(KEPT) ?? ''

/** What is written for a person who holds the key: asked once in a tab, and asked again when it is refused. */
export function WithKey({ children }: { readonly children: (key: string, refused: () => void) => ComponentChildren }) {
  const { words } = useShell()
  const [key, setKey] = useState(keptKey)
  const keep = (next: string) => {
    sessionStorage.setItem(KEPT, next)
    setKey(next)
  }
  if (key !== '') return <>{children(key, () => keep(''))}</>
  return (
    <form
      class="controls inline"
      onSubmit={(event) => {
        event.preventDefault()
        const text = new FormData(event.currentTarget).get('key')
        if (typeof text === 'string' && text.trim() !== '') keep(text.trim())
      }}
    >
      <label class="grow">
        <span>{words.t('key.label')}</span>
        <input name="key" type="password" autocomplete="current-password" required />
      </label>
      <button type="submit">{words.t('key.use')}</button>
      <p class="note">{words.t('key.note')}</p>
    </form>
  )
}

/** Text of one field of a form, without the blanks around it; undefined when nothing was typed. */
export function typed(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** A number of a form; undefined when nothing was typed. */
export const typedNumber = (form: FormData, name: string): number | undefined => {
  const text = typed(form, name)
  return text === undefined ? undefined : Number(text)
}

/** A form that is sent to the API: what it refuses is said beside it, and nothing that was typed is lost. */
export function SendForm<T>(props: {
  readonly apiKey: string
  /** The key is not the right one. */
  readonly refused: () => void
  readonly path: string
  readonly body: (form: FormData) => object
  readonly submit: string
  readonly done: (answer: T) => ComponentChildren
  readonly children: ComponentChildren
}) {
  const { words } = useShell()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemDetail>()
  const [answer, setAnswer] = useState<T>()
  const post = async (form: HTMLFormElement) => {
    setBusy(true)
    setProblem(undefined)
    setAnswer(undefined)
    try {
      const body = props.body(new FormData(form))
      setAnswer(await send<T>(props.path, { method: 'POST', key: props.apiKey, body }))
      forgetAnswers()
    } catch (error) {
      setProblem(problemOf(error))
    }
    setBusy(false)
  }
  const retry = problem?.code === 'UNAUTHORISED' ? props.refused : () => setProblem(undefined)
  return (
    <form
      class="fields"
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault()
        void post(event.currentTarget)
      }}
    >
      {props.children}
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? words.t('write.sending') : props.submit}
        </button>{' '}
        <button type="button" onClick={props.refused}>
          {words.t('key.forget')}
        </button>
      </p>
      {problem && <Problem loaded={{ problem, retry }} />}
      <div role="status">{answer !== undefined && <p class="done">{props.done(answer)}</p>}</div>
    </form>
  )
}
