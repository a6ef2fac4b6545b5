import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'
import { integer } from './options.ts'
import { printTable } from './table.ts'

interface AddOptions {
  readonly kind: 'forecast' | 'gap'
  readonly figure: string
  readonly year: number
  readonly value: number
  readonly reason: string
  readonly author: string
  readonly expires: string
  readonly release?: string
}

export function registerOverride(program: Command): void {
  const override = program
    .command('override')
    .description(
      'Số của chuyên gia đặt cạnh số của mô hình: có lý do, người chịu trách nhiệm, ngày hết hạn.\nExpert figures beside those of the model: with a reason, an owner and an expiry.',
    )
  override
    .command('add')
    .description('Thêm một điều chỉnh.\nAdd one.')
    .requiredOption('--kind <forecast|gap>', 'what the figure is')
    .requiredOption('--figure <id>', 'target of a forecast, VN.employment.VSIC2018:C.T, or a gap id')
    .requiredOption('--year <year>', 'year of the figure', integer)
    .requiredOption('--value <persons>', 'the figure, persons', Number)
    .requiredOption('--reason <text>', 'what the model misses')
    .requiredOption('--author <name>', 'who answers for it')
    .requiredOption('--expires <day>', 'YYYY-MM-DD; it counts until the day before')
    .option('--release <id>', 'a release other than the current one')
    .action(async ({ kind, figure, year, value, reason, author, expires, release }: AddOptions) => {
      const store = await openStore(composeBase(), true)
      try {
        const { OverrideRequest } = await import('../contracts/overrides.ts')
        const { addOverride } = await import('../jobs/overrides.ts')
        const request = OverrideRequest.parse({
          kind,
          figure,
          year,
          value,
          reason,
          author,
          expiresOn: expires,
          release,
        })
        const row = await addOverride(store.pool, request, new Date().toISOString().slice(0, 10))
        process.stdout.write(`${JSON.stringify(row, null, 2)}\n`)
      } finally {
        await store.close()
      }
    })
  override
    .command('list')
    .description('Liệt kê, kèm điểm khi đã có thực tế.\nList them, with their score once the outcome is known.')
    .option('--json', 'print as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const store = await openStore(composeBase(), true)
      try {
        const { scoredOverrides } = await import('../jobs/overrides.ts')
        const rows = await scoredOverrides(store.pool, new Date().toISOString().slice(0, 10))
        if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
        else
          printTable(
            rows.map(({ score, ...row }) => ({
              id: row.id,
              figure: row.figure,
              year: row.year,
              override: row.value,
              model: row.unOverridden,
              expires: row.expiresOn,
              author: row.author,
              improvement: score?.improvement ?? null,
            })),
          )
      } finally {
        await store.close()
      }
    })
}
