import type { Command } from 'commander'
import { type Base, composeApp, composeBase, openStore, type Store } from '../compose.ts'
import { enqueueJob } from '../storage/job.ts'
import { openJob } from '../storage/read-job.ts'
import { readCurrentRelease } from '../storage/release.ts'
import { listen } from './listen.ts'
import { aborted, closeAll, shutdownSignal } from './shutdown.ts'

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description(
      'Phục vụ API và trang web; việc tính toán do `worker` làm.\nServe the API and the page; computing is left to `worker`.',
    )
    .action(async () => {
      const signal = shutdownSignal()
      const base = composeBase()
      const store = await openStore(base, true)
      const app = await composeApp(base, store)
      try {
        base.log.info(`Nhân lực: ${await listen(app, base.config)}`)
        await askForFirstRelease(base, store)
        await aborted(signal)
      } finally {
        await closeAll(base.log, () => app.close(), store.close)
      }
    })
}

/** A fresh store has nothing to serve: the first release is asked of the workers once, whoever starts first. */
async function askForFirstRelease({ log }: Base, { pool }: Store): Promise<void> {
  if ((await readCurrentRelease(pool)) || (await openJob(pool))) return
  const job = await enqueueJob(pool, 'publish', {})
  log.info(`Nothing is published yet: job ${job} waits for a worker.`)
}
