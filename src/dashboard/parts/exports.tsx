import { useState } from 'preact/hooks'
import { apiAddress } from '../api.ts'
import { useShell } from '../use-shell.ts'

/** The same rows as files, and as an address that other programs can call; figures in the formats of statistics offices too. */
export function Exports(props: {
  readonly path: string
  readonly statistical?: boolean
  /** Path of the same as a document to read, sign or attach. */
  readonly pdf?: string
}) {
  const { path, statistical = false, pdf } = props
  const { words } = useShell()
  const [said, setSaid] = useState('')
  const address = apiAddress(path)
  const withFormat = (format: string, of = path): string => `${of}${of.includes('?') ? '&' : '?'}format=${format}`
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
      <a class="button" href={withFormat('csv')} download>
        CSV
      </a>
      <a class="button" href={withFormat('xlsx')} download>
        XLSX
      </a>
      {pdf && (
        <a class="button" href={withFormat('pdf', pdf)} download>
          PDF
        </a>
      )}
      {statistical && (
        <>
          <a class="button" href={withFormat('json-stat')} download>
            JSON-stat
          </a>
          <a class="button" href={withFormat('sdmx-csv')} download>
            SDMX-CSV
          </a>
        </>
      )}
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
