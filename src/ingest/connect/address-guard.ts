import { BlockList, isIP } from 'node:net'
import { AppError } from '../../domain/errors.ts'

// Blocks that are not the public internet: IANA special-purpose registries for IPv4 (RFC 6890 and successors) and IPv6.
// 169.254.169.254 and fd00:ec2::254, where clouds keep the keys of a machine, lie in two of them.
const CLOSED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/** Global unicast; everything else of IPv6 is closed. */
const OPEN_V6 = ['2000::/3']
const CLOSED_V6 = ['2001::/23', '2001:db8::/32', '3fff::/20']
/** IPv4 addresses written as IPv6: mapped, translated (NAT64) and 6to4; the number of the 16-bit group they begin at. */
const EMBEDDED_V4: readonly { readonly prefix: string; readonly group: number }[] = [
  { prefix: '::ffff:0:0/96', group: 6 },
  { prefix: '64:ff9b::/96', group: 6 },
  { prefix: '2002::/16', group: 1 },
]

function listOf(prefixes: readonly string[]): BlockList {
  const list = new BlockList()
  for (const prefix of prefixes) {
    const [address, length] = prefix.split('/')
    list.addSubnet(address!, Number(length), isIP(address!) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

const closed4 = listOf(CLOSED_V4)
const closed6 = listOf(CLOSED_V6)
const open6 = listOf(OPEN_V6)

/** Says whether the fetcher may connect to an address; throws when it may not. */
export type AddressGuard = (address: string, host: string) => void

/**
 * Whether an address is one of the public internet. Addresses that carry an IPv4 address inside are judged by that one.
 * @param address  IPv4 or IPv6 in any spelling, a zone (`%eth0`) allowed
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.split('%', 1)[0]!
  const family = isIP(bare)
  if (family === 4) return !closed4.check(bare, 'ipv4')
  if (family !== 6) return false
  const groups = groupsOf(bare)
  for (const { prefix, group } of EMBEDDED_V4) {
    if (!isIn(groups, prefix)) continue
    const [high, low] = [groups[group]!, groups[group + 1]!]
    return !closed4.check(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`, 'ipv4')
  }
  return open6.check(bare, 'ipv6') && !closed6.check(bare, 'ipv6')
}

/** The eight 16-bit groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  // The URL parser knows every spelling, `::ffff:10.0.0.1` among them.
  const text = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [head = '', tail] = text.split('::')
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [before, after] = [parse(head), parse(tail ?? '')]
  return tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill(0), ...after]
}

function isIn(groups: readonly number[], prefix: string): boolean {
  const [address, length] = prefix.split('/')
  const count = Number(length) / 16
  return groupsOf(address!)
    .slice(0, count)
    .every((group, k) => group === groups[k])
}

/**
 * A guard that lets public addresses pass, and private ones as far as the configuration names them.
 *
 * @param allowed  `false` (none), `true` (all), or addresses and prefixes: `10.1.2.3, 192.168.7.0/24, fd00::/8`
 * @throws AppError INVALID_CONFIG for an entry that is neither
 */
export function createGuard(allowed: string): AddressGuard {
  const text = allowed.trim().toLowerCase()
  if (text === 'true') return () => {}
  const list = text === 'false' || text === '' ? new BlockList() : parseAllowed(text)
  return (address, host) => {
    const bare = address.split('%', 1)[0]!
    if (isPublicAddress(bare)) return
    if (list.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4')) return
    const message = `${host} is at ${address}, which is a private, loopback or link-local address; nothing is fetched from there. Allow it with NHANLUC_ALLOW_PRIVATE_FETCH=${address} if it is a server of your own.`
    throw new AppError('INVALID_INPUT', message, { host, address })
  }
}

function parseAllowed(text: string): BlockList {
  const entries = text.split(',').map((entry) => entry.trim())
  for (const entry of entries) {
    const [address = '', length] = entry.split('/')
    const bits = isIP(address) === 6 ? 128 : 32
    const isPrefix = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits)
    if (isIP(address) > 0 && isPrefix) continue
    const message = `NHANLUC_ALLOW_PRIVATE_FETCH: "${entry}" is neither true, false, an address nor a prefix such as 10.0.0.0/8.`
    throw new AppError('INVALID_CONFIG', message, { entry })
  }
  return listOf(entries.map((entry) => (entry.includes('/') ? entry : `${entry}/${isIP(entry) === 6 ? 128 : 32}`)))
}
