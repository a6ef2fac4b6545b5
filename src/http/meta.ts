import type { Meta } from '../contracts/common.ts'
import type { Release } from '../contracts/releases.ts'
import type { Db } from '../storage/database.ts'
import { listCitations } from '../storage/read-source.ts'

/** Licences of the sources, one sentence in both languages; of those named in `only`, else of all. */
export async function licenceSentence(db: Db, only?: ReadonlySet<string>): Promise<string> {
  const sources = (await listCitations(db)).filter((s) => only?.has(s.id) ?? true)
  if (sources.length === 0) return 'Không có nguồn nào đứng sau câu trả lời này. / No source stands behind this answer.'
  const list = (part: 0 | 1): string =>
    sources.map(({ id, licence }) => `${id}: ${licence.split(' / ')[part] ?? licence}`).join('; ')
  return `Lập từ các nguồn theo giấy phép riêng. ${list(0)} / Made from sources under their own licences. ${list(1)}`
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
