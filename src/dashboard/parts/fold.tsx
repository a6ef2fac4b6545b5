import type { ComponentChildren } from 'preact'

/** A part of a page that is opened when it is asked for: its heading says what it answers, its state stands in the address. */
export function Fold(props: {
  readonly id: string
  readonly title: string
  /** One line on what is inside. */
  readonly hint?: string
  readonly open: boolean
  readonly onToggle: (open: boolean) => void
  readonly children: () => ComponentChildren
}) {
  const { id, title, hint, open, onToggle } = props
  return (
    <section aria-labelledby={`${id}-title`} class="fold" id={id}>
      <details open={open} onToggle={(event) => event.currentTarget.open !== open && onToggle(!open)}>
        <summary>
          <h2 id={`${id}-title`}>{title}</h2>
          {hint && <span class="hint">{hint}</span>}
        </summary>
        {open && <div class="fold-body">{props.children()}</div>}
      </details>
    </section>
  )
}
