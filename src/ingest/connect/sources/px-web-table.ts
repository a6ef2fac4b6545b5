import { AppError } from '../../../domain/errors.ts'
import type { Ask, Call } from '../connector.ts'
import { trimSlash } from '../query.ts'
import { readBodyJson } from '../read-body.ts'
import type { PxTable, PxWebRequest } from './px-web.ts'

/** Cells a server of version 1 takes where it does not say; most take 100,000 and more. */
const USUAL_CELLS_1 = 100_000
/** The default of PxWebApi 2. */
const USUAL_CELLS_2 = 10_000

const positive = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null

async function readStructure(ask: Ask, call: Pick<Call, 'part' | 'address' | 'optional'>): Promise<unknown> {
  const fileName = `${call.part.replaceAll(' ', '-')}.json`
  const answer = await ask({ ...call, role: 'structure', fileName, expect: { format: 'json' } })
  if (answer.kind === 'body') return readBodyJson(answer.body.path, call.part)
  if (call.optional) return null
  throw new AppError('SOURCE_UNAVAILABLE', `The ${call.part} cannot be had: ${answer.reason}.`, { part: call.part })
}

const changed = (table: string): AppError =>
  new AppError(
    'SOURCE_SCHEMA_CHANGED',
    `The description of table ${table} names no variables and values. Check root, api and table.`,
  )

/** `{title, variables: [{code, values}]}`; limits from `?config`, which newer servers answer. */
export async function readTable1({ root, table }: PxWebRequest, ask: Ask): Promise<PxTable> {
  const config = await readStructure(ask, {
    part: 'limits of the server',
    address: `${trimSlash(root)}?config`,
    optional: true,
  })
  const found = (await readStructure(ask, { part: 'table', address: `${trimSlash(root)}/${table}` })) as {
    variables?: { code?: unknown; values?: unknown }[]
  }
  if (!Array.isArray(found?.variables) || found.variables.length === 0) throw changed(table)
  const variables: Record<string, readonly string[]> = {}
  for (const { code, values } of found.variables) {
    if (typeof code !== 'string' || !Array.isArray(values) || values.length === 0) throw changed(table)
    variables[code] = values.map(String)
  }
  const limits = (config ?? {}) as { maxCells?: unknown; maxValues?: unknown }
  return { variables, maxCells: positive(limits.maxCells) ?? positive(limits.maxValues) ?? USUAL_CELLS_1 }
}

/** JSON-stat without values; limits from `/config`. */
export async function readTable2({ root, table, lang }: PxWebRequest, ask: Ask): Promise<PxTable> {
  const config = await readStructure(ask, {
    part: 'limits of the server',
    address: `${trimSlash(root)}/config`,
    optional: true,
  })
  const found = (await readStructure(ask, {
    part: 'table',
    address: `${trimSlash(root)}/tables/${table}/metadata?lang=${lang}&outputFormat=json-stat2`,
  })) as { id?: unknown; dimension?: Record<string, { category?: { index?: unknown } }> }
  if (!Array.isArray(found?.id) || !found.dimension) throw changed(table)
  const variables: Record<string, readonly string[]> = {}
  for (const name of found.id.map(String)) {
    const index = found.dimension[name]?.category?.index
    if (typeof index !== 'object' || index === null) throw changed(table)
    variables[name] = Array.isArray(index) ? index.map(String) : inOrder(index as Record<string, number>)
  }
  return { variables, maxCells: positive((config as { maxDataCells?: unknown } | null)?.maxDataCells) ?? USUAL_CELLS_2 }
}

const inOrder = (index: Readonly<Record<string, number>>): string[] =>
  Object.keys(index).sort((a, b) => index[a]! - index[b]!)
