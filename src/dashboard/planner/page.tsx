import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Releases, Sources } from '../api.ts'
import { defineView } from '../define-view.tsx'
import type { SharedKey } from '../language.ts'
import { StateLink as Link } from '../parts/link.tsx'
import { type Address, formatAddress, parseAddress } from './address.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

const view = defineView({ parse: parseAddress, format: formatAddress, messages: { vi, en } })
export const useAddress = view.useView
/** Words of the planner's view. */
export type PlannerKey = keyof typeof vi | SharedKey
export type PlannerWords = ReturnType<typeof useAddress>['words']

export type Release = Releases['rows'][number]
/** The address with every choice made. */
export type Choice = Address & Required<Pick<Address, 'area' | 'year' | 'subject'>>

/** What every figure of the page needs to know. */
export interface Page {
  readonly words: PlannerWords
  readonly choice: Choice
  readonly areaName: string
  /** The area that contains this one and has gaps too, with its name. */
  readonly parent: { readonly id: string; readonly name: string } | undefined
  readonly release: Release | undefined
  /** The release published before it; undefined for the first. */
  readonly previous: Release | undefined
  readonly sources: Sources['rows']
  go(change: Partial<Address>): void
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('usePage outside PageContext')
  return page
}

/** A link to another state of this view. */
export function StateLink(props: {
  readonly change: Partial<Address>
  readonly current?: boolean
  readonly class?: string
  readonly children: ComponentChildren
}) {
  const { choice } = usePage()
  return (
    <Link to={formatAddress({ ...choice, ...props.change })} current={props.current} class={props.class}>
      {props.children}
    </Link>
  )
}
