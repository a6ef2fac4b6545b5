import type { FigureMapping } from '../../contracts/figure-mapping.ts'
import type { Db } from '../../storage/database.ts'
import { readSourceMappings } from '../../storage/source-mapping.ts'
import { parseMapping, readPackMappings } from './read-mappings.ts'

/** Every mapping there is: those kept with their sources, then those of the pack that were never used here. */
export async function knownMappings(db: Db, packDir: string): Promise<FigureMapping[]> {
  const byId = new Map((await readPackMappings(packDir)).map((mapping) => [mapping.id, mapping]))
  for (const { mappingId, document } of await readSourceMappings(db)) {
    const mapping = parseMapping(document, mappingId)
    if ('recognise' in mapping && !byId.has(mappingId)) byId.set(mappingId, mapping)
  }
  return [...byId.values()]
}
