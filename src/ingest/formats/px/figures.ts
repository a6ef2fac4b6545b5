import { AppError } from '../../../domain/errors.ts'
import type { RawFigure, ReadItem, ReadLimits } from '../reader.ts'
import { type PxToken, readPxCells } from './cells.ts'
import { compileCellNotes } from './notes.ts'
import type { PxDimension, PxTable } from './table.ts'

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/

/** Keywords that describe a figure by its contents, carried as attributes under their own names. */
const DESCRIPTIONS = ['UNITS', 'BASEPERIOD', 'REFPERIOD', 'STOCKFA', 'CFPRICES', 'DAYADJ', 'SEASADJ'] as const

/**
 * The figures of a PX table in the order of the file: first variable of STUB outermost, last of HEADING innermost.
 *
 * A dash is nil, that is zero, and carries the flag `-`; one to six dots are missing, with the symbol the file shows for them
 * as flag. With KEYS, rows that are left out are zero by the rules of the format; they are not made up here.
 *
 * @throws AppError SOURCE_SCHEMA_CHANGED when the file has fewer or more cells than its variables make
 */
export async function* readPxFigures(
  name: string,
  table: PxTable,
  chunks: AsyncIterable<string>,
  firstLine: number,
  limits: ReadLimits,
): AsyncGenerator<ReadItem> {
  const build = compileFigure(table)
  const tokens = readPxCells(name, chunks, firstLine, limits)
  if (table.hasKeys) yield* keyedRows(name, table, tokens, build)
  else yield* denseCells(name, table, tokens, build)
}

async function* denseCells(
  name: string,
  { dimensions, cells }: PxTable,
  batches: AsyncIterable<readonly PxToken[]>,
  build: BuildItem,
): AsyncGenerator<ReadItem> {
  const sizes = dimensions.map(({ labels }) => labels.length)
  const at = sizes.map(() => 0)
  let read = 0
  for await (const batch of batches) {
    for (const token of batch) {
      if (read === cells) throw miscounted(name, token.line, `more than the ${cells} cells its variables make`)
      yield build(at, token)
      read += 1
      step(at, sizes)
    }
  }
  if (read < cells) throw miscounted(name, null, `${read} cells, its variables make ${cells}`)
}

async function* keyedRows(
  name: string,
  { dimensions, stubCount }: PxTable,
  batches: AsyncIterable<readonly PxToken[]>,
  build: BuildItem,
): AsyncGenerator<ReadItem> {
  const stub = dimensions.slice(0, stubCount)
  const byKey = stub.map(({ key, codes, labels }) => {
    const names = key === 'CODES' ? (codes ?? labels) : labels
    return new Map(names.map((text, k) => [text, k]))
  })
  const sizes = dimensions.slice(stubCount).map(({ labels }) => labels.length)
  const width = sizes.reduce((a, b) => a * b, 1)
  const seen = new Set<string>()
  let keys: PxToken[] = []
  let row: number[] | null = null
  let filled = 0
  const at = dimensions.map(() => 0)
  for await (const token of each(batches)) {
    if (keys.length < stubCount) {
      if (!token.isQuoted) throw miscounted(name, token.line, `"${token.text.slice(0, 40)}" where a row needs a key`)
      keys.push(token)
      if (keys.length < stubCount) continue
      row = keys.map(({ text }, k) => byKey[k]!.get(text.normalize('NFC')) ?? -1)
      const key = row.join(',')
      if (!row.includes(-1) && seen.has(key)) {
        throw miscounted(name, token.line, `the row ${keys.map(({ text }) => text).join(', ')} twice`)
      }
      seen.add(key)
      at.fill(0)
      for (const [k, position] of row.entries()) at[k] = position
      filled = 0
      continue
    }
    yield row!.includes(-1) ? unknownKey(keys, stub, row!, token) : build(at, token)
    filled += 1
    const inner = at.slice(stubCount)
    step(inner, sizes)
    for (const [k, position] of inner.entries()) at[stubCount + k] = position
    if (filled === width) keys = []
  }
  if (keys.length > 0) throw miscounted(name, keys[0]!.line, `${filled} of the ${width} cells of its last row`)
}

async function* each<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch
}

function unknownKey(
  keys: readonly PxToken[],
  stub: readonly PxDimension[],
  row: readonly number[],
  token: PxToken,
): ReadItem {
  const k = row.indexOf(-1)
  const reason = `the key "${keys[k]!.text}" is not a value of ${stub[k]!.name}; ask the source for the file again`
  return { kind: 'fault', fault: { place: { part: null, row: token.line, column: null }, text: token.text, reason } }
}

function step(at: number[], sizes: readonly number[]): void {
  for (let k = sizes.length - 1; k >= 0; k -= 1) {
    at[k]! += 1
    if (at[k]! < sizes[k]!) return
    at[k] = 0
  }
}

function miscounted(name: string, line: number | null, what: string): AppError {
  const place = line === null ? '' : `, line ${line}`
  const message = `${name}${place} has ${what}. The file seems cut or damaged; fetch it again.`
  return new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name, line })
}

type BuildItem = (at: readonly number[], token: PxToken) => ReadItem

function compileFigure(table: PxTable): BuildItem {
  const { dimensions, keywords, periods } = table
  const cellNotes = compileCellNotes(table)
  const time = dimensions.findIndex(({ isTime }) => isTime)
  const contents = dimensions.findIndex(({ isContents }) => isContents)
  const attributesOf = compileAttributes(table, contents)
  const symbols = dataSymbols(table)
  return (at, token) => {
    const pairs: [string, RawFigure['dimensions'][string]][] = []
    for (let k = 0; k < dimensions.length; k += 1) {
      if (k !== time) pairs.push([dimensions[k]!.id, dimensions[k]!.coordinates[at[k]!]!])
    }
    const period = time < 0 ? '' : periods![at[time]!]!
    const path = dimensions.map(({ codes, labels }, k) => (codes ?? labels)[at[k]!]).join(' / ')
    const place = { part: keywords.text('MATRIX'), row: token.line, column: path }
    const read = readCell(token, symbols)
    if (!read) {
      const reason = `"${token.text.slice(0, 60)}" is neither a number nor a symbol of PX (dash, dots); ask the source for the file again`
      return { kind: 'fault', fault: { place, text: token.text, reason } }
    }
    const beside = cellNotes(at)
    const shared = attributesOf(contents < 0 ? -1 : at[contents]!)
    const attributes = beside.notes.length > 0 ? { ...shared, NOTE: beside.notes.join('\n') } : shared
    const flags = beside.symbols.length > 0 ? [...read.flags, ...beside.symbols] : read.flags
    const dimensionsOf = Object.fromEntries(pairs)
    const figure = { place, dimensions: dimensionsOf, period, text: token.text, value: read.value, flags, attributes }
    return { kind: 'figure', figure }
  }
}

interface CellReading {
  readonly value: number | null
  readonly flags: readonly string[]
}
const NO_FLAGS: readonly string[] = []
const NIL: CellReading = { value: 0, flags: ['-'] }

function readCell({ text }: PxToken, symbols: ReadonlyMap<string, CellReading>): CellReading | null {
  if (NUMBER.test(text)) {
    const value = Number(text)
    return Number.isFinite(value) ? { value, flags: NO_FLAGS } : null
  }
  return symbols.get(text) ?? null
}

/** Dash, dots, and what the file shows for them. */
function dataSymbols({ keywords }: PxTable): ReadonlyMap<string, CellReading> {
  const symbols = new Map<string, CellReading>()
  const name = (symbol: string, fallback: string): string => keywords.text(symbol)?.trim() || fallback
  for (let dots = 6; dots >= 1; dots -= 1) {
    const shown = name(`DATASYMBOL${dots}`, '.'.repeat(dots))
    const reading = { value: null, flags: [shown] }
    if (!NUMBER.test(shown)) symbols.set(shown, reading)
    symbols.set('.'.repeat(dots), reading)
  }
  // Seven dots: a sum over cells of which some are missing.
  symbols.set('.......', { value: null, flags: [name('DATASYMBOLSUM', '.......')] })
  const nil = name('DATASYMBOLNIL', '-')
  if (!NUMBER.test(nil) && !symbols.has(nil)) symbols.set(nil, NIL)
  symbols.set('-', NIL)
  return symbols
}

function compileAttributes(
  { keywords, dimensions }: PxTable,
  contents: number,
): (position: number) => Readonly<Record<string, string>> {
  const describe = (label: string | null): Readonly<Record<string, string>> => {
    const pairs: [string, string][] = []
    for (const keyword of DESCRIPTIONS) {
      const text = (label === null ? null : keywords.text(keyword, label)) ?? keywords.text(keyword)
      if (text) pairs.push([keyword, text])
    }
    const source = keywords.text('SOURCE')
    if (source) pairs.push(['SOURCE', source])
    if (contents < 0) {
      const what = keywords.text('CONTENTS')
      if (what) pairs.push(['CONTENTS', what])
    }
    return Object.fromEntries(pairs)
  }
  const general = describe(null)
  const each = contents < 0 ? [] : dimensions[contents]!.labels.map(describe)
  return (position) => each[position] ?? general
}
