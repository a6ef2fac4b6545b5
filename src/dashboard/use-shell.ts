import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language, Words } from './language.ts'
import type { ViewId } from './view-names.ts'

/** What every view and every shared part knows. */
export interface ShellState {
  readonly lang: Language
  readonly words: Words
  readonly view: ViewId
  /** The query of the address: the whole state of the page. */
  readonly query: string
  /** True once the reader has gone from one view to another: then the focus goes to the heading of the new one. */
  readonly moved: boolean
  go(query: string): void
}

export const ShellContext = createContext<ShellState | null>(null)

export function useShell(): ShellState {
  const shell = useContext(ShellContext)
  if (!shell) throw new Error('useShell outside Shell')
  return shell
}
