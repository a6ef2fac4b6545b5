import type { Logger } from 'pino'

/**
 * Resolves on the first SIGINT or SIGTERM, or when the parent that holds our IPC channel is gone; a second signal ends the
 * process at once.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (process.channel) {
    process.on('disconnect', () => controller.abort())
    // Listening must not keep a process alive that has nothing left to do.
    process.channel.unref()
  }
  return controller.signal
}

export const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** Closes things in order, the last opened first; one that fails does not keep the others open. */
export async function closeAll(log: Logger, ...steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) await step().catch((error: unknown) => log.error({ err: error }, 'closing'))
}
