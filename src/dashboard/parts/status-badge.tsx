import { useShell } from '../use-shell.ts'

/** SDMX status of a figure, in words and as its code. */
export function StatusBadge({ status }: { readonly status: string }) {
  const { words } = useShell()
  return (
    <span class="badge" data-status={status}>
      {words.look(`status.${status}`, status)} ({status})
    </span>
  )
}
