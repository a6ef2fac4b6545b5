import { useState } from 'preact/hooks'
import { Frame } from '../../parts/frame.tsx'
import { useView, ViewLink } from '../view.ts'
import { ChooseFile } from './choose-file.tsx'
import { Desk } from './desk.tsx'

/** Where this tab keeps the key. */
export const KEPT_KEY = 'nhanluc.key'

/** A file nobody has seen, from its bytes to figures in the store, without touching code. */
export function LoadFile() {
  const { words, address } = useView()
  const [key, setKey] = useState(() => sessionStorage.getItem(KEPT_KEY) ?? '')
  const keep = (next: string) => {
    sessionStorage.setItem(KEPT_KEY, next)
    setKey(next)
  }
  return (
    <Frame
      title={`${words.t('load.title')} – Nhân lực`}
      heading={words.t('load.title')}
      class="data-view load-view"
      busy={false}
      footer={words.t('footer.text')}
    >
      <p class="lead">
        {words.t('load.lead')} <ViewLink to={{ lang: address.lang }}>{words.t('load.back')}</ViewLink>
      </p>
      {key === '' ? <KeyForm onKey={keep} /> : <ChooseFile apiKey={key} onRefused={() => keep('')} />}
      {key !== '' && address.file !== undefined && <Desk key={address.file} apiKey={key} file={address.file} />}
    </Frame>
  )
}

function KeyForm({ onKey }: { readonly onKey: (key: string) => void }) {
  const { words } = useView()
  return (
    <form
      class="controls"
      onSubmit={(event) => {
        event.preventDefault()
        const text = new FormData(event.currentTarget).get('key')
        if (typeof text === 'string' && text.trim() !== '') onKey(text.trim())
      }}
    >
      <label class="grow">
        <span>{words.t('load.key')}</span>
        <input name="key" type="password" autocomplete="current-password" required />
      </label>
      <button type="submit">{words.t('load.useKey')}</button>
      <p class="note">{words.t('load.keyNote')}</p>
    </form>
  )
}
