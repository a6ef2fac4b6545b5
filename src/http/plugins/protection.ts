import compress from '@fastify/compress'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../domain/errors.ts'

/** Headers, compression and the request limit, for every route. Cross-origin reading is off. */
export async function protect(app: FastifyInstance, requestsPerMinute: number): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // ECharts writes style attributes
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // The page is served over plain http on one machine; whoever puts TLS in front sets this there.
    strictTransportSecurity: false,
  })
  await app.register(cors, { origin: false })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip', 'deflate'] })
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { max, after }) =>
      new AppError(
        'RATE_LIMITED',
        `${max} requests a minute are allowed from one address. Wait ${after} and try again.`,
      ),
  })
}
/** Route option that takes a route out of the limit. */
export const UNLIMITED = { rateLimit: false } as const
