import { AppError } from '../../../domain/errors.ts'
import { isObject, listAt, member, textAt } from '../bytes/json.ts'

/** What a PX-Web site allows, from its own configuration. */
export interface PxWebLimits {
  readonly maxCells: number
  readonly calls: number
  readonly windowSeconds: number
}

/** A table as a list of a site names it. */
export interface PxWebTable {
  readonly id: string
  readonly label: string
  readonly updated: string | null
  readonly firstPeriod: string | null
  readonly lastPeriod: string | null
}

export interface PxWebVariable {
  readonly code: string
  readonly label: string
  readonly values: readonly { readonly code: string; readonly label: string }[]
  readonly isTime: boolean
  /** Whether the table may be asked for without it. */
  readonly canEliminate: boolean
}

/** An answer of PX-Web v1 or v2 other than JSON-stat, which has its own reader. */
export type PxWebAnswer =
  | {
      readonly kind: 'config'
      readonly limits: PxWebLimits
      readonly languages: readonly string[]
      readonly license: string | null
    }
  | { readonly kind: 'tables'; readonly tables: readonly PxWebTable[]; readonly pages: number; readonly total: number }
  | {
      readonly kind: 'folder'
      readonly tables: readonly PxWebTable[]
      readonly folders: readonly { readonly id: string; readonly label: string }[]
    }
  | { readonly kind: 'variables'; readonly title: string | null; readonly variables: readonly PxWebVariable[] }
  | { readonly kind: 'data'; readonly body: unknown }

/**
 * Tells what a JSON body of a PX-Web site is.
 * @throws AppError RATE_LIMITED, TOO_LARGE, NOT_FOUND or INVALID_INPUT for an error body; SOURCE_SCHEMA_CHANGED when it is none of these
 */
export function readPxWebAnswer(name: string, body: unknown): PxWebAnswer {
  refuseErrorBody(name, body)
  if (Array.isArray(body) && body.every((entry) => textAt(entry, 'id') && textAt(entry, 'type'))) return folderOf(body)
  if (Array.isArray(member(body, 'columns')) && Array.isArray(member(body, 'data'))) return { kind: 'data', body }
  if (Array.isArray(member(body, 'variables'))) return variablesOf(name, body)
  if (Array.isArray(member(body, 'tables'))) return tablesOf(body)
  if (member(body, 'maxDataCells') !== undefined || member(body, 'maxValues') !== undefined) return configOf(body)
  const message = `${name} is none of the answers of PX-Web (config, tables, variables, data). Ask with format json-stat2.`
  throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name })
}

function refuseErrorBody(name: string, body: unknown): void {
  const said = textAt(body, 'error') ?? textAt(member(body, 'error'), 'message')
  const status = Number(textAt(body, 'status') ?? Number.NaN)
  const title = textAt(body, 'title')
  const isProblem = status >= 400 && title !== null && !Array.isArray(member(body, 'variables'))
  if (!isObject(body) || (!said && !isProblem)) return
  const words = said ?? `${status} ${title} ${textAt(body, 'detail') ?? ''}`.trim()
  const fail = (code: 'RATE_LIMITED' | 'TOO_LARGE' | 'NOT_FOUND' | 'INVALID_INPUT', advice: string): AppError =>
    new AppError(code, `${name}: the site answered with an error, not data (${words.slice(0, 200)}). ${advice}`, {
      file: name,
    })
  if (status === 429 || /too many requests/i.test(words))
    throw fail('RATE_LIMITED', 'Wait for its time window to pass.')
  if (status === 403 || /too many (values|cells)|too large/i.test(words))
    throw fail('TOO_LARGE', 'Ask for fewer values at a time.')
  if (status === 404 || /not found/i.test(words)) throw fail('NOT_FOUND', 'Look the table up in the list of the site.')
  throw fail('INVALID_INPUT', 'Check the variables and values asked for.')
}

function configOf(body: unknown): PxWebAnswer {
  const number = (...names: string[]): number =>
    Number(names.map((n) => textAt(body, n)).find((t) => t !== null) ?? Number.NaN)
  const positive = (value: number, fallback: number): number => (Number.isFinite(value) && value > 0 ? value : fallback)
  return {
    kind: 'config',
    limits: {
      maxCells: positive(number('maxDataCells', 'maxValues', 'maxCells'), 10_000),
      calls: positive(number('maxCallsPerTimeWindow', 'maxCalls'), 10),
      windowSeconds: positive(number('timeWindow'), 10),
    },
    languages: listAt(body, 'languages')
      .map((language) => textAt(language, 'id'))
      .filter((id) => id !== null),
    license: textAt(body, 'license'),
  }
}

function tablesOf(body: unknown): PxWebAnswer {
  const page = member(body, 'page')
  const tables = listAt(body, 'tables').flatMap((entry) => tableOf(entry) ?? [])
  return {
    kind: 'tables',
    tables,
    pages: Number(textAt(page, 'totalPages') ?? 1) || 1,
    total: Number(textAt(page, 'totalElements') ?? tables.length) || tables.length,
  }
}

function folderOf(body: readonly unknown[]): PxWebAnswer {
  const folders = body
    .filter((entry) => textAt(entry, 'type') === 'l')
    .map((entry) => ({ id: textAt(entry, 'id')!, label: textAt(entry, 'text') ?? textAt(entry, 'id')! }))
  const tables = body.filter((entry) => textAt(entry, 'type') === 't').flatMap((entry) => tableOf(entry) ?? [])
  return { kind: 'folder', folders, tables }
}

function tableOf(entry: unknown): PxWebTable | null {
  const id = textAt(entry, 'id')
  if (!id) return null
  return {
    id,
    label: textAt(entry, 'label') ?? textAt(entry, 'text') ?? id,
    updated: textAt(entry, 'updated'),
    firstPeriod: textAt(entry, 'firstPeriod'),
    lastPeriod: textAt(entry, 'lastPeriod'),
  }
}

function variablesOf(name: string, body: unknown): PxWebAnswer {
  const variables = listAt(body, 'variables').map((variable): PxWebVariable => {
    const code = textAt(variable, 'code') ?? textAt(variable, 'id')
    const values = listAt(variable, 'values')
    const texts = listAt(variable, 'valueTexts')
    if (!code || (texts.length > 0 && texts.length !== values.length)) {
      const message = `${name}: the variable ${code ?? '?'} has ${values.length} values but ${texts.length} texts. Ask the site again.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name })
    }
    return {
      code,
      label: textAt(variable, 'text') ?? textAt(variable, 'label') ?? code,
      values: values.map((value, k) => ({ code: String(value), label: String(texts[k] ?? value) })),
      isTime: member(variable, 'time') === true || textAt(variable, 'type') === 'TimeVariable',
      canEliminate: member(variable, 'elimination') === true,
    }
  })
  return { kind: 'variables', title: textAt(body, 'title'), variables }
}
