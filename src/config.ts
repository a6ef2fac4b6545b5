import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { AppError } from './domain/errors.ts'

export const BACKENDS = ['auto', 'native', 'wasm', 'cpu'] as const

/** The whole environment. One schema gives the validator, the type and the table in the README. */
export const Environment = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe('Port of the API and the page; 0 picks a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 inside a container'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('A PostgreSQL to use instead of the embedded one'),
  NHANLUC_DATA_DIR: z.string().min(1).default('.nhanluc').describe('Where the embedded PostgreSQL keeps its files'),
  NHANLUC_PACK_DIR: z.string().min(1).optional().describe('A data pack to load instead of the shipped data/'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe log line written'),
  NHANLUC_BACKEND: z
    .enum(BACKENDS)
    .default('auto')
    .describe('TensorFlow.js backend; auto takes native where it is installed, else WASM'),
  NHANLUC_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(availableParallelism())
    .describe('Worker threads for forecasting; the default is the number of cores'),
  NHANLUC_SEED: z.coerce.number().int().min(0).max(2147483647).default(20260101).describe('Seed of every random draw'),
  NHANLUC_DRAWS: z.coerce.number().int().min(200).max(20000).default(2000).describe('Simulation draws behind each gap'),
  NHANLUC_API_KEY: z
    .string()
    .min(24)
    .optional()
    .describe('Key that opens the routes that write; without it the API only reads'),
  NHANLUC_CONTACT: z
    .string()
    .regex(/^[\x20-\x7e]{3,200}$/, 'write an e-mail address or a web address, ASCII')
    .optional()
    .describe('E-mail or web address that sources see in the User-Agent; some refuse clients without one'),
  NHANLUC_BLS_KEY: z
    .string()
    .min(8)
    .optional()
    .describe('Free registration key of the BLS API; without it 25 series and 10 years a query'),
  NHANLUC_ALLOW_PRIVATE_FETCH: z
    .string()
    .default('false')
    .describe('Private addresses `nhanluc fetch` may ask: false, true, or a list such as 10.1.2.3,192.168.7.0/24'),
  NHANLUC_RATE_LIMIT: z.coerce.number().int().min(1).default(600).describe('Requests a minute and address before 429'),
})
export type Config = z.infer<typeof Environment>

/**
 * Reads the configuration from environment variables; an empty variable counts as absent.
 * @throws AppError INVALID_CONFIG naming every wrong variable and what it should be, never its value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(present)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new AppError('INVALID_CONFIG', `Wrong configuration. ${problems.join('; ')}`, { problems })
}
