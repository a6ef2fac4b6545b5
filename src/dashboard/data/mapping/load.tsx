import { useState } from 'preact/hooks'
import type { FigureMapping } from '../../../contracts/figure-mapping.ts'
import type { Preview } from '../../../contracts/files.ts'
import type { IngestReport } from '../../../contracts/ingest.ts'
import { type ProblemDetail, send } from '../../api.ts'
import { Problem } from '../../parts/states.tsx'
import { forgetAnswers, problemOf } from '../../use-load.ts'
import { useView, ViewLink } from '../view.ts'

interface Props {
  readonly apiKey: string
  readonly file: string
  readonly mapping: FigureMapping
  readonly vintage: string
  readonly preview: Preview | undefined
}

type Done =
  | { readonly kind: 'saved'; readonly version: number }
  | { readonly kind: 'loaded'; readonly report: IngestReport }

/** Keeps the mapping, or loads the file by it. What cannot be understood is refused and waits; nothing is lost. */
export function Load({ apiKey, file, mapping, vintage, preview }: Props) {
  const { words } = useView()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemDetail>()
  const [done, setDone] = useState<Done>()
  const act = async (work: () => Promise<Done>) => {
    setBusy(true)
    setProblem(undefined)
    setDone(undefined)
    try {
      setDone(await work())
      forgetAnswers()
    } catch (error) {
      setProblem(problemOf(error))
    }
    setBusy(false)
  }
  const save = () =>
    act(async () => {
      const path = `v1/mappings/${encodeURIComponent(mapping.id)}`
      const { version } = await send<{ version: number }>(path, { method: 'PUT', key: apiKey, body: mapping })
      return { kind: 'saved', version }
    })
  const load = () =>
    act(async () => {
      const body = { mapping, vintage }
      const report = await send<IngestReport>(`v1/files/${file}/ingest`, { method: 'POST', key: apiKey, body })
      return { kind: 'loaded', report }
    })
  const isReady = vintage !== '' && mapping.source !== 'SOURCE'
  return (
    <section aria-labelledby="load-title" aria-busy={busy}>
      <h2 id="load-title">{words.t('load.do')}</h2>
      <p class="lead">{words.t(isReady ? 'load.ready' : 'load.notReady')}</p>
      <p class="actions">
        {!mapping.proposed && (
          <button type="button" disabled={busy || mapping.source === 'SOURCE'} onClick={save}>
            {words.t('load.save')}
          </button>
        )}{' '}
        <button type="button" class="primary" disabled={busy || !isReady || preview?.good === 0} onClick={load}>
          {words.t('load.ingest')}
        </button>
      </p>
      {problem && <Problem loaded={{ problem, retry: () => setProblem(undefined) }} />}
      <div role="status">
        {done?.kind === 'saved' && (
          <p class="done">{words.t('load.saved', { id: mapping.id, version: done.version })}</p>
        )}
        {done?.kind === 'loaded' && <Loaded report={done.report} mapping={mapping} />}
      </div>
    </section>
  )
}

function Loaded({ report, mapping }: { readonly report: IngestReport; readonly mapping: FigureMapping }) {
  const { words, address } = useView()
  const count = (n: number) => words.number(n, 0)
  return (
    <div class="done" data-stored={report.stored}>
      <p class="identity">
        {words.t('ingests.sum', {
          read: count(report.read),
          stored: count(report.stored),
          unchanged: count(report.unchanged),
          withdrawn: count(report.withdrawn),
          quarantined: count(report.quarantined),
          nil: count(report.nil),
        })}
      </p>
      <p>
        {report.recognised ? `${words.t('load.recognised')} ` : ''}
        {report.ingestId !== null && (
          <ViewLink to={{ lang: address.lang, ingest: report.ingestId }}>{words.t('load.report')}</ViewLink>
        )}{' '}
        <a
          href={`v1/observations?source=${encodeURIComponent(mapping.source)}&format=xlsx&lang=${words.lang}`}
          download
        >
          {words.t('load.figures')}
        </a>
      </p>
    </div>
  )
}
