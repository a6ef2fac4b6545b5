import { useState } from 'preact/hooks'
import type { z } from 'zod'
import type { IngestReport } from '../../contracts/ingest.ts'
import type { MendableRow } from '../../contracts/quality.ts'
import { type ProblemDetail, send } from '../api.ts'
import { keptKey } from '../parts/api-key.tsx'
import { forgetAnswers, problemOf } from '../use-load.ts'
import { useView } from './view.ts'

type Mendable = z.infer<typeof MendableRow>
const SHORTEST_REASON = 10

/** A refused row written anew by a person who knows better, with the reason; its own text stays in the quarantine. */
export function Mend({ id, onDone }: { readonly id: number; readonly onDone: () => void }) {
  const { words } = useView()
  const [found, setFound] = useState<Mendable>()
  const [problem, setProblem] = useState<ProblemDetail>()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const during = async (work: () => Promise<void>) => {
    setProblem(undefined)
    setSaid(undefined)
    setBusy(true)
    await work().catch((error) => setProblem(problemOf(error)))
    setBusy(false)
  }
  const open = () => {
    if (keptKey() === '') return setSaid(words.t('mend.needsKey'))
    void during(async () => setFound(await send<Mendable>(`v1/quarantine/${id}`, { method: 'GET', key: keptKey() })))
  }
  const mend = (form: HTMLFormElement, { fields }: Mendable) =>
    during(async () => {
      const given = new FormData(form)
      const written = fields.map(({ name, text }, at) => ({
        name,
        text,
        now: String(given.get(`field-${at}`) ?? '').trim(),
      }))
      const edits = Object.fromEntries(
        written.filter(({ text, now }) => text !== now).map(({ name, now }) => [name, now]),
      )
      const body = { edits, reason: String(given.get('reason') ?? '').trim() }
      await send<IngestReport>(`v1/quarantine/${id}/mend`, { method: 'POST', key: keptKey(), body })
      forgetAnswers()
      onDone()
    })
  const status = (
    <small role="status" class={problem ? 'wrong' : ''}>
      {problem?.detail ?? said}
    </small>
  )
  if (!found)
    return (
      <span class="mending">
        <button type="button" disabled={busy} onClick={open}>
          {words.t('mend.open')}
        </button>{' '}
        {status}
      </span>
    )
  return (
    <form
      class="mending"
      onSubmit={(event) => {
        event.preventDefault()
        void mend(event.currentTarget, found)
      }}
    >
      {found.fields.map(({ name, text }, at) => (
        <label key={name}>
          <span>{words.look(`mend.field.${name}`, name)}</span>
          <input name={`field-${at}`} type="text" defaultValue={text} maxLength={400} autocomplete="off" />
        </label>
      ))}
      <label class="grow">
        <span>{words.t('mend.reason')}</span>
        <input name="reason" type="text" required minLength={SHORTEST_REASON} maxLength={300} autocomplete="off" />
      </label>
      <p class="note">{words.t('mend.note')}</p>
      <button type="submit" disabled={busy}>
        {words.t('mend.take')}
      </button>{' '}
      <button type="button" disabled={busy} onClick={() => setFound(undefined)}>
        {words.t('mend.leave')}
      </button>{' '}
      {status}
    </form>
  )
}
