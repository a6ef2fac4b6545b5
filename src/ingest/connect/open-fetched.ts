import { copyFile } from 'node:fs/promises'
import { AppError } from '../../domain/errors.ts'
import type { Db } from '../../storage/database.ts'
import { findFetch, type StoredFetch } from '../../storage/fetch.ts'
import { fileSource } from '../formats/open-bytes.ts'
import type { ByteSource } from '../formats/reader.ts'
import { openBodyStore } from './body-store.ts'

/** A body as it was published, ready to be read again. */
export interface FetchedBody {
  readonly record: StoredFetch
  /** Read-only file; its name is its hash. */
  readonly path: string
  /** The same under the name a person would give it; a gzip file is unpacked on the way. */
  readonly source: ByteSource
}

/**
 * Opens a kept body by the number of its fetch; `ingestFile({ file: path, sourceName: record.fileName })` reads it again.
 * @throws AppError NOT_FOUND when there is no such fetch, or it kept nothing; FILE_NOT_READABLE when the file is gone
 */
export async function openFetchedBody(db: Db, folder: string, fetchId: number): Promise<FetchedBody> {
  const record = await findFetch(db, fetchId)
  if (!record?.storedAs) {
    const why = record ? `kept no body (${record.reason})` : 'does not exist'
    throw new AppError('NOT_FOUND', `Fetch ${fetchId} ${why}. \`nhanluc fetch --list\` shows them.`, { fetchId })
  }
  const path = (await openBodyStore(folder)).path(record.storedAs)
  return { record, path, source: await fileSource(path, record.fileName) }
}

/** Copies a kept body to a file of its own. */
export async function exportFetchedBody(db: Db, folder: string, fetchId: number, target: string): Promise<void> {
  const { path } = await openFetchedBody(db, folder, fetchId)
  await copyFile(path, target)
}
