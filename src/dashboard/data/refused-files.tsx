import { useState } from 'preact/hooks'
import type { z } from 'zod'
import type { IngestReport } from '../../contracts/ingest.ts'
import type { RefusedFileList } from '../../contracts/quality.ts'
import { apiPath, getJson, send } from '../api.ts'
import { keptKey } from '../parts/api-key.tsx'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { forgetAnswers, problemOf, useLoad } from '../use-load.ts'
import { useView } from './view.ts'

type Refused = z.infer<typeof RefusedFileList>
const SHOWN = 50

/** Reads a refused file again, with the period or day of publication it does not state. */
function RetryFile({ id, onDone }: { readonly id: number; readonly onDone: () => void }) {
  const { words } = useView()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const read = async (form: HTMLFormElement) => {
    const key = keptKey()
    if (key === '') return setSaid(words.t('refused.retryNeedsKey'))
    const given = new FormData(form)
    const stated = ['period', 'vintage'].map((name) => [name, String(given.get(name) ?? '').trim()])
    const body = Object.fromEntries(stated.filter(([, text]) => text !== ''))
    setBusy(true)
    try {
      await send<IngestReport>(`v1/refused-files/${id}/retry`, { method: 'POST', key, body })
      forgetAnswers()
      onDone()
    } catch (error) {
      setSaid(problemOf(error).detail)
    }
    setBusy(false)
  }
  return (
    <form
      class="mending"
      onSubmit={(event) => {
        event.preventDefault()
        void read(event.currentTarget)
      }}
    >
      <label>
        <span>{words.t('refusedFiles.period')}</span>
        <input name="period" type="text" maxLength={40} autocomplete="off" />
      </label>
      <label>
        <span>{words.t('refusedFiles.vintage')}</span>
        <input name="vintage" type="date" />
      </label>
      <button type="submit" disabled={busy}>
        {words.t('refusedFiles.retry')}
      </button>{' '}
      <small role="status">{said}</small>
    </form>
  )
}

/** Files of which nothing could be taken in, with the reason, until their bytes go in. */
export function RefusedFiles() {
  const { words } = useView()
  const refused = useLoad<Refused>(apiPath('refused-files', { limit: SHOWN }), getJson)
  return (
    <section aria-labelledby="refused-files-title">
      <h2 id="refused-files-title">{words.t('refusedFiles.title')}</h2>
      <p class="lead">{words.t('refusedFiles.lead')}</p>
      <Figure loaded={refused} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.t('refusedFiles.none')}</Empty>
          ) : (
            <>
              <Exports path={apiPath('refused-files', { lang: words.lang })} />
              <ScrollBox label={words.t('refusedFiles.title')}>
                <table class="refused">
                  <caption class="visually-hidden">{words.t('refusedFiles.title')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{words.t('refusedFiles.file')}</th>
                      <th scope="col">{words.t('refusedFiles.at')}</th>
                      <th scope="col" class="text">
                        {words.t('refused.reason')}
                      </th>
                      <th scope="col" class="text">
                        {words.t('refusedFiles.again')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.id} data-refused-file={row.id}>
                        <th scope="row">
                          {row.file} <small title={row.sha256}>{row.sha256.slice(0, 12)}…</small>
                        </th>
                        <td>
                          {words.day(row.at.slice(0, 10))}
                          {row.times > 1 && ` (${row.times} ×)`}
                        </td>
                        <td class="text">{words.label(row.text)}</td>
                        <td class="text">
                          <RetryFile id={row.id} onDone={refused.retry} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollBox>
            </>
          )
        }
      </Figure>
    </section>
  )
}
