import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Words } from '../language.ts'
import { type DataAddress, formatData } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export type DataKey = keyof typeof vi

/** What every part of the data view needs. */
export interface View {
  readonly words: Words
  readonly address: DataAddress
  go(next: DataAddress): void
  /** A message of the view, with its places filled. */
  say(key: DataKey, params?: Readonly<Record<string, string | number>>): string
  /** A message by a key built at run time, or `fallback` where there is none. */
  name(key: string, fallback: string): string
}

export const ViewContext = createContext<View | null>(null)

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('useView outside ViewContext')
  return view
}

export function createView(words: Words, address: DataAddress, go: View['go']): View {
  const messages: Readonly<Record<string, string>> = words.lang === 'en' ? en : vi
  return {
    words,
    address,
    go,
    say: (key, params = {}) =>
      messages[key]!.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)),
    name: (key, fallback) => messages[key] ?? fallback,
  }
}

/** A real link to another state of the view. */
export function ViewLink(props: {
  readonly to: DataAddress
  readonly current?: boolean
  readonly lang?: string
  readonly children: ComponentChildren
}) {
  const { go } = useView()
  return (
    <a
      href={formatData(props.to)}
      lang={props.lang}
      aria-current={props.current ? 'true' : undefined}
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
