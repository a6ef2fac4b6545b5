import { useState } from 'preact/hooks'
import { apiAddress } from '../api.ts'
import { useShell } from '../use-shell.ts'

/** The same rows as files, and as an address that other programs can call. */
export function Exports({ path }: { readonly path: string }) {
  const { words } = useShell()
  const [said, setSaid] = useState('')
  const address = apiAddress(path)
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(words.t('export.copied'))
    } catch {
      // Without a secure context there is no clipboard; the address below can be selected by hand.
      setSaid(words.t('export.notCopied'))
    }
  }
  return (
    <div class="exports">
      <a class="button" href={`${path}&format=csv`} download>
        CSV
      </a>
      <a class="button" href={`${path}&format=xlsx`} download>
        XLSX
      </a>
      <button type="button" onClick={() => copy(address)}>
        {words.t('export.copyLink')}
      </button>
      <button type="button" onClick={() => copy(`curl -H 'accept: application/json' '${address}'`)}>
        {words.t('export.copyCurl')}
      </button>
      <code class="address">{address}</code>
      <span role="status">{said}</span>
    </div>
  )
}
