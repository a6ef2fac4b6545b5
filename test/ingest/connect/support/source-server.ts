import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll } from 'vitest'

export interface Asked {
  readonly method: string
  /** Path and query as they came over the wire. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
export interface SourceServer {
  readonly url: string
  readonly asked: Asked[]
  /** Replaces what it answers from now on. */
  answer(handler: Handler): void
}
export type Handler = (asked: Asked, response: ServerResponse) => void

const open = new Set<() => Promise<void>>()
afterAll(async () => {
  for (const close of open) await close()
})

/** A source on loopback. What it answers is up to each test; it closes with the test file. */
export async function startSource(first: Handler = notFound): Promise<SourceServer> {
  let handler = first
  const asked: Asked[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      const question = { method: method!, path: url!, headers, body: Buffer.concat(chunks).toString() }
      asked.push(question)
      handler(question, response)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.add(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer(next) {
      handler = next
    },
  }
}

const notFound: Handler = (_asked, response) => send(response, 404, 'text/plain', 'nothing here')

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(body)
}

/** Answers in turn; the last one stays. */
export function inTurn(...handlers: readonly Handler[]): Handler {
  let turn = 0
  return (asked, response) => {
    const handler = handlers[Math.min(turn, handlers.length - 1)]!
    turn += 1
    handler(asked, response)
  }
}

export const csv =
  (body: string, headers: Record<string, string> = {}): Handler =>
  (_asked, response) =>
    send(response, 200, 'text/csv', body, headers)
export const json =
  (body: unknown, status = 200): Handler =>
  (_asked, response) =>
    send(response, status, 'application/json', JSON.stringify(body))
export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Handler =>
  (_asked, response) =>
    send(response, code, 'text/plain', body, headers)
