import type { Area } from '../contracts/reference.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from './database.ts'

/** An area without what the current release says of it. */
export type AreaRecord = Omit<Area, 'hasGaps' | 'unavailableReason'>

interface Row extends Record<string, unknown> {
  area_id: string
  kind: Area['kind']
  gso_code: string | null
  name_vi: string
  name_en: string
  parent_id: string | null
  valid_from: string
  valid_to: string | null
  predecessors: { area: string; weight: number }[]
}

const SELECT = `select a.*, coalesce(
         (select json_agg(json_build_object('area', p.predecessor_id, 'weight', p.weight) order by p.predecessor_id)
            from area_succession p where p.successor_id = a.area_id), '[]') as predecessors
  from area a`

function toArea(row: Row): AreaRecord {
  return {
    id: row.area_id,
    kind: row.kind,
    gsoCode: row.gso_code,
    name: { vi: row.name_vi, en: row.name_en },
    parent: row.parent_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    predecessors: row.predecessors,
  }
}

/** Ids of the provinces of Viet Nam of every time. */
export async function provinceIds(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ area_id: string }>(
    "select area_id from area where kind = 'province' and area_id like 'VN-%' order by 1",
  )
  return rows.map((row) => row.area_id)
}

/**
 * Every territory of every time: Viet Nam first, in it the country, then by code and first day; then abroad. Those that only a
 * source's own list knows stand with its datasets.
 */
export async function listAreas(db: Db): Promise<AreaRecord[]> {
  const { rows } = await db.query<Row>(
    `${SELECT} where a.kind <> 'published' order by a.area_id !~ '^VN(-|$)', array_position(array['country', 'region', 'province', 'commune', 'group', 'state'], a.kind), a.gso_code, a.valid_from, a.area_id`,
  )
  return rows.map(toArea)
}

/** @throws AppError NOT_FOUND when no area has the id */
export async function findArea(db: Db, areaId: string): Promise<AreaRecord> {
  const { rows } = await db.query<Row>(`${SELECT} where a.area_id = $1`, [areaId])
  const row = rows[0]
  if (!row) {
    throw new AppError(
      'NOT_FOUND',
      `There is no area "${areaId}". GET /v1/areas lists them; VN is the country, VN-HN is Hanoi.`,
      {
        parameter: 'area',
      },
    )
  }
  return toArea(row)
}
