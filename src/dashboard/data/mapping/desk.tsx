import { useEffect, useRef, useState } from 'preact/hooks'
import type { FigureMapping, Writing } from '../../../contracts/figure-mapping.ts'
import type { FileInspection, Preview } from '../../../contracts/files.ts'
import { apiPath, type ProblemDetail, send } from '../../api.ts'
import { Problem, Waiting } from '../../parts/states.tsx'
import { problemOf } from '../../use-load.ts'
import { useView } from '../view.ts'
import { Dimensions } from './dimensions.tsx'
import { Found } from './found.tsx'
import { General } from './general.tsx'
import { Keep, WayIn } from './keep.tsx'
import { Load } from './load.tsx'
import { Tried } from './tried.tsx'
import { Written } from './written.tsx'

const PAUSE_MS = 600

interface Props {
  readonly apiKey: string
  readonly file: string
}

/** The work on one file: what it is, what its figures mean, what would become of them, and loading it. */
export function Desk({ apiKey, file }: Props) {
  const { words } = useView()
  const [inspection, setInspection] = useState<FileInspection>()
  const [problem, setProblem] = useState<ProblemDetail>()
  const [mapping, setMapping] = useState<FigureMapping>()
  const [vintage, setVintage] = useState('')
  const inspect = (writing?: Writing) => {
    setProblem(undefined)
    const path = apiPath(`files/${file}/inspection`, { ...writing })
    send<FileInspection>(path, { method: 'GET', key: apiKey }).then(
      (found) => {
        setInspection(found)
        setVintage((given) => given || (found.published ?? ''))
        // What was settled by hand stays when only the writing of the file was declared.
        setMapping((own) => (own ? { ...own, writing } : (found.mapping ?? found.draft ?? undefined)))
      },
      (error: unknown) => setProblem(problemOf(error)),
    )
  }
  useEffect(() => inspect(), [file])
  const trial = useTrial(apiKey, file, mapping, vintage)
  if (problem) return <Problem loaded={{ problem, retry: () => inspect(mapping?.writing) }} />
  if (!inspection || !mapping) return <Waiting lines={20} />
  const isKept = mapping.proposed
  return (
    <>
      <Found inspection={inspection} />
      {inspection.proposal && inspection.draft && (
        <WayIn
          isKept={isKept}
          onKeep={() => setMapping(inspection.proposal!)}
          onWrite={() => setMapping(inspection.draft!)}
        />
      )}
      {isKept ? (
        <Keep
          mapping={mapping}
          vintage={vintage}
          asksPeriod={inspection.periods.shown.every((period) => period === '')}
          onMapping={setMapping}
          onVintage={setVintage}
        />
      ) : (
        <>
          <General
            inspection={inspection}
            mapping={mapping}
            vintage={vintage}
            apiKey={apiKey}
            onMapping={setMapping}
            onVintage={setVintage}
            onWriting={inspect}
          />
          <Dimensions mapping={mapping} preview={trial.preview} onMapping={setMapping} />
          <Written mapping={mapping} onMapping={setMapping} />
        </>
      )}
      <section aria-labelledby="tried-title" aria-busy={trial.busy}>
        <h2 id="tried-title">{words.t('tried.title')}</h2>
        {trial.problem && <Problem loaded={{ problem: trial.problem, retry: trial.again }} />}
        {trial.preview && !trial.problem && <Tried preview={trial.preview} />}
      </section>
      <Load apiKey={apiKey} file={file} mapping={mapping} vintage={vintage} preview={trial.preview} />
    </>
  )
}

/** Tries the mapping whenever it stands still; one question at a time, the newest next. */
function useTrial(apiKey: string, file: string, mapping: FigureMapping | undefined, vintage: string) {
  const [state, setState] = useState<{ preview?: Preview; problem?: ProblemDetail; busy: boolean }>({ busy: false })
  const [attempt, setAttempt] = useState(0)
  const running = useRef(false)
  useEffect(() => {
    if (mapping === undefined) return
    let current = true
    setState((old) => ({ ...old, busy: true }))
    const begin = () => {
      if (!current) return
      if (running.current) {
        timer = setTimeout(begin, PAUSE_MS)
        return
      }
      running.current = true
      // Without a day the trial takes today; only loading needs the day of publication.
      const day = vintage || new Date().toISOString().slice(0, 10)
      const body = { mapping, vintage: day }
      send<Preview>(`v1/files/${file}/preview`, { method: 'POST', key: apiKey, body })
        .then(
          (preview) => current && setState({ preview, busy: false }),
          (error: unknown) =>
            current && setState(({ preview }) => ({ preview, problem: problemOf(error), busy: false })),
        )
        .finally(() => {
          running.current = false
        })
    }
    let timer = setTimeout(begin, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [mapping, vintage, attempt])
  return { ...state, again: () => setAttempt((n) => n + 1) }
}
