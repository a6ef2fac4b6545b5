import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Đưa lược đồ cơ sở dữ liệu lên bản mới nhất.\nBring the database schema up to date.')
    .action(async () => {
      const base = composeBase()
      const store = await openStore(base, true)
      base.log.info('The schema is up to date.')
      await store.close()
    })
}
