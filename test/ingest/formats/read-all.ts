import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { bytesSource } from '../../../src/ingest/formats/open-bytes.ts'
import {
  type DocumentHead,
  type RawFigure,
  READ_LIMITS,
  type Reader,
  type ReadFault,
  type ReadLimits,
} from '../../../src/ingest/formats/reader.ts'

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/formats')

export const fixture = (path: string): Buffer => readFileSync(resolve(FIXTURES, path))

export interface Document {
  readonly head: DocumentHead
  readonly figures: readonly RawFigure[]
  readonly faults: readonly ReadFault[]
}

/** Reads a document whole, in chunks small enough to cut through words and letters. */
export async function readAll(
  reader: Reader,
  bytes: Uint8Array | string,
  { name = 'file', limits = READ_LIMITS, chunk = 37 }: { name?: string; limits?: ReadLimits; chunk?: number } = {},
): Promise<Document> {
  const { head, items } = await reader.open(bytesSource(name, Buffer.from(bytes), chunk), limits)
  const figures: RawFigure[] = []
  const faults: ReadFault[] = []
  for await (const item of items) {
    if (item.kind === 'figure') figures.push(item.figure)
    else faults.push(item.fault)
  }
  return { head, figures, faults }
}

export const readFixture = (reader: Reader, path: string): Promise<Document> =>
  readAll(reader, fixture(path), { name: basename(path) })

/** The figure at these codes, labels or periods; undefined when there is none. */
export function figureAt(document: Document, ...words: readonly string[]): RawFigure | undefined {
  return document.figures.find((figure) => {
    const said = new Set([figure.period])
    for (const { code, label } of Object.values(figure.dimensions)) {
      if (code !== null) said.add(code)
      if (label !== null) said.add(label)
    }
    return words.every((word) => said.has(word))
  })
}

/** What tells a figure from the others of its document, as one text. */
export const keyOf = ({ dimensions, period, place }: RawFigure): string =>
  JSON.stringify([place.part, period, Object.entries(dimensions).map(([id, { code, label }]) => [id, code, label])])
