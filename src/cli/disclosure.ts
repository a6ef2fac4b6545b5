import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'
import { AppError } from '../domain/errors.ts'
import { auditDisclosure, protectedSources } from '../jobs/disclosure.ts'
import { withTransaction } from '../storage/database.ts'
import { protectSource } from '../storage/disclosure.ts'
import { printTable } from './table.ts'

interface DisclosureOptions {
  readonly protect?: string
  readonly weight?: number
  readonly designEffect: number
  readonly basis?: string
  readonly audit?: boolean
}

const positive = (text: string): number => {
  const value = Number(text)
  if (!(value > 0)) throw new AppError('INVALID_INPUT', `"${text}" must be a number above 0.`)
  return value
}

export function registerDisclosure(program: Command): void {
  program
    .command('disclosure')
    .description(
      'Bảo mật số nhỏ: nguồn cần bảo vệ và kiểm tra trước khi hiển thị.\nDisclosure control: protected sources, and the audit before anything of them is shown.',
    )
    .option('--protect <source>', 'hide everything of a source until it is audited; needs --weight and --basis')
    .option('--weight <persons>', 'persons a respondent of the survey stands for, on average', positive)
    .option('--design-effect <number>', 'variance over that of a simple random sample', positive, 2)
    .option('--basis <text>', 'where weight and design effect come from')
    .option('--audit', 'decide what may be shown; needed after every ingest of a protected source')
    .action(async ({ protect, weight, designEffect, basis, audit }: DisclosureOptions) => {
      const store = await openStore(composeBase(), true)
      try {
        if (protect !== undefined) {
          if (weight === undefined || basis === undefined)
            throw new AppError('INVALID_INPUT', 'Give --weight and --basis with --protect.')
          const source = { sourceId: protect, personsPerRespondent: weight, designEffect, basis }
          await withTransaction(store.pool, (tx) => protectSource(tx, source))
        }
        if (audit) process.stdout.write(`${JSON.stringify(await auditDisclosure(store.pool))}\n`)
        printTable(
          (await protectedSources(store.pool)).map((s) => ({
            source: s.sourceId,
            weight: s.personsPerRespondent,
            'design effect': s.designEffect,
            audited: s.auditedAt ?? 'never: nothing is shown',
            limits: s.limitsVersion,
            basis: s.basis,
          })),
        )
      } finally {
        await store.close()
      }
    })
}
