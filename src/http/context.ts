import type { Config } from '../config.ts'
import type { PublishRequest } from '../contracts/jobs.ts'
import type { Pool } from '../storage/database.ts'

/** What the routes are handed. */
export interface Context {
  readonly pool: Pool
  readonly config: Pick<Config, 'NHANLUC_API_KEY' | 'NHANLUC_RATE_LIMIT'>
  readonly clock: () => Date
  /** Version of the program: an answer of another version is another answer. */
  readonly version: string
  /** Puts a job on the queue and gives its number; absent where this process may not. */
  readonly enqueuePublish?: (request: PublishRequest) => Promise<number>
  /** One sentence on what is being done before the first release, or null. */
  readonly activity?: () => string | null
}

/** Today as `YYYY-MM-DD`, UTC. */
export const today = (context: Context): string => context.clock().toISOString().slice(0, 10)
