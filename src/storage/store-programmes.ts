import type { ProgrammeRows } from '../contracts/programme-files.ts'
import { foldVietnamese } from '../domain/fold.ts'
import type { Db, Transaction } from './database.ts'

/** Whether the store holds these bytes already, with none of their institutions replaced by a later set. */
export async function hasProgrammeSet(tx: Transaction, setId: string, institutions: number): Promise<boolean> {
  const { rows } = await tx.query<{ n: number }>('select count(*) as n from institution where set_id = $1', [setId])
  return rows[0]!.n === institutions
}

export async function hasInstitutions(db: Db): Promise<boolean> {
  const { rowCount } = await db.query('select from institution limit 1')
  return rowCount === 1
}

/** Stores a set: its institutions with all that belongs to them, and the target mixes of its fields, in place of older ones. */
export async function replaceProgrammes(
  tx: Transaction,
  setId: string,
  folder: string,
  rows: ProgrammeRows,
): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))', ['programme_set'])
  const ids = rows.institutions.map((r) => r.institution_id)
  const read = Object.values(rows).reduce((sum, list) => sum + list.length, 0)
  await tx.query('delete from institution where institution_id = any ($1::text[])', [ids])
  await tx.query('delete from programme_set s where not exists (select from institution i where i.set_id = s.set_id)')
  await tx.query('insert into programme_set (set_id, folder, rows_read) values ($1, $2, $3)', [setId, folder, read])
  const names = new Map(
    rows.institutions.map((r) => [r.institution_id, `${r.institution_id} ${r.name_vi} ${r.name_en}`]),
  )
  await insert(
    tx,
    'institution',
    rows.institutions.map(({ area, ...r }) => ({ ...r, area_id: area, set_id: setId })),
  )
  await insert(
    tx,
    'programme',
    rows.programmes.map((r) => ({
      ...r,
      search: foldVietnamese(
        [r.programme_id, r.name_vi, r.name_en, r.moet_code, r.isced_f_detailed, names.get(r.institution_id)].join(' '),
      ),
    })),
  )
  await insert(tx, 'programme_completion', rows.completion)
  await insert(tx, 'programme_enrolment', rows.enrolment)
  await insert(tx, 'programme_rate', rows.rates)
  await insert(tx, 'programme_announced', rows.announced)
  const fields = rows.target_mix.map((r) => `${r.isced_f_detailed} ${r.level}`)
  await tx.query(`delete from target_mix where isced_f_detailed || ' ' || level = any ($1::text[])`, [fields])
  await insert(tx, 'target_mix', rows.target_mix)
}

type ProgrammeTable =
  | 'institution'
  | 'programme'
  | 'programme_completion'
  | 'programme_enrolment'
  | 'programme_rate'
  | 'programme_announced'
  | 'target_mix'

async function insert(tx: Transaction, table: ProgrammeTable, rows: readonly object[]): Promise<void> {
  await tx.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    JSON.stringify(rows),
  ])
}
