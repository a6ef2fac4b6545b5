import { afterAll } from 'vitest'
import { endChildren } from './child.ts'
import { dropOpenDatabases } from './database.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const original = globalThis.fetch

/** Tests reach nothing outside this machine. */
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input))
  if (/^https?:$/.test(url.protocol) && !LOOPBACK.has(url.hostname))
    throw new Error(`A test asked for ${url.origin}; only loopback is allowed.`)
  return original(input, init)
}

afterAll(async () => {
  endChildren()
  await dropOpenDatabases()
})
