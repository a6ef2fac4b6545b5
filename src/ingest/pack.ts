import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { IngestReport } from '../contracts/ingest.ts'
import { AppError } from '../domain/errors.ts'
import { type IngestDeps, ingestFile } from './ingest-file.ts'
import { loadReference } from './load-reference.ts'

/**
 * Loads a data pack: the tables of `reference/`, then every file of `observations/`, by name. A pack that was loaded before
 * changes nothing and takes the time of reading its bytes.
 *
 * @param report  told the share that is done, 0..1, and the file at hand
 * @returns one report a file, the reference tables first
 * @throws AppError FILE_NOT_READABLE, INVALID_INPUT, MAPPING_INVALID, INTERRUPTED; files before the one that failed stay
 */
export async function ingestPack(
  deps: IngestDeps,
  packDir: string,
  report: (share: number, stage: string) => void = () => {},
  signal?: AbortSignal,
): Promise<IngestReport[]> {
  report(0, 'reference')
  const reports = [await loadReference(deps, packDir)]
  const folder = join(packDir, 'observations')
  const names = (await readdir(folder).catch((cause) => noFolder(folder, cause)))
    .filter((name) => name.endsWith('.csv'))
    .sort()
  for (const [done, name] of names.entries()) {
    if (signal?.aborted)
      throw new AppError('INTERRUPTED', `Loading the data was stopped before ${name}; the files before it are stored.`)
    const onProgress = (share: number) => report((done + share) / names.length, name)
    onProgress(0)
    reports.push(
      await ingestFile(deps, { file: join(folder, name), sourceName: `observations/${name}`, onProgress, signal }),
    )
  }
  report(1, 'done')
  return reports
}

function noFolder(folder: string, cause: Error): never {
  throw new AppError('FILE_NOT_READABLE', `${folder} cannot be read: ${cause.message}.`, { folder }, { cause })
}
