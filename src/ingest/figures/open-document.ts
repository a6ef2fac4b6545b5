import type { FigureMapping, Writing } from '../../contracts/figure-mapping.ts'
import { AppError } from '../../domain/errors.ts'
import { detectFormat, READERS } from '../formats/detect.ts'
import { fileSource } from '../formats/open-bytes.ts'
import {
  type DocumentHead,
  type RawFigure,
  READ_LIMITS,
  type Reader,
  type ReadFault,
  type ReadItem,
} from '../formats/reader.ts'
import { mappingsFor } from './choose-mapping.ts'
import { proposeMapping } from './propose-mapping.ts'

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

/**
 * The first figures of a document, for choosing a mapping.
 * @param isMapped  a person said what it is: what cannot be read is then quarantined place by place
 * @throws AppError FILE_NOT_READABLE when it has places that cannot be read, and no figure
 */
export async function sampleFigures(
  name: string,
  items: AsyncIterable<ReadItem>,
  isMapped = false,
): Promise<RawFigure[]> {
  const figures: RawFigure[] = []
  let faults = 0
  let first: ReadFault | null = null
  for await (const item of items) {
    if (item.kind === 'figure') figures.push(item.figure)
    else {
      faults += 1
      first ??= item.fault
    }
    if (figures.length >= SAMPLE) break
  }
  if (figures.length > 0 || first === null || isMapped) return figures
  const place = [first.place.part, first.place.row, first.place.column].filter(Boolean).join(', ')
  const message = `${name}: none of its ${faults} places can be read; the first, at ${place}: ${first.reason.replace(/\.$/, '')}. Nothing of it is loaded.`
  throw new AppError('FILE_NOT_READABLE', message, { file: name, faults })
}

/**
 * The mapping to use: the one of an id, or of a source, or the one made for such documents; where none is, the one the
 * document's description of itself gives.
 * @throws AppError MAPPING_INVALID when the document holds no figures, or `as` is neither a mapping nor a source
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
  if (sample.length === 0)
    throw new AppError('FILE_NOT_READABLE', noFigures(name, head), { file: name, format: head.format })
  if (as !== undefined && !/^[A-Z][A-Z0-9_]{1,30}$/.test(as)) {
    const ids = mappings.map(({ id }) => id).join(', ')
    const message = `There is no mapping "${as}". Choose one of ${ids}, or name a source in capital letters, digits and underscores.`
    throw new AppError('MAPPING_INVALID', message, { name, as })
  }
  return proposeMapping(name, head, sample, as)
}

/** What documents without figures are, and what to do with them. */
const WITHOUT_FIGURES: readonly (readonly [RegExp, string])[] = [
  [/^px-web-config/, 'it is the configuration of a PX-Web site; fetch a table of it with the pxweb connector'],
  [/^px-web-(tables|folder)/, 'it is a list of tables; fetch one of them with the pxweb connector'],
  [/^px-web-variables/, 'it lists the variables of a table; ask the site for its data, in JSON-stat or PX'],
  [/^jsonstat/, 'it describes the dimensions of a table and holds no values; ask for its data'],
  [
    /^worldbank-metadata/,
    'it is the list of countries or indicators that comes with a table; load the file API_*.csv beside it',
  ],
  [
    /^onet/,
    'it is a list that explains codes of O*NET; load the tables with ratings, such as Skills.txt or Job Zones.txt',
  ],
  [/^esco/, 'it is a list of concepts of ESCO; load occupationSkillRelations.csv, which relates them'],
]

function noFigures(name: string, { format }: DocumentHead): string {
  const why =
    WITHOUT_FIGURES.find(([kind]) => kind.test(format))?.[1] ?? 'it has a heading and nothing under it; fetch it again'
  return `${name} (${format}) holds no figures: ${why}. Nothing of it is loaded.`
}
