import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { AppError } from '../domain/errors.ts'

/**
 * Starts listening and returns the address a person types into a browser.
 * @throws AppError PORT_IN_USE
 */
export async function listen(app: FastifyInstance, { HOST, PORT }: Config): Promise<string> {
  try {
    const address = await app.listen({ host: HOST, port: PORT })
    return HOST === '0.0.0.0' || HOST === '::' ? address.replace(/\/\/[^/]*:/, '//127.0.0.1:') : address
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw new AppError(
      'PORT_IN_USE',
      `Port ${PORT} on ${HOST} is taken by another program. Stop it, or choose another with PORT=3001.`,
      { PORT },
      { cause },
    )
  }
}
