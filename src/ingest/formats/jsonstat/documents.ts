import { AppError } from '../../../domain/errors.ts'
import { isObject, listAt, objectAt, textAt } from '../json/exact-values.ts'
import type { ExactObject } from '../json/parse-exact.ts'

export interface Documents {
  readonly version: 1 | 2
  readonly datasets: readonly { readonly part: string | null; readonly name?: string; readonly body: ExactObject }[]
  /** What the document has beside its data sets. */
  readonly notes: readonly string[]
}

/**
 * The data sets of a document: itself, those embedded in a collection, or the members of a 1.x bundle.
 * @throws AppError INVALID_INPUT when there is none
 */
export function datasetsOf(name: string, document: ExactObject): Documents {
  const kind = textAt(document, 'class')
  if (kind === 'collection') return fromCollection(name, document)
  if (kind === 'dataset' && !isCube(document)) throw noData(name, 'the data set does not describe its dimensions')
  if (isCube(document)) return { version: 2, datasets: [{ part: null, body: document }], notes: [] }
  if (kind === 'dimension') throw noData(name, 'it describes one dimension')
  const members = Object.entries(document).filter(
    (entry): entry is [string, ExactObject] => isObject(entry[1]) && isCube(entry[1]),
  )
  if (members.length === 0) throw noData(name, 'no member has dimensions')
  return {
    version: 1,
    datasets: members.map(([member, body]) => ({ part: members.length > 1 ? member : null, name: member, body })),
    notes: [],
  }
}

const isCube = (body: ExactObject): boolean => objectAt(body, 'dimension') !== null

function fromCollection(name: string, document: ExactObject): Documents {
  const items = [...listAt(objectAt(document, 'link'), 'item'), ...listAt(document, 'item')].filter(isObject)
  const embedded = items.filter(isCube)
  if (embedded.length === 0) throw noData(name, `the collection only links to ${items.length} data sets; fetch those`)
  const linked = items.length - embedded.length
  return {
    version: 2,
    datasets: embedded.map((body, place) => ({ part: textAt(body, 'label') ?? `data set ${place + 1}`, body })),
    notes:
      linked > 0
        ? [`${linked} further data sets of the collection are only linked; fetch them from their addresses.`]
        : [],
  }
}

const noData = (name: string, why: string): AppError =>
  new AppError('INVALID_INPUT', `${name} holds no JSON-stat data: ${why}.`, { file: name })
