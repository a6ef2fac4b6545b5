import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { type Address, formatAddress } from './address.ts'
import type { Releases, Sources } from './api.ts'
import type { Words } from './language.ts'

export type Release = Releases['rows'][number]
/** The address with every choice made. */
export type Choice = Address & Required<Pick<Address, 'area' | 'year' | 'subject'>>

/** What every figure of the page needs to know. */
export interface Page {
  readonly words: Words
  readonly choice: Choice
  readonly areaName: string
  /** The area that contains this one and has gaps too, with its name. */
  readonly parent: { readonly id: string; readonly name: string } | undefined
  readonly release: Release | undefined
  readonly sources: Sources['rows']
  go(change: Partial<Address>): void
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('usePage outside PageContext')
  return page
}

/** A real link to another state of the page: opens in a new tab, can be copied, and does not reload here. */
export function StateLink(props: {
  readonly change: Partial<Address>
  readonly current?: boolean
  readonly class?: string
  readonly lang?: string
  readonly children: preact.ComponentChildren
}) {
  const { choice, go } = usePage()
  return (
    <a
      href={formatAddress({ ...choice, ...props.change })}
      class={props.class}
      lang={props.lang}
      aria-current={props.current ? 'true' : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(props.change)
      }}
    >
      {props.children}
    </a>
  )
}
