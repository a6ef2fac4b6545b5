import type { Meta } from '../contracts/common.ts'
import type { Release } from '../contracts/releases.ts'
import type { Db } from '../storage/database.ts'
import { listCitations } from '../storage/read-source.ts'

/** Licences of the sources, one sentence; of those named in `only`, else of all. */
export async function licenceSentence(db: Db, only?: ReadonlySet<string>): Promise<string> {
  const sources = (await listCitations(db)).filter((s) => only?.has(s.id) ?? true)
  const list = sources.map((s) => `${s.id}: ${s.licence}`).join('; ')
  return list === '' ? 'No source stands behind this answer.' : `Made from sources under their own licences. ${list}`
}

/** What figures of a release say about themselves. */
export async function releaseMeta(
  db: Db,
  release: Release,
  what: Pick<Meta, 'unit' | 'method' | 'status'>,
): Promise<Meta> {
  return { release: release.id, asOf: release.manifest.asOf, licence: await licenceSentence(db), ...what }
}

/** Distinct statuses in a fixed order, e.g. `A, E`. */
export const statusesOf = (rows: Iterable<{ readonly obsStatus: string }>): string =>
  [...new Set(Array.from(rows, (r) => r.obsStatus))].sort().join(', ')
