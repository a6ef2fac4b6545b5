import type { Command } from 'commander'
import { codeVersion, composeBase, openStore } from '../compose.ts'
import { countRows } from '../storage/count-rows.ts'
import { readCurrentRelease } from '../storage/release.ts'

export function registerStatus(program: Command): void {
  program
    .command('status')
    .description(
      'Tình trạng: số liệu, lần công bố hiện tại, việc đang chờ.\nState of the store, the current release and the queue.',
    )
    .action(async () => {
      const base = composeBase()
      const store = await openStore(base, true)
      try {
        const counts = await countRows(store.pool)
        const release = await readCurrentRelease(store.pool)
        const state = {
          codeVersion: codeVersion(),
          ...counts,
          release: release && {
            id: release.id,
            asOf: release.manifest.asOf,
            codeVersion: release.manifest.codeVersion,
            backend: release.manifest.backend,
          },
        }
        process.stdout.write(`${JSON.stringify(state, null, 2)}\n`)
      } finally {
        await store.close()
      }
    })
}
