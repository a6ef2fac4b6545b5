import type { Db } from './database.ts'
import { storable } from './quarantine.ts'

/** How a refused file was to be read; what a retry reads it by again. */
export interface RefusedRequest {
  readonly mapping?: object
  readonly as?: string
  readonly vintage?: string
  readonly defaultVintage?: string
  readonly period?: string
  readonly format?: string
}

export interface NewRefusedFile {
  readonly file: string
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly request: RefusedRequest
  readonly code: string
  readonly reason: string
}

export interface RefusedFile extends NewRefusedFile {
  readonly id: number
  /** When it was refused last, UTC. */
  readonly at: string
  readonly times: number
}

/** Keeps a file that was refused whole; the same bytes again are the same entry, with the reason of today. */
export async function keepRefusedFile(db: Db, refused: NewRefusedFile): Promise<void> {
  const { file, path, sha256, bytes, request, code, reason } = refused
  await db.query(
    `insert into refused_file (source_file, file_path, sha256, bytes, request, code, reason) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict on constraint refused_file_sha256 do update
        set source_file = excluded.source_file, file_path = excluded.file_path, request = excluded.request, code = excluded.code,
            reason = excluded.reason, refused_at = now(), times = refused_file.times + 1, resolved_by = null`,
    [storable(file), storable(path), sha256, bytes, request, code, storable(reason)],
  )
}

/** The bytes went in: their entry, where there is one, is closed by the ingest that took them. */
export async function resolveRefusedFile(db: Db, sha256: string): Promise<void> {
  await db.query(
    `update refused_file set resolved_by = (select max(ingest_id) from ingest_release where sha256 = $1)
      where sha256 = $1 and resolved_by is null`,
    [sha256],
  )
}

export interface RefusedFileFilter {
  readonly id?: number | undefined
  /** Only entries before this id. */
  readonly before?: number | undefined
  readonly limit?: number
}

/** Files refused whole that nothing has taken in since, the newest entry first. */
export async function listRefusedFiles(
  db: Db,
  { id, before, limit = 1000 }: RefusedFileFilter = {},
): Promise<RefusedFile[]> {
  const { rows } = await db.query<RefusedFile & Record<string, unknown>>(
    `select refused_id as id, source_file as file, file_path as path, sha256, bytes, request, code, reason, times,
            to_char(refused_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
       from refused_file
      where resolved_by is null and ($1::bigint is null or refused_id = $1) and ($2::bigint is null or refused_id < $2)
      order by refused_id desc limit $3`,
    [id ?? null, before ?? null, limit],
  )
  return rows
}

/** Names the state of the open entries. */
export async function refusedFileState(db: Db): Promise<string> {
  const { rows } = await db.query<{ state: string }>(
    `select concat(count(*), '_', max(refused_id), '_', sum(times), '_', sum(hashtext(reason))) as state
       from refused_file where resolved_by is null`,
  )
  return rows[0]!.state
}
