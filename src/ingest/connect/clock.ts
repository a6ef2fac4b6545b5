import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../domain/errors.ts'

/** Time as the connectors see it, handed in so that waiting can be told without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after `ms`; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
}

/** @throws AppError INTERRUPTED */
export async function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  await clock.sleep(ms, signal).catch((cause: unknown) => {
    throw new AppError('INTERRUPTED', 'The fetch was stopped; finished parts are kept.', {}, { cause })
  })
}
