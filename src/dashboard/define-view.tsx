import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Catalogues, type SharedKey, type Words, wordsOf } from './language.ts'
import { StateLink } from './parts/link.tsx'
import { useShell } from './use-shell.ts'

/** What every part of a view needs: the words of the page and its own, and its part of the address. */
export interface View<Address, Key extends string> {
  readonly words: Words<Key | SharedKey>
  readonly address: Address
  go(next: Address): void
}

/**
 * Makes the hook and the link of a view from what is its own: how its address is read and written, and its messages.
 * The address is the only state, so that back, forward and a copied link all show the same.
 */
export function defineView<Address, Key extends string>(options: {
  readonly parse: (query: string) => Address
  readonly format: (address: Address) => string
  readonly messages: Catalogues<Key>
}) {
  const { parse, format, messages } = options
  function useView(): View<Address, Key> {
    const { lang, query, go } = useShell()
    const words = useMemo(() => wordsOf(lang, messages), [lang])
    const address = useMemo(() => parse(query), [query])
    return { words, address, go: (next) => go(format(next)) }
  }
  function ViewLink(props: {
    readonly to: Address
    readonly current?: boolean
    readonly class?: string
    readonly children: ComponentChildren
  }) {
    return (
      <StateLink to={format(props.to)} current={props.current} class={props.class}>
        {props.children}
      </StateLink>
    )
  }
  return { useView, ViewLink }
}
