import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { z } from 'zod'
import type { IngestReport } from '../../contracts/ingest.ts'
import type { QuarantineList } from '../../contracts/quality.ts'
import { apiPath, getJson, send } from '../api.ts'
import { keptKey } from '../parts/api-key.tsx'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { forgetAnswers, problemOf, useLoad } from '../use-load.ts'
import { Mend } from './mend.tsx'
import { useView } from './view.ts'

type Refused = z.infer<typeof QuarantineList>
const SHOWN = 100

/** What can be done about a row, by the field it was refused for. */
function mendingOf(column: string | null) {
  if (column === 'value' || column === 'unit' || column === 'unitMult') return 'mend.value'
  if (column === 'period' || column === 'vintage') return 'mend.period'
  return column === null ? 'mend.row' : 'mend.code'
}

interface Kept {
  readonly place?: { readonly part: string | null; readonly row: number; readonly column: string | null }
  readonly text?: string
  readonly period?: string
  readonly dimensions?: Readonly<Record<string, { readonly code: string | null; readonly label: string | null }>>
}

/** Where a refused figure stands and what it says, of the text it is kept as; a row of a tidy file is its own text. */
function readKept(line: number, raw: string): { readonly place: string; readonly said: string } {
  try {
    const { figure, ...kept } = JSON.parse(raw) as Kept & { readonly figure?: Kept }
    const { place, text, period, dimensions = {} } = { ...kept, ...figure }
    if (!place || text === undefined) return { place: String(line), said: raw }
    const parts = Object.entries(dimensions).map(([id, { code, label }]) => `${id} = ${label ?? code ?? '–'}`)
    return {
      place: [place.part, place.row, place.column].filter((one) => one !== null && one !== '').join(', '),
      said: [`"${text}"`, period, ...parts].filter(Boolean).join('; '),
    }
  } catch {
    return { place: String(line), said: raw }
  }
}

/** Reads the rows of one file again: a code that was missing may be known by now. */
function Retry({ ingest, onDone }: { readonly ingest: number; readonly onDone: () => void }) {
  const { words } = useView()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const read = async () => {
    const key = keptKey()
    if (key === '') return setSaid(words.t('refused.retryNeedsKey'))
    setBusy(true)
    try {
      const report = await send<IngestReport>(`v1/ingests/${ingest}/retry`, { method: 'POST', key })
      const count = (n: number) => words.number(n, 0)
      setSaid(
        words.t('refused.retried', {
          stored: count(report.stored + report.unchanged),
          quarantined: count(report.quarantined),
        }),
      )
      if (report.stored + report.unchanged > 0) {
        forgetAnswers()
        onDone()
      }
    } catch (error) {
      setSaid(problemOf(error).detail)
    }
    setBusy(false)
  }
  return (
    <span class="retry">
      <button type="button" disabled={busy} onClick={read}>
        {words.t('refused.retry')}
      </button>{' '}
      <small role="status">{said}</small>
    </span>
  )
}

/** Refused rows that wait for a code, a mapping or a corrected file, with the reason and their own text. */
export function RefusedRows() {
  const { words } = useView()
  const refused = useLoad<Refused>(apiPath('quarantine', { limit: SHOWN }), getJson)
  return (
    <section aria-labelledby="refused-title">
      <h2 id="refused-title">{words.t('refused.title')}</h2>
      <p class="lead">{words.t('refused.lead')}</p>
      <Exports path={apiPath('quarantine', { lang: words.lang })} />
      <Figure loaded={refused} lines={4}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <Empty>{words.t('refused.none')}</Empty>
          ) : (
            <>
              <ScrollBox label={words.t('refused.title')}>
                <table class="refused">
                  <caption class="visually-hidden">{words.t('refused.title')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{words.t('refused.place')}</th>
                      <th scope="col" class="text">
                        {words.t('refused.column')}
                      </th>
                      <th scope="col" class="text">
                        {words.t('refused.reason')}
                      </th>
                      <th scope="col" class="text">
                        {words.t('refused.raw')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row, at) => (
                      <Fragment key={row.id}>
                        <tr data-refused={row.id}>
                          <th scope="row">
                            {row.file}: {readKept(row.line, row.raw).place}{' '}
                            {row.ingestId !== rows[at - 1]?.ingestId && (
                              <Retry ingest={row.ingestId} onDone={refused.retry} />
                            )}
                          </th>
                          <td class="text">{row.column ?? '–'}</td>
                          <td class="text">
                            {words.label(row.text)} <small class="mend">{words.t(mendingOf(row.column))}</small>
                          </td>
                          <td class="text">
                            <code title={row.raw}>{readKept(row.line, row.raw).said}</code>
                          </td>
                        </tr>
                        <tr data-mend={row.id}>
                          <td colSpan={4} class="text">
                            <Mend id={row.id} onDone={refused.retry} />
                          </td>
                        </tr>
                      </Fragment>
                    ))}
                  </tbody>
                </table>
              </ScrollBox>
              {next !== null && <p class="note">{words.t('refused.more', { n: SHOWN })}</p>}
            </>
          )
        }
      </Figure>
    </section>
  )
}
