import type { FigureMapping } from '../contracts/figure-mapping.ts'
import type { IngestReport } from '../contracts/ingest.ts'
import { type AnyRequest, ingestAny } from './ingest-any.ts'
import type { IngestDeps } from './ingest-file.ts'
import { findRefusedFile } from './refused-file.ts'

/** What a person says of a refused file that it does not say itself. */
export interface Said {
  readonly vintage?: string | undefined
  readonly period?: string | undefined
  readonly format?: string | undefined
}

/**
 * Reads a file that was refused whole again, as it was to be read then, with the mappings known by now and what has been said of it.
 * @throws AppError NOT_FOUND when there is none or its bytes are gone, else as the readers do
 */
export async function retryRefusedFile(
  deps: IngestDeps,
  id: number,
  mappings: readonly FigureMapping[],
  { vintage, period, format }: Said,
): Promise<IngestReport> {
  const { path, file, request } = await findRefusedFile(deps.pool, id)
  const said = { ...(vintage ? { vintage } : {}), ...(period ? { period } : {}), ...(format ? { format } : {}) }
  return ingestAny(deps, { ...(request as Partial<AnyRequest>), ...said, file: path, sourceName: file, mappings })
}
