import type { LabelText } from '../contracts/common.ts'
import type { Db } from './database.ts'

/** Names of areas, `SCHEME:code`, lenses and sources, by their id. */
export async function readNames(db: Db): Promise<Map<string, LabelText>> {
  const { rows } = await db.query<{ id: string; vi: string; en: string }>(
    `select area_id as id, name_vi as vi, name_en as en from area
      union all select scheme || ':' || code, name_vi, name_en from classification_code
      union all select lens_id, name_vi, name_en from lens
      union all select source_id, name_vi, name_en from source`,
  )
  return new Map(rows.map(({ id, vi, en }) => [id, { vi, en }]))
}
