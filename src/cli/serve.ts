import type { Command } from 'commander'
import { composeApp, composeBase, openStore } from '../compose.ts'
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
        await aborted(signal)
      } finally {
        await closeAll(base.log, () => app.close(), store.close)
      }
    })
}
