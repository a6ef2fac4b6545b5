import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import type { AddressGuard } from './address-guard.ts'

/** The addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** As the machine resolves names: hosts file, then DNS. */
export const resolveBySystem: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}

/**
 * The lookup of a connection: the name is resolved once, every address is shown to the guard, and the connection is made to
 * these addresses and no others. A name that answers differently a moment later (DNS rebinding) gains nothing.
 */
export function pinnedLookup(guard: AddressGuard, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        try {
          if (addresses.length === 0) throw new Error(`${host} has no address`)
          for (const address of addresses) guard(address, host)
        } catch (error) {
          return callback(error as NodeJS.ErrnoException, '', 0)
        }
        const pinned = addresses.map((address) => ({ address, family: isIP(address) }))
        const wanted = pinned.filter(({ family }) => !options.family || options.family === family)
        if (options.all) return callback(null, wanted)
        const [first] = wanted
        return first
          ? callback(null, first.address, first.family)
          : callback(new Error(`${host} has no address of the family asked for`), '', 0)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}

/** A host that is an address is never looked up, so it is shown to the guard here. */
export function refuseLiteral(url: URL, guard: AddressGuard): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) > 0) guard(host, host)
}
