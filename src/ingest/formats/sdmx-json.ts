import { AppError } from '../../domain/errors.ts'
import { jsonStart } from './bytes/first-json.ts'
import { isObject, listAt, objectAt, readExact, scalarText, textAt } from './json/exact-values.ts'
import type { ExactObject } from './json/parse-exact.ts'
import type { DocumentHead, Reader, ReadItem } from './reader.ts'
import { type DataSet, readDataSet } from './sdmx-json/figures.ts'
import { flowIn, literalText, nameOf, readStructure } from './sdmx-json/structure.ts'

/**
 * SDMX-JSON data messages 1.0 (`structure`) and 2.0 (`structures`), by series or flat.
 * @see https://github.com/sdmx-twg/sdmx-json/tree/master/data-message/docs
 */
export const sdmxJson: Reader = {
  format: 'sdmx-json',
  describes: {
    vi: 'SDMX-JSON 1.0 và 2.0, theo chuỗi hoặc phẳng',
    en: 'SDMX-JSON 1.0 and 2.0, by series or flat',
  },
  recognises(first) {
    const text = jsonStart(first, '{')
    if (text === null) return 0
    if (/sdmx-json-data-schema/.test(text)) return 1
    if (!/"dataSets"\s*:/.test(text) && !/"structures?"\s*:\s*[[{]/.test(text)) return 0
    return /"(keyPosition|dimensionAtObservation|observations?|series)"\s*:/.test(text) ? 0.95 : 0.5
  },
  async open(source, limits) {
    const document = await readExact(source, limits)
    const dataSets = dataSetsOf(source.name, document)
    return { head: headOf(document, dataSets), items: itemsOf(source.name, dataSets, limits.maxCells) }
  },
}

async function* itemsOf(name: string, dataSets: readonly DataSet[], maxCells: number): AsyncGenerator<ReadItem> {
  let cells = 0
  for (const dataSet of dataSets) {
    for (const item of readDataSet(dataSet)) {
      cells += 1
      if (cells > maxCells)
        throw new AppError('TOO_LARGE', `${name} has more than ${maxCells} figures. Ask for fewer series.`)
      yield item
    }
  }
}

function dataSetsOf(name: string, document: ExactObject): DataSet[] {
  // 1.0 and 2.0 wrap in `data`; earlier servers do not.
  const data = objectAt(document, 'data') ?? document
  const bodies = listAt(data, 'dataSets').filter(isObject)
  const refusals = listAt(document, 'errors')
    .map((error) => refusalText(error))
    .filter((text) => text !== '')
  if (bodies.length === 0) {
    const said = refusals.length > 0 ? `it says: ${refusals.join('; ').slice(0, 300)}` : 'it has no data set'
    throw new AppError(
      'INVALID_INPUT',
      `${name} holds no figures; ${said}. Check what was asked for, and fetch it again.`,
      {
        file: name,
      },
    )
  }
  const language = languageOf(document)
  const listed = [...listAt(data, 'structures'), data['structure'] ?? null].filter(isObject)
  const structures = listed.map((structure) => readStructure(structure, language))
  return bodies.map((body, place) => {
    const points = typeof body['structure'] === 'number' ? body['structure'] : Math.min(place, structures.length - 1)
    const structure = structures[points]
    if (structure === undefined) {
      const message = `${name}: data set ${place + 1} points to structure ${points}, but the message has ${structures.length}. Without it the figures have no names; fetch it again.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name })
    }
    return { part: bodies.length > 1 ? `data set ${place + 1}` : null, structure, body, language }
  })
}

function refusalText(error: unknown): string {
  if (!isObject(error as ExactObject)) return ''
  const refusal = error as ExactObject
  return [textAt(refusal, 'code'), literalText(refusal['title'], null) ?? literalText(refusal['message'], null)]
    .filter((text) => text !== null)
    .join(' ')
}

function languageOf(document: ExactObject): string | null {
  const meta = objectAt(document, 'meta') ?? objectAt(document, 'header')
  return scalarText(listAt(meta ?? {}, 'contentLanguages')[0])
}

function headOf(document: ExactObject, dataSets: readonly DataSet[]): DocumentHead {
  const meta = objectAt(document, 'meta') ?? objectAt(document, 'header')
  const sender = objectAt(meta ?? {}, 'sender')
  const { structure, language } = dataSets[0]!
  const { dataSet, series, observation } = structure.dimensions
  const all = [...dataSet, ...series, ...observation].sort((a, b) => (a.keyPosition ?? 0) - (b.keyPosition ?? 0))
  const measures = structure.measures.length > 1 ? [{ id: 'OBS_MEASURE', label: null }] : []
  const prepared = /^\d{4}-\d{2}-\d{2}/.exec(textAt(meta ?? {}, 'prepared') ?? '')?.[0] ?? null
  return {
    format: listAt(objectAt(document, 'data') ?? {}, 'structures').length > 0 ? 'sdmx-json-2' : 'sdmx-json-1',
    title: structure.name,
    dataset: structure.flow ?? flowIn(dataSets[0]!.body),
    publisher: sender === null ? null : (nameOf(sender, language) ?? textAt(sender, 'id')),
    published: prepared,
    dimensions: [
      ...all.filter(({ isTime }) => !isTime).map(({ id, label }) => ({ id, label })),
      ...measures,
      ...all.filter(({ isTime }) => isTime).map(({ label }) => ({ id: 'TIME_PERIOD', label })),
    ],
    notes: dataSets.length > 1 ? [`The message has ${dataSets.length} data sets.`] : [],
  }
}
