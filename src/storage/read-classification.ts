import type { LabelText } from '../contracts/common.ts'
import type { Lens, Sector } from '../contracts/reference.ts'
import type { Db } from './database.ts'

interface CodeRow extends Record<string, unknown> {
  scheme: string
  code: string
  level: number
  parent: string | null
  name_vi: string
  name_en: string
  name_status: string
}

/** Codes of one scheme and level in their published order. */
export async function listCodes(db: Db, scheme: string, level: number): Promise<Sector[]> {
  const { rows } = await db.query<CodeRow>(
    `select scheme, code, level, parent, name_vi, name_en, name_status
       from classification_code where scheme = $1 and level = $2 order by sort, code`,
    [scheme, level],
  )
  return rows.map((r) => ({
    scheme: r.scheme,
    code: r.code,
    id: `${r.scheme}:${r.code}`,
    level: r.level,
    parent: r.parent,
    name: { vi: r.name_vi, en: r.name_en },
    nameStatus: r.name_status,
  }))
}

/** Name of a `SCHEME:code`, or null when the scheme has no such code. */
export async function findCode(db: Db, id: string): Promise<LabelText | null> {
  const [scheme, code] = id.split(':')
  const { rows } = await db.query<{ name_vi: string; name_en: string }>(
    'select name_vi, name_en from classification_code where scheme = $1 and code = $2',
    [scheme, code],
  )
  return rows[0] ? { vi: rows[0].name_vi, en: rows[0].name_en } : null
}

interface LensRow extends Record<string, unknown> {
  lens_id: string
  version: string
  name_vi: string
  name_en: string
  note_vi: string
  note_en: string
  members: Lens['members']
}

/** The growth-sector lenses with what each takes in. They overlap. */
export async function listLenses(db: Db): Promise<Lens[]> {
  const { rows } = await db.query<LensRow>(
    `select l.*, coalesce(
        (select json_agg(json_build_object('sector', m.scheme || ':' || m.code, 'divisions', m.divisions,
                                           'weight', m.weight, 'status', m.status) order by m.scheme, m.code)
           from lens_member m where m.lens_id = l.lens_id), '[]') as members
       from lens l order by l.lens_id`,
  )
  return rows.map((r) => ({
    id: r.lens_id,
    version: r.version,
    name: { vi: r.name_vi, en: r.name_en },
    note: { vi: r.note_vi, en: r.note_en },
    additive: false,
    members: r.members,
  }))
}
