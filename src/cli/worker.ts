import { hostname } from 'node:os'
import type { Command } from 'commander'
import { composeBase, composeWork, openStore } from '../compose.ts'
import { runWorker } from '../jobs/worker.ts'
import { composeFetch, composeLoad } from './fetch.ts'
import { shutdownSignal } from './shutdown.ts'

export function registerWorker(program: Command): void {
  program
    .command('worker')
    .description(
      'Nhận và làm các việc đang chờ; chạy bao nhiêu tiến trình, trên bao nhiêu máy cũng được.\nTake and do the jobs that wait; run as many as you like, on as many machines.',
    )
    .option('--once', 'stop when no job is left')
    .action(async ({ once }: { once?: boolean }) => {
      const signal = shutdownSignal()
      const base = composeBase()
      const store = await openStore(base, true)
      try {
        const name = `${hostname()}:${process.pid}`
        await runWorker(
          {
            pool: store.pool,
            log: base.log,
            name,
            ...composeWork(base, store),
            fetchDue: async () => {
              const { runDue } = await import('../ingest/connect/run-due.ts')
              await runDue(await composeFetch(base, store, signal), await composeLoad(base, store))
            },
          },
          { signal, once: once ?? false },
        )
      } finally {
        await store.close()
      }
    })
}
