import type { FigureMapping } from '../../contracts/figure-mapping.ts'
import type { IngestReport } from '../../contracts/ingest.ts'
import { AppError } from '../../domain/errors.ts'
import { ingestAny } from '../ingest-any.ts'
import type { IngestDeps } from '../ingest-file.ts'
import type { KeptBody } from './connector.ts'

export interface LoadOptions {
  readonly mappings: readonly FigureMapping[]
  /** Given on the command line: used for every body. */
  readonly mapping?: FigureMapping
  /** Id of a mapping or a source. */
  readonly as?: string
  /** Day of publication; default: what the document states, else the day it was fetched. */
  readonly vintage?: string
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly signal?: AbortSignal
}

/**
 * Loads the data bodies of a fetch, one after the other; bodies that were loaded before are recognised by their hash.
 * A body nobody can read does not keep the others out; it is told at the end, with what went in.
 *
 * @throws AppError of the first body that could not be loaded
 */
export async function loadFetched(
  deps: IngestDeps,
  bodies: readonly KeptBody[],
  { today, mapping, ...how }: LoadOptions,
): Promise<IngestReport[]> {
  const data = bodies.filter(({ role }) => role === 'data')
  const reports: IngestReport[] = []
  let first: AppError | null = null
  for (const { path, fileName } of data) {
    try {
      const request = {
        ...how,
        ...(mapping ? { mapping } : {}),
        file: path,
        sourceName: fileName,
        defaultVintage: today,
      }
      // One part of several says nothing about what the others hold.
      reports.push(await ingestAny(deps, { ...request, isPart: data.length > 1 }))
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'INTERRUPTED') throw error
      deps.log.warn(`${fileName}: ${error.code}: ${error.message}`)
      first ??= error
    }
  }
  if (first === null) return reports
  const message = `${first.message} (${reports.length} of ${data.length} files went in.)`
  throw new AppError(first.code, message, { ...first.detail, reports }, { cause: first })
}
