import { useEffect, useState } from 'preact/hooks'
import { type Address, formatAddress, parseAddress } from './address.ts'

export type Navigate = (change: Partial<Address>) => void

/** The address as state: every change is a history entry, and back and forward come back here. */
export function useAddress(): readonly [Address, (next: Address) => void] {
  const [address, setAddress] = useState(() => parseAddress(location.search))
  useEffect(() => {
    const read = () => setAddress(parseAddress(location.search))
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [])
  const go = (next: Address) => {
    const query = formatAddress(next)
    if (query !== location.search) history.pushState(null, '', query)
    setAddress(next)
  }
  return [address, go]
}
