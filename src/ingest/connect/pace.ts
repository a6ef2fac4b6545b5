import { AppError } from '../../domain/errors.ts'
import { type Clock, pause } from './clock.ts'

/** How often a source may be asked. */
export interface Pacing {
  /** Between the beginnings of two calls. */
  readonly minIntervalMs: number
  /** Calls in any span of this length. */
  readonly window?: { readonly calls: number; readonly ms: number }
}

export interface Pacer {
  /**
   * Waits for the next turn and takes it.
   * @throws AppError RATE_LIMITED when the turn is further away than `maxWaitMs`; the message says when it is
   */
  turn(signal?: AbortSignal): Promise<void>
}

/**
 * Spaces the calls to one source.
 * @param earlier  when it was asked before, by any process; milliseconds since 1970, oldest first
 */
export function createPacer(
  source: string,
  { minIntervalMs, window }: Pacing,
  earlier: readonly number[],
  clock: Clock,
  maxWaitMs: number,
): Pacer {
  const calls = [...earlier]
  return {
    async turn(signal) {
      const now = clock.now()
      const last = calls.at(-1) ?? Number.NEGATIVE_INFINITY
      const oldest = window && calls.length >= window.calls ? calls.at(-window.calls)! + window.ms : 0
      const wait = Math.max(0, last + minIntervalMs - now, oldest - now)
      if (wait > maxWaitMs) {
        const at = new Date(now + wait).toISOString()
        const message = `${source} takes ${window?.calls} calls in ${Math.round(window!.ms / 1000)} s, and they are used. Run the same fetch again after ${at}; finished parts are kept.`
        throw new AppError('RATE_LIMITED', message, { source, at })
      }
      if (wait > 0) await pause(clock, wait, signal)
      calls.push(clock.now())
      if (calls.length > 4096) calls.splice(0, calls.length - 2048)
    },
  }
}
