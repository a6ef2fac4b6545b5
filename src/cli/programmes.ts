import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'
import { loadProgrammes } from '../ingest/programmes.ts'
import { readProgrammes } from '../storage/programme.ts'
import { printTable } from './table.ts'

interface ProgrammesOptions {
  readonly load?: string
  readonly institution?: string
  readonly field?: string
  readonly lang: string
  readonly json?: boolean
}

export function registerProgrammes(program: Command): void {
  program
    .command('programmes')
    .argument('[words...]', 'words of names or codes; marks and capitals do not matter')
    .option(
      '--load <folder|file.xlsx>',
      'load institutions and programmes, all or nothing: a folder of CSV files, or an .xlsx with a sheet each',
    )
    .option('--institution <id>', 'only of this institution')
    .option('--field <code>', 'only of this detailed field of ISCED-F 2013')
    .option('--lang <vi|en>', 'language of the names', 'vi')
    .option('--json', 'print as JSON')
    .description(
      'Tìm chương trình đào tạo, hoặc nạp số liệu của cơ sở.\nFind programmes of study, or load the figures of institutions.',
    )
    .action(async (words: string[], options: ProgrammesOptions) => {
      const base = composeBase()
      const store = await openStore(base, true)
      try {
        if (options.load) {
          const { folder, rows, changed } = await loadProgrammes({ pool: store.pool, log: base.log }, options.load)
          const counts = Object.entries(rows).map(([file, n]) => `${file} ${n}`)
          process.stdout.write(`${folder}: ${changed ? 'stored' : 'unchanged'}: ${counts.join(', ')}\n`)
          return
        }
        const found = await readProgrammes(store.pool, {
          search: words.join(' '),
          ...(options.institution ? { institution: options.institution } : {}),
          ...(options.field ? { field: options.field } : {}),
        })
        if (options.json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
        else {
          const lang = options.lang === 'en' ? 'en' : 'vi'
          printTable(
            found.map((p) => ({
              id: p.id,
              name: p.name[lang],
              institution: p.institution.name[lang],
              level: p.level,
              field: p.field,
              years: p.lengthYears,
              intake: p.currentIntake,
              status: p.status,
            })),
          )
        }
      } finally {
        await store.close()
      }
    })
}
