import { type Cell, copyRows } from './copy-rows.ts'
import type { Transaction } from './database.ts'

/** Reference tables in the order their foreign keys ask for. */
export const REFERENCE_TABLES = [
  'source',
  'area',
  'area_succession',
  'classification_code',
  'classification_bridge',
  'synonym',
  'lens',
  'lens_member',
  'skill_weight',
  'series_break',
  'correction',
  'assumption',
  'quota_rule',
] as const
export type ReferenceTable = (typeof REFERENCE_TABLES)[number]

export interface Column {
  readonly name: string
  readonly isRequired: boolean
}

/** Columns of a reference table in their order; where a row came from is not said by its file. */
export async function readColumns(tx: Transaction, table: ReferenceTable): Promise<Column[]> {
  const { rows } = await tx.query<{ name: string; is_required: boolean }>(
    `select attname as name, attnotnull as is_required from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> 'origin' order by attnum`,
    [table],
  )
  return rows.map(({ name, is_required }) => ({ name, isRequired: is_required }))
}

/** Brings the rows of a file into a temporary table beside the real one. */
export async function stageReference(
  tx: Transaction,
  table: ReferenceTable,
  columns: readonly string[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
): Promise<void> {
  await tx.query(`create temporary table new_${table} (like ${table} including defaults) on commit drop`)
  await copyRows(tx, `new_${table} (${columns.join(', ')})`, rows)
}

/** Adds rows that are new and replaces those that changed. @returns how many of either */
export async function upsertReference(tx: Transaction, table: ReferenceTable): Promise<number> {
  const keys = await primaryKey(tx, table)
  const others = (await readColumns(tx, table)).map(({ name }) => name).filter((name) => !keys.includes(name))
  const { rowCount } = await tx.query(
    `insert into ${table} as old select * from new_${table} on conflict (${keys.join(', ')}) do update
        set (${others.join(', ')}) = row (${others.map((name) => `excluded.${name}`).join(', ')})
      where (${others.map((name) => `old.${name}`).join(', ')}) is distinct from (${others.map((name) => `excluded.${name}`).join(', ')})`,
  )
  return rowCount ?? 0
}

/** Removes rows that the file no longer has, those apart that figures or other rows refer to, or that did not come with a pack. @returns how many */
export async function removeUnreferenced(tx: Transaction, table: ReferenceTable): Promise<number> {
  const keys = await primaryKey(tx, table)
  const referrers = await tx.query<{ condition: string }>(
    `select format('not exists (select from %s r where %s)', k.conrelid::regclass,
              (select string_agg(format('r.%I = old.%I', c.attname, p.attname), ' and ')
                 from unnest(k.conkey, k.confkey) as u (child, parent)
                 join pg_attribute c on c.attrelid = k.conrelid and c.attnum = u.child
                 join pg_attribute p on p.attrelid = k.confrelid and p.attnum = u.parent)) as condition
       from pg_constraint k where k.contype = 'f' and k.confrelid = $1::regclass`,
    [table],
  )
  const isGone = `not exists (select from new_${table} n where ${keys.map((name) => `n.${name} = old.${name}`).join(' and ')})`
  const origin = await tx.query(
    `select from pg_attribute where attrelid = $1::regclass and attname = 'origin' and not attisdropped`,
    [table],
  )
  const isOfPack = origin.rowCount === 1 ? ["old.origin = 'pack'"] : []
  const conditions = [isGone, ...isOfPack, ...referrers.rows.map(({ condition }) => condition)].join(' and ')
  let removed = 0
  // A table that refers to itself gives up its leaves first.
  for (;;) {
    const { rowCount } = await tx.query(`delete from ${table} old where ${conditions}`)
    if (!rowCount) return removed
    removed += rowCount
  }
}

async function primaryKey(tx: Transaction, table: ReferenceTable): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = $1::regclass and i.indisprimary order by a.attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}
