import { useEffect, useState } from 'preact/hooks'
import { ApiError, type ProblemDetail } from './api.ts'

/** `data` stays the last answer while the next one is on its way, so that the page does not jump. */
export interface Loaded<T> {
  readonly data: T | undefined
  readonly problem: ProblemDetail | undefined
  readonly busy: boolean
  retry(): void
}

const answers = new Map<string, unknown>()
/** What asks again when the answers are forgotten: every load that stands on the page. */
const standing = new Set<() => void>()

/** What was written changes what the API answers: everything is asked for again, and the old stays until the new is there. */
export function forgetAnswers(): void {
  answers.clear()
  for (const askAgain of standing) askAgain()
}

export const problemOf = (error: unknown): ProblemDetail =>
  error instanceof ApiError ? error.problem : { title: '', detail: String(error), status: 0, code: 'INTERNAL' as const }

/**
 * Loads `path` with `get` and remembers the answer for the life of the page: a release does not change under its reader.
 * @param path undefined loads nothing
 */
export function useLoad<T>(
  path: string | undefined,
  get: (path: string, signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<{ path?: string; data?: T; problem?: ProblemDetail }>({})
  useEffect(() => {
    const askAgain = () => setAttempt((n) => n + 1)
    standing.add(askAgain)
    return () => {
      standing.delete(askAgain)
    }
  }, [])
  useEffect(() => {
    if (path === undefined) return
    if (answers.has(path)) {
      setState({ path, data: answers.get(path) as T })
      return
    }
    const abort = new AbortController()
    get(path, abort.signal).then(
      (data) => {
        answers.set(path, data)
        setState({ path, data })
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        setState({ path, problem: problemOf(error) })
      },
    )
    return () => abort.abort()
  }, [path, attempt])

  const retry = () => {
    setState({})
    setAttempt(attempt + 1)
  }
  if (path === undefined) return { data: undefined, problem: undefined, busy: false, retry }
  const known = answers.get(path) as T | undefined
  if (known !== undefined) return { data: known, problem: undefined, busy: false, retry }
  if (state.path === path) return { data: state.data, problem: state.problem, busy: false, retry }
  return { data: state.data, problem: undefined, busy: true, retry }
}
