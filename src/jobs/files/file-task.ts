import type { FigureMapping, Writing } from '../../contracts/figure-mapping.ts'
import type { IngestReport } from '../../contracts/ingest.ts'
import { type Inspection, inspectFile } from '../../ingest/figures/inspect.ts'
import { knownMappings } from '../../ingest/figures/known-mappings.ts'
import { type FilePreview, previewFile } from '../../ingest/figures/preview.ts'
import { ingestAny } from '../../ingest/ingest-any.ts'
import { retryRefusedFile, type Said } from '../../ingest/retry-refused-file.ts'
import type { Pool } from '../../storage/database.ts'
import { readKnownCodes } from '../../storage/known-codes.ts'
import { SILENT } from '../../storage/log.ts'

interface Document {
  readonly file: string
  /** What the person called it. */
  readonly name: string
  readonly format?: string
}
interface Mapped extends Document {
  readonly mapping: FigureMapping
  readonly vintage?: string
}

/** What is done with an uploaded file. Anybody's bytes are read in it, so it runs in a thread that can be ended. */
export type FileTask =
  | ({ readonly kind: 'inspect'; readonly writing?: Writing } & Document)
  | ({ readonly kind: 'preview' } & Mapped)
  | ({ readonly kind: 'ingest' } & Mapped)
  | { readonly kind: 'retry'; readonly id: number; readonly name: string; readonly said: Said }

export interface FileResults {
  readonly inspect: Inspection
  readonly preview: FilePreview
  readonly ingest: IngestReport
  readonly retry: IngestReport
}

/** @throws AppError as the readers, the mapping and the store say */
export async function doFileTask(pool: Pool, pack: string, task: FileTask): Promise<FileResults[FileTask['kind']]> {
  if (task.kind === 'retry')
    return retryRefusedFile({ pool, log: SILENT }, task.id, await knownMappings(pool, pack), task.said)
  const { kind, file, name, format } = task
  const how = { name, ...(format ? { format } : {}) }
  if (kind === 'inspect') {
    const mappings = await knownMappings(pool, pack)
    const options = { ...how, ...(task.writing ? { writing: task.writing } : {}) }
    return inspectFile(file, mappings, await readKnownCodes(pool), options)
  }
  const request = { file, mapping: task.mapping, ...how, ...(task.vintage ? { vintage: task.vintage } : {}) }
  if (kind === 'preview') return previewFile(request, await readKnownCodes(pool))
  return ingestAny({ pool, log: SILENT }, { ...request, sourceName: name })
}
