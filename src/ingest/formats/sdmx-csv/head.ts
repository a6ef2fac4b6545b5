import type { CsvRecord } from '../../read-csv.ts'
import type { DocumentHead } from '../reader.ts'
import { TIME } from '../sdmx/concepts.ts'
import { splitLabel } from './cells.ts'
import type { SdmxColumns } from './columns.ts'

/** What the columns and the first rows tell about the document. */
export function headOf(columns: SdmxColumns, sample: readonly CsvRecord[]): DocumentHead {
  const structures = [...new Set(sample.map(({ fields }) => fields[columns.structureId] ?? ''))].filter(
    (id) => id !== '',
  )
  const [id, label] = splitLabel(structures[0] ?? '')
  const agency = /^([\w.@-]+):/.exec(id)?.[1] ?? null
  const many =
    structures.length > 1 ? [`Figures of ${structures.length} structures: ${structures.join(', ').slice(0, 300)}.`] : []
  return {
    format: columns.version === 1 ? 'sdmx-csv-1' : 'sdmx-csv-2',
    title: label ?? (id === '' ? null : id),
    publisher: agency,
    published: null,
    dimensions: [
      ...columns.dimensions.map(({ id, label }) => ({ id, label })),
      ...(columns.measures.length > 1 ? [{ id: 'OBS_MEASURE', label: null }] : []),
      ...(columns.time === null ? [] : [{ id: TIME, label: columns.time.label }]),
    ],
    notes: [...columns.notes, ...many],
  }
}
