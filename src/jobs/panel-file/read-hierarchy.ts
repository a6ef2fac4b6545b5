import { AppError } from '../../domain/errors.ts'
import type { Hierarchy } from '../../forecast/types.ts'
import { findLayout, openCsv } from './read-rows.ts'

/** Reads `series_id,parent`; an empty parent is the root. @throws AppError FILE_NOT_READABLE, MAPPING_INVALID */
export async function readHierarchy(file: string): Promise<Hierarchy> {
  const parents = new Map<string, string>()
  const { records } = await openCsv(file)
  let columns: readonly number[] | null = null
  for await (const record of records) {
    if (!columns) {
      columns = findLayout(record, [['series_id', 'parent']])
      if (columns) continue
      throw new AppError(
        'MAPPING_INVALID',
        `${file} has the columns ${record.join(', ')}; it needs series_id and parent.`,
        { file },
      )
    }
    const [child, parent] = columns.map((c) => record[c]!) as [string, string]
    if (parent !== '') parents.set(child, parent)
  }
  return parents
}
