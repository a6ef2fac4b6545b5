import { isList, objectAt, scalarText, textAt } from '../json/exact-values.ts'
import type { DocumentHead } from '../reader.ts'
import type { Cube } from './cube.ts'

/** What the data sets tell about the document; several share one head with all their dimensions. */
export function headOf(version: 1 | 2, cubes: readonly Cube[], notes: readonly string[]): DocumentHead {
  const { body } = cubes[0]!
  const dimensions = new Map<string, string | null>()
  for (const { id, label, isTime } of cubes.flatMap((cube) => cube.dimensions)) {
    dimensions.set(isTime ? 'TIME_PERIOD' : id, label)
  }
  return {
    format: `jsonstat-${version}`,
    title: textAt(body, 'label') ?? textAt(body, 'title'),
    dataset:
      textAt(objectAt(objectAt(body, 'extension'), 'px'), 'tableid') ?? textAt(objectAt(body, 'extension'), 'id'),
    publisher: textAt(body, 'source'),
    published: dayOf(textAt(body, 'updated')),
    dimensions: [...dimensions].map(([id, label]) => ({ id, label })),
    notes: [
      ...notes,
      ...new Set(cubes.flatMap((cube) => [...cube.notes, ...notesOf(cube)])),
      ...cubes
        .filter(isMetadata)
        .map(({ part }) => `${part ?? 'The document'} describes its dimensions and holds no figures.`),
    ],
  }
}

const isMetadata = ({ body }: Cube): boolean => {
  const values = body['value']
  return values === undefined || values === null || (isList(values) && values.length === 0)
}

function notesOf({ body }: Cube): string[] {
  const note = body['note']
  const texts = isList(note) ? note.map(scalarText) : [scalarText(note)]
  const period = textAt(objectAt(objectAt(body, 'extension'), 'px'), 'refperiod')
  return [...texts, period].filter((text) => text !== null)
}

/** Producers without a date write 9999-12-31. */
function dayOf(updated: string | null): string | null {
  const day = /^(\d{4})-\d{2}-\d{2}/.exec(updated ?? '')
  return day !== null && Number(day[1]) < 2200 ? day[0] : null
}
