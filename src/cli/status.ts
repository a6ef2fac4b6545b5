import type { Command } from 'commander'
import { codeVersion, composeBase, openStore } from '../compose.ts'
import { countRows } from '../storage/count-rows.ts'
import { readVerdicts } from '../storage/read-track-record.ts'
import { readCurrentRelease } from '../storage/release.ts'

export function registerStatus(program: Command): void {
  program
    .command('status')
    .description(
      'Tình trạng: số liệu, phiên bản hiện tại, việc đang chờ.\nState of the store, the current release and the queue.',
    )
    .action(async () => {
      const base = composeBase()
      const store = await openStore(base, true)
      try {
        const counts = await countRows(store.pool)
        const release = await readCurrentRelease(store.pool)
        const verdicts = release ? await readVerdicts(store.pool, release.id) : []
        const state = {
          codeVersion: codeVersion(),
          ...counts,
          release: release && {
            id: release.id,
            asOf: release.manifest.asOf,
            codeVersion: release.manifest.codeVersion,
            backend: release.manifest.backend,
            trackRecord:
              verdicts.length === 0
                ? 'computing'
                : verdicts.map(({ kind, area, measure, published, obeys, lostTo, wape }) => ({
                    what: `${kind} ${area} ${measure}`,
                    published,
                    wapePercent: wape[published],
                    obeys,
                    lostTo,
                  })),
          },
        }
        process.stdout.write(`${JSON.stringify(state, null, 2)}\n`)
      } finally {
        await store.close()
      }
    })
}
