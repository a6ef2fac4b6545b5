import type { Pool } from '../../storage/database.ts'
import type { StoredFetch } from '../../storage/fetch.ts'
import type { Log } from '../../storage/log.ts'
import type { AddressGuard } from './address-guard.ts'
import type { BodyStore } from './body-store.ts'
import type { Clock } from './clock.ts'
import type { FetchLimits } from './limits.ts'
import type { Pacer } from './pace.ts'
import type { Resolve } from './pinned-lookup.ts'

/** What asking a source needs. */
export interface AskDeps {
  readonly pool: Pool
  readonly log: Log
  readonly clock: Clock
  /** Uniform on [0, 1), for the jitter of waits. */
  readonly random: () => number
  readonly guard: AddressGuard
  readonly resolve: Resolve
  readonly limits: FetchLimits
  readonly store: BodyStore
  readonly userAgent: string
  /** Keys that must appear in no record, message or file. */
  readonly secrets: readonly string[]
  readonly signal: AbortSignal
}

/** One run, as far as it has come. */
export interface RunState {
  readonly runId: number
  readonly finished: Map<string, StoredFetch>
  readonly pacerOf: (source: string) => Promise<Pacer>
}
