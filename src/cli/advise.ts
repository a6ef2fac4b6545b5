import type { Command } from 'commander'
import { composeBase, openStore } from '../compose.ts'
import { AdviceQuery } from '../contracts/programmes.ts'
import { AppError } from '../domain/errors.ts'
import { adviceDesk } from '../jobs/advice.ts'
import { findProgramme } from '../storage/programme.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { printTable } from './table.ts'

interface AdviseOptions {
  readonly set: readonly string[]
  readonly release?: string
  readonly lang: string
  readonly json?: boolean
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value]

export function registerAdvise(program: Command): void {
  program
    .command('advise')
    .argument('<programme>', 'id of a programme; `programmes` finds it')
    .option(
      '--set <input=value>',
      'a number of your own: match=0.8, intakeYear=2027, cOver=2, share/ISCO08:25=0.5; may be repeated',
      collect,
      [],
    )
    .option('--release <id>', 'a release other than the current one')
    .option('--lang <vi|en>', 'language of the names', 'vi')
    .option('--json', 'print as JSON')
    .description(
      'Tư vấn chỉ tiêu của một chương trình, cho năm ra trường.\nAdvice on the intake of a programme, for the years of graduation.',
    )
    .action(async (id: string, options: AdviseOptions) => {
      const { lang: _lang, format: _format, release: _release, ...overrides } = questionOf(options.set)
      const store = await openStore(composeBase(), true)
      try {
        const release = await resolveRelease(store.pool, options.release)
        const programme = await findProgramme(store.pool, id)
        const today = new Date().toISOString().slice(0, 10)
        const advice = await adviceDesk.advise(store.pool, release, id, overrides, today)
        if (options.json)
          return void process.stdout.write(
            `${JSON.stringify({ release: release.id, about: programme, ...advice }, null, 2)}\n`,
          )
        const lang = options.lang === 'en' ? 'en' : 'vi'
        const { recommended, currentIntake, limit } = advice.programme
        process.stdout.write(
          `${release.id}  ${programme.name[lang]}  ${programme.institution.name[lang]}  [${programme.status}]\n` +
            `${advice.intakeYear} -> ${advice.window.join(', ')}: ${advice.verdict.graduates} (graduates), ${advice.verdict.employers} (employers)\n`,
        )
        printTable(
          advice.waterfall.map((step) => ({
            step: step.label?.[lang] ?? step.id,
            value: Math.round(step.value),
            change: step.change === null ? null : Math.round(step.change),
            rate: step.rate,
            status: step.status,
            set: step.input ?? '',
          })),
        )
        process.stdout.write(`${currentIntake} -> ${Math.round(recommended)} (${limit})\n`)
      } finally {
        await store.close()
      }
    })
}

/** `match=0.8` is a parameter of the API, `share/ISCO08:25=0.5` one of its `set`. */
function questionOf(texts: readonly string[]): AdviceQuery {
  const query: Record<string, string | string[]> = {}
  for (const text of texts) {
    const at = text.lastIndexOf('=')
    if (at < 1) throw new AppError('INVALID_INPUT', `--set ${text}: write input=value, e.g. match=0.8.`)
    const name = text.slice(0, at)
    if (name.includes('/')) query['set'] = [...(query['set'] ?? []), text]
    else query[name] = text.slice(at + 1)
  }
  const parsed = AdviceQuery.safeParse(query)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || '--set'}: ${issue.message}`)
  throw new AppError('INVALID_INPUT', `--set: ${wrong.join('; ')}.`)
}
