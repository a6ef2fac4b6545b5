import type { ComponentChildren } from 'preact'
import { useShell } from '../use-shell.ts'

/** A real link to another state of the page: opens in a new tab, can be copied, and does not reload here. */
export function StateLink(props: {
  /** The query of that state. */
  readonly to: string
  readonly current?: boolean | 'page'
  readonly class?: string
  readonly lang?: string
  readonly children: ComponentChildren
}) {
  const { go } = useShell()
  return (
    <a
      href={props.to}
      class={props.class}
      lang={props.lang}
      aria-current={props.current || undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(props.to)
      }}
    >
      {props.children}
    </a>
  )
}
