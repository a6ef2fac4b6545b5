import { readFile, rename, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Command } from 'commander'
import { type Base, composeApp, composeBase, openStore, type Store } from '../compose.ts'
import { OrderChange, OrderClosing, OrderRequest, OutcomeRequest } from '../contracts/orders.ts'
import { AppError } from '../domain/errors.ts'
import { orderDesk } from '../jobs/orders.ts'
import { listOrders } from '../storage/training-order.ts'
import { integer } from './options.ts'
import { printTable } from './table.ts'

interface OrdersOptions {
  readonly area?: string
  readonly year?: number
  readonly status?: 'open' | 'closed' | 'cancelled'
  readonly place?: string
  readonly change?: string
  readonly close?: string
  readonly outcomes?: string
  readonly scores?: boolean
  readonly memo?: string
  readonly release?: string
  readonly lang: string
  readonly json?: boolean
}

const today = () => new Date().toISOString().slice(0, 10)

export function registerOrders(program: Command): void {
  program
    .command('orders')
    .argument('[id]', 'order to change or close')
    .description(
      'Đặt hàng đào tạo: liệt kê, đặt, sửa, đóng, chấm điểm, tờ trình.\nTraining orders: list, place, change, close, score, decision memo.',
    )
    .option('--area <id>', 'area of the gap, VN or VN-HN')
    .option('--year <year>', 'year of the gap', integer)
    .option('--status <open|closed|cancelled>', 'only these orders')
    .option('--place <file>', 'place the order in a JSON file, as POST /v1/orders takes it')
    .option('--change <file>', 'change order [id] as the JSON file says')
    .option('--close <file>', 'close or cancel order [id] as the JSON file says')
    .option('--outcomes <file>', 'take in a JSON file of graduates and placements')
    .option('--scores', 'print what came of the orders')
    .option('--memo <file>', 'write the decision memo of --area and --year to a .pdf, .xlsx or .csv')
    .option('--release <id>', 'a release other than the current one, for the memo')
    .option('--lang <vi|en>', 'language', 'vi')
    .option('--json', 'print as JSON')
    .action(async (id: string | undefined, options: OrdersOptions) => {
      const base = composeBase()
      const store = await openStore(base, true)
      try {
        await run(base, store, id, options)
      } finally {
        await store.close()
      }
    })
}

async function run(base: Base, store: Store, id: string | undefined, options: OrdersOptions): Promise<void> {
  const { pool } = store
  const lang = options.lang === 'en' ? 'en' : 'vi'
  const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  if (options.memo) return writeMemo(base, store, options.memo, options, lang)
  if (options.place)
    return void print((await orderDesk.place(pool, await read(options.place, OrderRequest), today())).order)
  if (options.outcomes) return void print(await orderDesk.report(pool, await read(options.outcomes, OutcomeRequest)))
  if (options.change)
    return void print(await orderDesk.change(pool, named(id), await read(options.change, OrderChange)))
  if (options.close)
    return void print(await orderDesk.close(pool, named(id), await read(options.close, OrderClosing), today()))
  const { area, year, status } = options
  if (options.scores) {
    const { rows } = await orderDesk.score(pool, { area, year, status }, Number(today().slice(0, 4)))
    if (options.json) return void print(rows)
    return printTable(
      rows.map((r) => ({
        order: r.order,
        provider: r.provider,
        group: r.label[lang],
        due: r.dueYear,
        places: r.places,
        graduates: r.graduates,
        delivered: r.delivered,
        placed: r.placed,
        effect: r.effect,
        outcome: r.outcome,
        status: r.obsStatus,
      })),
    )
  }
  const rows = await listOrders(pool, { area, year, status })
  if (options.json) return void print(rows)
  printTable(
    rows.map((r) => ({
      id: r.id,
      buyer: r.buyer,
      provider: r.provider,
      group: r.against.label[lang],
      year: r.against.year,
      gap: Math.round(r.against.gap.p50),
      'P(shortage)': r.against.pShortage,
      places: r.places.total,
      due: r.dueYear,
      status: r.status,
      data: r.dataStatus,
    })),
  )
}

function named(id: string | undefined): string {
  if (id !== undefined) return id
  throw new AppError('INVALID_INPUT', 'Name the order: nhanluc orders o-1 --close closing.json')
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } }
}
interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

async function read<T>(path: string, schema: Schema<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new AppError('FILE_NOT_READABLE', `${path} cannot be read: ${(cause as Error).message}`, {}, { cause })
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `${path} is not JSON: ${(cause as Error).message}`, {}, { cause })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const told = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.') || path}: ${issue.message}`)
  throw new AppError('INVALID_INPUT', `${path}: ${told.join('; ')}`)
}

/** The same bytes as the API gives for the same question. */
async function writeMemo(base: Base, store: Store, path: string, options: OrdersOptions, lang: string): Promise<void> {
  const format = extname(path).slice(1)
  if (!['pdf', 'xlsx', 'csv'].includes(format))
    throw new AppError('INVALID_INPUT', `A memo ends in .pdf, .xlsx or .csv, not ".${format}".`)
  const { area = 'VN-HN', year = 2030, release } = options
  const app = await composeApp(base, store)
  try {
    const query = new URLSearchParams({ area, year: String(year), lang, format, ...(release ? { release } : {}) })
    const answer = await app.inject(`/v1/orders/memo?${query}`)
    if (answer.statusCode !== 200) throw new AppError('NOT_AVAILABLE', (answer.json() as { detail: string }).detail)
    await writeFile(`${path}.part`, answer.rawPayload)
    await rename(`${path}.part`, path)
    process.stdout.write(`${path}: ${answer.rawPayload.length} bytes\n`)
  } finally {
    await app.close()
  }
}
