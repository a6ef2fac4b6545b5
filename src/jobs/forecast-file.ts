import { createReadStream } from 'node:fs'
import { access, rename, rm, writeFile } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import { AppError } from '../domain/errors.ts'
import { formatPeriod, indexOfStart, periodIndex, type SeasonalFrequency } from '../domain/period.ts'
import type { ForecastTask, Hierarchy, PanelForecast, PanelSeries } from '../forecast/types.ts'

export interface ForecastFileOptions {
  /** CSV with `series_id,period,value`, `unique_id,ds,y` or `series_id,date,value`; `.gz` is read as gzip. */
  readonly input: string
  readonly frequency: SeasonalFrequency
  readonly horizon: number
  /** As written by the caller, so that the columns bear the same text: `['0.1', '0.5', '0.9']`. */
  readonly quantiles: readonly string[]
  readonly seed: number
  readonly output: string
  /** CSV with at least `series_id,parent`; an empty parent is the root. */
  readonly hierarchy?: string
}

export interface ForecastFileReport {
  readonly series: number
  readonly rows: number
  readonly backend: string
  readonly incoherence: number
}

const LAYOUTS = [
  ['series_id', 'period', 'value'],
  ['unique_id', 'ds', 'y'],
  ['series_id', 'date', 'value'],
] as const

/**
 * Forecasts the series of a CSV file into a CSV file: `series_id,period,mean,q<q1>,...`, one row per series and period.
 * The output appears whole or not at all (written beside, then renamed).
 *
 * @param forecast the engine, bound to its network, threads and progress by the composition root
 * @throws AppError FILE_NOT_READABLE, MAPPING_INVALID (columns), INVALID_INPUT (a value or period, with its line),
 *         and whatever the engine throws; an error about a series names it
 */
export async function forecastFile(
  options: ForecastFileOptions,
  forecast: (task: ForecastTask) => Promise<PanelForecast>,
): Promise<ForecastFileReport> {
  const panel = await readPanel(options.input, options.frequency)
  const hierarchy = options.hierarchy ? await readHierarchy(options.hierarchy) : undefined
  const asked = readQuantiles(options.quantiles)
  const result = await forecast({
    panel,
    frequency: options.frequency,
    horizon: options.horizon,
    quantiles: asked.map((q) => q.value),
    seed: options.seed,
    hierarchy,
  })
  const order = options.quantiles.map((text) => asked.findIndex((q) => q.text === text.trim()))
  const rows: (string | number)[][] = []
  for (const s of result.series) {
    for (let h = 0; h < options.horizon; h++) {
      const values = [s.mean[h]!, ...order.map((j) => s.quantiles[j]![h]!)]
      if (!values.every(Number.isFinite))
        throw new AppError('NOT_CONVERGED', `Series ${s.id} has no finite forecast ${h + 1} periods ahead.`, {
          series: s.id,
        })
      rows.push([s.id, formatPeriod(s.start + h, options.frequency), ...values])
    }
  }
  const head = ['series_id', 'period', 'mean', ...options.quantiles.map((q) => `q${q.trim()}`)]
  const partial = `${options.output}.${process.pid}.tmp`
  try {
    await writeFile(partial, stringify([head, ...rows]))
    await rename(partial, options.output)
  } catch (cause) {
    await rm(partial, { force: true })
    throw new AppError(
      'FILE_NOT_READABLE',
      `Cannot write ${options.output}: ${(cause as Error).message}`,
      { file: options.output },
      { cause },
    )
  }
  return { series: result.series.length, rows: rows.length, backend: result.backend, incoherence: result.incoherence }
}

function readQuantiles(texts: readonly string[]): { readonly text: string; readonly value: number }[] {
  const asked = texts.map((text) => ({ text: text.trim(), value: Number(text) }))
  const wrong = asked.find((q) => q.text === '' || !(q.value > 0 && q.value < 1))
  if (wrong)
    throw new AppError(
      'INVALID_INPUT',
      `"${wrong.text}" is not a quantile; write numbers between 0 and 1, such as 0.1,0.5,0.9.`,
    )
  return asked.sort((a, b) => a.value - b.value).filter((q, i) => i === 0 || q.value !== asked[i - 1]!.value)
}

/** Streams the rows of a CSV file as records of text. */
async function* readRows(
  file: string,
): AsyncGenerator<{ readonly line: number; readonly record: Readonly<Record<string, string>> }> {
  await access(file).catch((cause) => {
    throw new AppError('FILE_NOT_READABLE', `Cannot read ${file}: ${(cause as Error).message}`, { file }, { cause })
  })
  const source = createReadStream(file)
  const parser = parse({ columns: true, bom: true, skip_empty_lines: true, trim: true, info: true })
  const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
  for (const stream of [source, bytes]) stream.on('error', (error: Error) => parser.destroy(error))
  bytes.pipe(parser)
  try {
    for await (const { record, info } of parser) yield { line: info.lines, record }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError(
      'FILE_NOT_READABLE',
      `${file} is not a readable CSV file: ${(cause as Error).message}`,
      { file },
      { cause },
    )
  } finally {
    source.destroy()
  }
}

/**
 * Reads a panel. Periods may be written as periods (`2024-03`) or as any day of them (`2024-03-01`); empty values and
 * `NA`, `NaN` count as missing, and so do periods left out.
 */
export async function readPanel(file: string, frequency: SeasonalFrequency): Promise<PanelSeries[]> {
  const found = new Map<string, Map<number, number>>()
  let layout: (typeof LAYOUTS)[number] | undefined
  for await (const { line, record } of readRows(file)) {
    layout ??= LAYOUTS.find((columns) => columns.every((c) => c in record))
    if (!layout) {
      throw new AppError(
        'MAPPING_INVALID',
        `${file} has the columns ${Object.keys(record).join(', ')}; it needs ${LAYOUTS.map((l) => l.join(',')).join(' or ')}.`,
        { file },
      )
    }
    const [id, when, text] = layout.map((c) => record[c]!) as [string, string, string]
    const index = readPeriod(when, frequency, line)
    const missing = text === '' || /^(na|nan|null)$/i.test(text)
    const value = missing ? Number.NaN : Number(text)
    if (!missing && !Number.isFinite(value))
      throw new AppError('INVALID_INPUT', `Line ${line} of ${file}: "${text}" is not a number (series ${id}).`, {
        line,
      })
    let series = found.get(id)
    if (!series) {
      series = new Map()
      found.set(id, series)
    }
    if (series.has(index))
      throw new AppError('INVALID_INPUT', `Line ${line} of ${file}: series ${id} has period ${when} twice.`, { line })
    series.set(index, value)
  }
  if (found.size === 0) throw new AppError('INVALID_INPUT', `${file} holds no observations.`, { file })
  return [...found].map(([id, values]) => {
    const indices = [...values.keys()]
    const start = indices.reduce((a, b) => Math.min(a, b))
    const y = new Float64Array(indices.reduce((a, b) => Math.max(a, b)) - start + 1).fill(Number.NaN)
    for (const [index, value] of values) y[index - start] = value
    return { id, start, y }
  })
}

function readPeriod(text: string, frequency: SeasonalFrequency, line: number): number {
  if (/^\d{4}-\d{2}-\d{2}([T ].*)?$/.test(text)) return indexOfStart(text, frequency)
  try {
    return periodIndex(text, frequency)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `Line ${line}: ${(cause as Error).message}`, { line }, { cause })
  }
}

async function readHierarchy(file: string): Promise<Hierarchy> {
  const parents = new Map<string, string>()
  for await (const { record } of readRows(file)) {
    const child = record.series_id
    const parent = record.parent
    if (child === undefined || parent === undefined) {
      throw new AppError(
        'MAPPING_INVALID',
        `${file} has the columns ${Object.keys(record).join(', ')}; it needs series_id and parent.`,
        { file },
      )
    }
    if (parent !== '') parents.set(child, parent)
  }
  return parents
}
