import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useShell } from '../use-shell.ts'

/** The frame of a view: title of the window, heading, main content and footer. */
export function Frame(props: {
  /** Title of the window. */
  readonly title: string
  readonly heading: string
  /** Beside the heading. */
  readonly aside?: ComponentChildren
  readonly class?: string
  readonly busy: boolean
  readonly footer: string
  readonly children: ComponentChildren
}) {
  const { moved } = useShell()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!moved) return
    scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    document.title = props.title
  }, [props.title])
  return (
    <>
      <main id="main" class={props.class} tabIndex={-1} aria-busy={props.busy}>
        <div class="intro">
          <h1 ref={heading} tabIndex={-1}>
            {props.heading}
          </h1>
          {props.aside}
        </div>
        {props.children}
      </main>
      <footer>
        <p>{props.footer}</p>
      </footer>
    </>
  )
}
