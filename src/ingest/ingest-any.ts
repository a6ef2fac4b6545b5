import { basename } from 'node:path'
import type { FigureMapping } from '../contracts/figure-mapping.ts'
import type { IngestReport } from '../contracts/ingest.ts'
import type { Mapping } from '../contracts/tidy.ts'
import { ingestDocument } from './figures/ingest-document.ts'
import { type IngestDeps, ingestFile } from './ingest-file.ts'
import { readFirstText } from './open-text.ts'
import { remembering } from './refused-file.ts'

export interface AnyRequest {
  readonly file: string
  /** Of columns: the file is a tidy one. Of dimensions: it is read by the reader of its format. */
  readonly mapping?: Mapping | FigureMapping | undefined
  readonly mappings?: readonly FigureMapping[]
  readonly as?: string
  readonly vintage?: string
  readonly defaultVintage?: string
  /** Period of a file without a dimension of time. */
  readonly period?: string
  readonly format?: string
  /** What the file is called in reports; default: its own name. */
  readonly sourceName?: string
  /** The file is one of several that hold the dataset together: nothing is absent because it is not in this one. */
  readonly isPart?: boolean
  readonly onProgress?: (share: number, rows: number) => void
  readonly signal?: AbortSignal
}

/** Headings a file must have to be one of ours. */
const TIDY = ['measure', 'area', 'period', 'value', 'source', 'vintage']

/**
 * Loads a file of whatever format: a tidy CSV in bytes, anything else by its reader and a mapping of dimensions. A file that is
 * refused whole is remembered with its hash and the reason.
 */
export async function ingestAny(deps: IngestDeps, request: AnyRequest): Promise<IngestReport> {
  const { file, sourceName = basename(file), mapping, as, vintage, defaultVintage, period, format } = request
  const how = { mapping, as, vintage, defaultVintage, period, format }
  return remembering(deps.pool, { file, name: sourceName, request: stated(how) }, () => load(deps, request))
}

type Stated<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const stated = <T extends object>(given: T): Stated<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Stated<T>

async function load(deps: IngestDeps, request: AnyRequest): Promise<IngestReport> {
  const { file, mapping, onProgress, signal, ...rest } = request
  const options = { file, sourceName: request.sourceName ?? basename(file), ...(signal ? { signal } : {}) }
  if (mapping && !('recognise' in mapping))
    return ingestFile(deps, { ...options, mapping, ...(onProgress ? { onProgress } : {}) })
  if (!mapping && rest.as === undefined && rest.format === undefined && (await isTidy(file))) {
    return ingestFile(deps, { ...options, ...(onProgress ? { onProgress } : {}) })
  }
  return ingestDocument(deps, {
    ...rest,
    ...options,
    ...(mapping ? { mapping } : {}),
    ...(onProgress ? { onProgress: (figures: number) => onProgress(0, figures) } : {}),
  })
}

async function isTidy(file: string): Promise<boolean> {
  const [heading = ''] = (await readFirstText(file)).split('\n')
  const names = new Set(
    heading.split(',').map((name) =>
      name
        .replace(/^\uFEFF/, '')
        .replace(/^"|"?\r?$/g, '')
        .trim(),
    ),
  )
  return TIDY.every((name) => names.has(name))
}
