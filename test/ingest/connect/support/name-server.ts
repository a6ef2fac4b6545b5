import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { Resolve } from '../../../../src/ingest/connect/pinned-lookup.ts'

export interface NameServer {
  readonly resolve: Resolve
  /** Questions it got. */
  asked(): number
}

const open: (() => void)[] = []
afterAll(() => {
  for (const close of open) close()
})

/**
 * A name server on loopback that answers every question with the next of a list of IPv4 addresses, the last one for ever, and says
 * that it must not be remembered: what a rebinding attack does.
 */
export async function startNameServer(...addresses: readonly string[]): Promise<NameServer> {
  let asked = 0
  const socket = createSocket('udp4')
  socket.on('message', (question, { port, address }) => {
    const ip = addresses[Math.min(asked, addresses.length - 1)]!
    asked += 1
    const end = question.indexOf(0, 12) + 5 // after the name: type and class
    const head = Buffer.from([question[0]!, question[1]!, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...ip.split('.').map(Number)])
    socket.send(Buffer.concat([head, question.subarray(12, end), answer]), port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  open.push(() => socket.close())
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${(socket.address() as AddressInfo).port}`])
  return { resolve: (host) => resolver.resolve4(host), asked: () => asked }
}
