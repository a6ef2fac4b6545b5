import type { ComponentChildren } from 'preact'
import { Fold } from '../../parts/fold.tsx'
import type { PanelId } from '../address.ts'
import { usePage } from '../page.tsx'

/** A panel of this view that is opened when it is asked for; which are open stands in the address. */
export function Asked(props: {
  readonly id: PanelId
  readonly title: string
  readonly hint: string
  readonly children: () => ComponentChildren
}) {
  const { choice, go } = usePage()
  const { id, title, hint, children } = props
  return (
    <Fold
      id={id}
      title={title}
      hint={hint}
      open={choice.open.includes(id)}
      onToggle={(open) => go({ open: open ? [...choice.open, id] : choice.open.filter((one) => one !== id) })}
    >
      {children}
    </Fold>
  )
}
