import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Words } from '../language.ts'
import { type AdmissionsAddress, formatAdmissions } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export type AdmissionsKey = keyof typeof vi

/** What every part of the admissions view needs. */
export interface View {
  readonly words: Words
  readonly address: AdmissionsAddress
  go(next: AdmissionsAddress): void
  /** A message of the view, with its places filled. */
  say(key: AdmissionsKey, params?: Readonly<Record<string, string | number>>): string
  /** A message by a key built at run time; the key itself where there is none. */
  name(key: string): string
  persons(value: number): string
}

export const ViewContext = createContext<View | null>(null)

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('useView outside ViewContext')
  return view
}

export function createView(words: Words, address: AdmissionsAddress, go: View['go']): View {
  const messages: Readonly<Record<string, string>> = words.lang === 'en' ? en : vi
  return {
    words,
    address,
    go,
    say: (key, params = {}) =>
      messages[key]!.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)),
    name: (key) => messages[key] ?? key,
    persons: (value) => words.number(Math.round(value) === 0 ? 0 : value, 0),
  }
}

/** A real link to another state of the view. */
export function ViewLink(props: {
  readonly to: AdmissionsAddress
  readonly current?: boolean
  readonly class?: string
  readonly lang?: string
  readonly children: preact.ComponentChildren
}) {
  const { go } = useView()
  return (
    <a
      href={formatAdmissions(props.to)}
      class={props.class}
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

/** Where a number comes from: invented and assumed ones are told apart from measured ones. */
export function OriginBadge({ status }: { readonly status: string }) {
  const { name } = useView()
  return (
    <span class="badge origin" data-origin={status}>
      {name(`origin.${status}`)}
    </span>
  )
}
