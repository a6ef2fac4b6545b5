import { resolve } from 'node:path'
import type { IngestReport } from '../contracts/ingest.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from '../storage/database.ts'
import {
  keepRefusedFile,
  listRefusedFiles,
  type RefusedFile,
  type RefusedRequest,
  resolveRefusedFile,
} from '../storage/refused-file.ts'
import { fingerprint, LIMITS } from './open-text.ts'

/** What is wrong with the file, not with the machine or the day. */
const OF_THE_FILE: readonly AppError['code'][] = [
  'FILE_NOT_READABLE',
  'MAPPING_INVALID',
  'SOURCE_SCHEMA_CHANGED',
  'INVALID_INPUT',
  'TOO_LARGE',
]

export interface ReadFile {
  readonly file: string
  readonly name: string
  readonly request: RefusedRequest
}

/**
 * Loads a file and remembers it when it is refused whole, with its hash and the reason; an entry of the same bytes is closed when
 * they go in. Whoever called still gets the error.
 */
export async function remembering(db: Db, read: ReadFile, load: () => Promise<IngestReport>): Promise<IngestReport> {
  try {
    const report = await load()
    await resolveRefusedFile(db, report.sha256)
    return report
  } catch (error) {
    if (error instanceof AppError) await refuseFile(db, read, error)
    throw error
  }
}

/** Remembers a refused file; one that cannot be opened at all has no bytes to remember. */
export async function refuseFile(
  db: Db,
  { file, name, request }: ReadFile,
  { code, message }: AppError,
): Promise<void> {
  if (!OF_THE_FILE.includes(code)) return
  const print = await fingerprint(file, LIMITS).catch(() => null)
  if (print === null) return
  await keepRefusedFile(db, { file: name, path: resolve(file), ...print, request, code, reason: message })
}

/**
 * A refused file whose bytes still lie where they were read.
 * @throws AppError NOT_FOUND when there is none, or they do not
 */
export async function findRefusedFile(db: Db, id: number): Promise<RefusedFile> {
  const [found] = await listRefusedFiles(db, { id })
  if (!found)
    throw new AppError('NOT_FOUND', `There is no refused file ${id}; /v1/refused-files lists those there are.`, { id })
  const print = await fingerprint(found.path, LIMITS).catch(() => null)
  if (print?.sha256 === found.sha256) return found
  const message = `${found.file} no longer lies where it was read, or is another file by now. Load it again.`
  throw new AppError('NOT_FOUND', message, { file: found.file })
}
