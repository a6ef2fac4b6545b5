import { defineView } from '../define-view.tsx'
import { formatAdmissions, parseAdmissions } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export const { useView, ViewLink } = defineView({
  parse: parseAdmissions,
  format: formatAdmissions,
  messages: { vi, en },
})

/** Where a number comes from: invented and assumed ones are told apart from measured ones. */
export function OriginBadge({ status }: { readonly status: string }) {
  const { words } = useView()
  return (
    <span class="badge origin" data-origin={status}>
      {words.look(`origin.${status}`)}
    </span>
  )
}
