import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesSource } from '../../../src/ingest/formats/open-bytes.ts'
import {
  type DocumentHead,
  type RawFigure,
  READ_LIMITS,
  type Reader,
  type ReadFault,
  type ReadLimits,
} from '../../../src/ingest/formats/reader.ts'

export interface ReadDocument {
  readonly head: DocumentHead
  readonly figures: readonly RawFigure[]
  readonly faults: readonly ReadFault[]
}

export const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../fixtures/formats', name))

/** Reads a whole document, in chunks of `chunkBytes`. */
export async function readDocument(
  reader: Reader,
  content: string | Uint8Array,
  {
    name = 'file',
    limits = READ_LIMITS,
    chunkBytes = 4096,
  }: { name?: string; limits?: ReadLimits; chunkBytes?: number } = {},
): Promise<ReadDocument> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const { head, items } = await reader.open(bytesSource(name, bytes, chunkBytes), limits)
  const figures: RawFigure[] = []
  const faults: ReadFault[] = []
  for await (const item of items) {
    if (item.kind === 'figure') figures.push(item.figure)
    else faults.push(item.fault)
  }
  return { head, figures, faults }
}

/** Codes of a figure's dimensions, its period and its value, for comparison at a glance. */
export const brief = ({ dimensions, period, value }: RawFigure): string =>
  `${Object.values(dimensions)
    .map(({ code, label }) => code ?? label)
    .join('.')} ${period} ${value}`
