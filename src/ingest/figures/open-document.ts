import type { FigureMapping, Writing } from '../../contracts/figure-mapping.ts'
import { AppError } from '../../domain/errors.ts'
import { detectFormat, READERS } from '../formats/detect.ts'
import { fileSource } from '../formats/open-bytes.ts'
import { type DocumentHead, type RawFigure, READ_LIMITS, type Reader, type ReadItem } from '../formats/reader.ts'
import { mappingsFor } from './choose-mapping.ts'

export interface OpenDocument {
  readonly reader: Reader
  readonly head: DocumentHead
  readonly items: AsyncIterable<ReadItem>
}

/**
 * Opens a file with the reader of its format.
 * @param format   id of a reader, when the file looks like several
 * @param writing  what the mapping declares about the writing of the file
 * @throws AppError as the readers do
 */
export async function openDocument(
  file: string,
  name: string,
  format?: string,
  writing?: Writing,
): Promise<OpenDocument> {
  const source = await fileSource(file, name)
  const named = READERS.find((one) => one.format === format)
  if (format !== undefined && !named) {
    const known = READERS.map((one) => one.format).join(', ')
    throw new AppError('INVALID_INPUT', `There is no format "${format}". Known are: ${known}.`, { format })
  }
  const reader = named ?? (await detectFormat(source))
  return { reader, ...(await reader.open(source, READ_LIMITS, writing)) }
}

const SAMPLE = 200

/** The first figures of a document, for choosing a mapping. */
export async function sampleFigures(items: AsyncIterable<ReadItem>, most = SAMPLE): Promise<RawFigure[]> {
  const figures: RawFigure[] = []
  for await (const item of items) {
    if (item.kind === 'figure') figures.push(item.figure)
    if (figures.length >= most) break
  }
  return figures
}

/**
 * The mapping to use: the one of an id, or of a source, or the one made for such documents.
 * @throws AppError MAPPING_INVALID when there is none, or several fit
 */
export function chooseMapping(
  name: string,
  head: DocumentHead,
  sample: readonly RawFigure[],
  mappings: readonly FigureMapping[],
  as?: string,
): FigureMapping {
  const named = as === undefined ? undefined : mappings.find(({ id }) => id === as)
  if (named) return named
  const candidates = as === undefined ? mappings : mappings.filter(({ source }) => source === as)
  const [best] = mappingsFor(head, sample, candidates)
  if (best) return best
  const dimensions = head.dimensions.map(({ id }) => id).join(', ')
  const ids = mappings.map(({ id }) => id).join(', ')
  const message = `No mapping says what the figures of ${name} (${head.format}) mean. Its dimensions are: ${dimensions}. Write one and name it with --mapping, or choose one with --as: ${ids}.`
  throw new AppError('MAPPING_INVALID', message, { name, format: head.format })
}
