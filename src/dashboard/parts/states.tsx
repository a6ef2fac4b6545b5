import type { ComponentChildren } from 'preact'
import type { Loaded } from '../use-load.ts'
import { useShell } from '../use-shell.ts'

/** Keeps the room of a figure while it loads, so that nothing below it moves. */
export function Waiting({ lines }: { readonly lines: number }) {
  const { words } = useShell()
  return (
    <div class="waiting" style={{ minHeight: `${lines * 1.75}rem` }} role="status">
      <span class="visually-hidden">{words.t('state.loading')}</span>
    </div>
  )
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>
}

/** The detail of the RFC 9457 problem as the API wrote it, and a way to try again. */
export function Problem({ loaded }: { readonly loaded: Pick<Loaded<unknown>, 'problem' | 'retry'> }) {
  const { words } = useShell()
  const { problem, retry } = loaded
  if (!problem) return null
  return (
    <div class="problem" role="alert">
      <p>
        <strong>
          {problem.status === 0 ? words.t('state.offline') : words.t('state.problem', { status: problem.status })}
        </strong>
      </p>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.status !== 0 && <p class="note">{problem.code}</p>}
      <button type="button" onClick={retry}>
        {words.t('state.retry')}
      </button>
    </div>
  )
}

/** Loading, failed or empty; else the figure. Old content stays, dimmed, while the next answer is on its way. */
export function Figure<T>(props: {
  readonly loaded: Loaded<T>
  readonly lines: number
  readonly children: (data: T) => ComponentChildren
}) {
  const { loaded } = props
  if (loaded.problem) return <Problem loaded={loaded} />
  if (loaded.data === undefined) return <Waiting lines={props.lines} />
  return <div aria-busy={loaded.busy}>{props.children(loaded.data)}</div>
}
