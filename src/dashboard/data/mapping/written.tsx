import { useState } from 'preact/hooks'
import type { FigureMapping } from '../../../contracts/figure-mapping.ts'
import { useView } from '../view.ts'

/** The mapping as the document it is: to take along for the command line, or to say what the fields above cannot. */
export function Written(props: {
  readonly mapping: FigureMapping
  readonly onMapping: (mapping: FigureMapping) => void
}) {
  const { words } = useView()
  const [wrong, setWrong] = useState('')
  const text = JSON.stringify(props.mapping, null, 2)
  const take = (given: string) => {
    if (given === text) return
    try {
      const parsed: unknown = JSON.parse(given)
      if (typeof parsed !== 'object' || parsed === null || !('dimensions' in parsed)) throw new Error('dimensions')
      setWrong('')
      // What does not fit the contract is named by the trial below.
      props.onMapping(parsed as FigureMapping)
    } catch (error) {
      setWrong((error as Error).message)
    }
  }
  return (
    <details class="written">
      <summary>{words.t('written.title')}</summary>
      <p class="note">{words.t('written.note')}</p>
      <textarea
        aria-label={words.t('written.title')}
        rows={18}
        spellcheck={false}
        value={text}
        onChange={(event) => take(event.currentTarget.value)}
      />
      {wrong && (
        <p class="warning" role="alert">
          {words.t('written.wrong', { error: wrong })}
        </p>
      )}
      <a
        class="button"
        download={`${props.mapping.id}.json`}
        href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
      >
        {words.t('written.download')}
      </a>
    </details>
  )
}
