import type { ProgrammeUpload, RefusedProgrammeRow } from '../contracts/programme-uploads.ts'
import { AppError } from '../domain/errors.ts'
import type { Db, Transaction } from './database.ts'

/** Records that a set was brought, and every row of it that was refused. */
export async function insertUpload(
  tx: Transaction,
  upload: Omit<ProgrammeUpload, 'id' | 'at' | 'refused'>,
  refused: readonly RefusedProgrammeRow[],
): Promise<number> {
  const { rows } = await tx.query<{ upload_id: number }>(
    `insert into programme_upload (origin, set_id, outcome, rows_read, rows_refused) values ($1, $2, $3, $4, $5) returning upload_id`,
    [upload.origin, upload.setId, upload.outcome, upload.read, refused.length],
  )
  const id = rows[0]!.upload_id
  const records = refused.map((row, n) => ({
    upload_id: id,
    fault_no: n + 1,
    table_name: row.table,
    line: row.line,
    column_name: row.column,
    reason_vi: row.reason.vi,
    reason_en: row.reason.en,
    raw: row.raw,
  }))
  // PostgreSQL holds no NUL; the symbol for it keeps the row readable.
  const json = JSON.stringify(records).replaceAll('\\u0000', '\u2400')
  await tx.query(
    'insert into programme_refused_row select * from jsonb_populate_recordset(null::programme_refused_row, $1::jsonb)',
    [json],
  )
  return id
}

const SELECT = `select upload_id as id, uploaded_at as at, origin, set_id as "setId", outcome, rows_read as read,
  rows_refused as refused from programme_upload`
type Row = Omit<ProgrammeUpload, 'at'> & { readonly at: Date } & Record<string, unknown>
const toUpload = (row: Row): ProgrammeUpload => ({ ...row, at: row.at.toISOString() })

/** Uploads, the newest first. */
export async function listUploads(db: Db, limit: number): Promise<ProgrammeUpload[]> {
  const { rows } = await db.query<Row>(`${SELECT} order by upload_id desc limit $1`, [limit])
  return rows.map(toUpload)
}

/** @throws AppError NOT_FOUND */
export async function readUpload(
  db: Db,
  id: number,
): Promise<{ readonly upload: ProgrammeUpload; readonly rows: RefusedProgrammeRow[] }> {
  const { rows } = await db.query<Row>(`${SELECT} where upload_id = $1`, [id])
  if (!rows[0])
    throw new AppError('NOT_FOUND', `There is no upload of programmes ${id}. GET /v1/programme-uploads lists them.`)
  const refused = await db.query<RefusedProgrammeRow & Record<string, unknown>>(
    `select table_name as table, line, column_name as column, json_build_object('vi', reason_vi, 'en', reason_en) as reason, raw
       from programme_refused_row where upload_id = $1 order by fault_no`,
    [id],
  )
  return { upload: toUpload(rows[0]), rows: refused.rows }
}
