import type { UploadedFile } from '../contracts/files.ts'
import type { Db } from './database.ts'

export interface StoredFile {
  readonly sha256: string
  readonly name: string
  readonly bytes: number
  readonly storedAs: string
}

/** Records a file; bytes that are known keep the name they came with first. @returns whether they are new */
export async function insertUploadedFile(db: Db, { sha256, name, bytes, storedAs }: StoredFile): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into uploaded_file (sha256, file_name, bytes, stored_as) values ($1, $2, $3, $4) on conflict do nothing',
    [sha256, name, bytes, storedAs],
  )
  return rowCount === 1
}

export async function findUploadedFile(db: Db, sha256: string): Promise<StoredFile | null> {
  const { rows } = await db.query<StoredFile & Record<string, unknown>>(
    'select sha256, file_name as name, bytes, stored_as as "storedAs" from uploaded_file where sha256 = $1',
    [sha256],
  )
  return rows[0] ?? null
}

/** The newest files first, with the ingests that read them. */
export async function listUploadedFiles(db: Db, limit: number, sha256?: string): Promise<UploadedFile[]> {
  const { rows } = await db.query<UploadedFile & Record<string, unknown>>(
    `select f.sha256 as id, f.file_name as name, f.bytes,
            to_char(f.uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
            coalesce((select json_agg(i.ingest_id order by i.ingest_id) from ingest_release i
                       where i.sha256 = f.sha256), '[]') as ingests
       from uploaded_file f where $2::text is null or f.sha256 = $2 order by f.uploaded_at desc, f.sha256 limit $1`,
    [limit, sha256 ?? null],
  )
  return rows
}
