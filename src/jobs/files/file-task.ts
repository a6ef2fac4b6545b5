import type { FigureMapping, Writing } from '../../contracts/figure-mapping.ts'
import type { IngestReport } from '../../contracts/ingest.ts'
import { ingestDocument } from '../../ingest/figures/ingest-document.ts'
import { type Inspection, inspectFile } from '../../ingest/figures/inspect.ts'
import { knownMappings } from '../../ingest/figures/known-mappings.ts'
import { type FilePreview, previewFile } from '../../ingest/figures/preview.ts'
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

export interface FileResults {
  readonly inspect: Inspection
  readonly preview: FilePreview
  readonly ingest: IngestReport
}

/** @throws AppError as the readers, the mapping and the store say */
export async function doFileTask(pool: Pool, pack: string, task: FileTask): Promise<FileResults[FileTask['kind']]> {
  const { kind, file, name, format } = task
  const how = { name, ...(format ? { format } : {}) }
  if (kind === 'inspect') {
    const mappings = await knownMappings(pool, pack)
    const options = { ...how, ...(task.writing ? { writing: task.writing } : {}) }
    return inspectFile(file, mappings, await readKnownCodes(pool), options)
  }
  const request = { file, mapping: task.mapping, ...how, ...(task.vintage ? { vintage: task.vintage } : {}) }
  if (kind === 'preview') return previewFile(request, await readKnownCodes(pool))
  return ingestDocument({ pool, log: SILENT }, { ...request, sourceName: name })
}
