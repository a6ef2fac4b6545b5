import { useEffect, useState } from 'preact/hooks'
import type { z } from 'zod'
import type { FileList, KeptFile } from '../../../contracts/files.ts'
import { type ProblemDetail, send } from '../../api.ts'
import { Problem } from '../../parts/states.tsx'
import { problemOf } from '../../use-load.ts'
import { useView } from '../view.ts'

type Files = z.infer<typeof FileList>['rows']

/** Brings a file, or goes on with one that was brought before. */
export function ChooseFile({ apiKey, onRefused }: { readonly apiKey: string; readonly onRefused: () => void }) {
  const { words, address, go } = useView()
  const [files, setFiles] = useState<Files>()
  const [problem, setProblem] = useState<ProblemDetail>()
  const [busy, setBusy] = useState(false)
  const list = () => {
    setProblem(undefined)
    send<z.infer<typeof FileList>>('v1/files', { method: 'GET', key: apiKey }).then(
      ({ rows }) => setFiles(rows),
      (error: unknown) => setProblem(problemOf(error)),
    )
  }
  useEffect(list, [apiKey])
  const bring = async (file: File) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const path = `v1/files?name=${encodeURIComponent(file.name)}`
      const kept = await send<z.infer<typeof KeptFile>>(path, { method: 'POST', key: apiKey, body: file })
      go({ ...address, file: kept.file.id })
      list()
    } catch (error) {
      setProblem(problemOf(error))
    }
    setBusy(false)
  }
  const isRefused = problem?.code === 'UNAUTHORISED'
  return (
    <section aria-labelledby="file-title">
      <h2 id="file-title">{words.t('load.file')}</h2>
      {problem && <Problem loaded={{ problem, retry: isRefused ? onRefused : list }} />}
      {!isRefused && (
        <form class="controls" aria-busy={busy} onSubmit={(event) => event.preventDefault()}>
          <label class="grow">
            <span>{words.t('load.upload')}</span>
            <input
              type="file"
              disabled={busy}
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? []
                if (file) void bring(file)
              }}
            />
          </label>
          {files && files.length > 0 && (
            <label class="grow">
              <span>{words.t('load.brought')}</span>
              <select
                value={address.file ?? ''}
                onChange={(event) => go({ ...address, file: event.currentTarget.value || undefined })}
              >
                <option value="">{words.t('load.none')}</option>
                {files.map((file) => (
                  <option key={file.id} value={file.id}>
                    {file.name} · {words.day(file.at)} · {words.t('load.bytes', { n: words.number(file.bytes, 0) })}
                    {file.ingests.length > 0 ? ` · ${words.t('load.loaded')}` : ''}
                  </option>
                ))}
              </select>
            </label>
          )}
          <p class="note">{words.t('load.kept')}</p>
        </form>
      )}
    </section>
  )
}
