import type { FigureMapping } from '../../contracts/figure-mapping.ts'
import type { Db } from '../../storage/database.ts'
import { readSourceMappings } from '../../storage/source-mapping.ts'
import { parseMapping, readPackMappings } from './read-mappings.ts'

export interface KnownMapping {
  /** null: shipped and never used here. */
  readonly version: number | null
  readonly isShipped: boolean
  readonly mapping: FigureMapping
}

/** Every mapping there is: those of the pack as they ship, then the newest version of those kept with their sources. */
export async function listMappings(db: Db, packDir: string): Promise<KnownMapping[]> {
  const kept = new Map((await readSourceMappings(db)).map((one) => [one.mappingId, one]))
  const shipped = (await readPackMappings(packDir)).map(
    (mapping): KnownMapping => ({ version: kept.get(mapping.id)?.version ?? null, isShipped: true, mapping }),
  )
  for (const { mapping } of shipped) kept.delete(mapping.id)
  const own = [...kept.values()].flatMap(({ mappingId, version, document }): KnownMapping[] => {
    const mapping = parseMapping(document, mappingId)
    return 'recognise' in mapping ? [{ version, isShipped: false, mapping }] : []
  })
  return [...shipped, ...own]
}

export async function knownMappings(db: Db, packDir: string): Promise<FigureMapping[]> {
  return (await listMappings(db, packDir)).map(({ mapping }) => mapping)
}
