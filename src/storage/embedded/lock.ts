import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../domain/errors.ts'
import { startedAt } from './process-identity.ts'

/** Who runs the server of a data directory. */
interface Owner {
  readonly pid: number
  readonly startedAt: string
}

/**
 * Takes a data directory for this process; a lock left by a process that is gone is taken over.
 *
 * @returns gives the directory back
 * @throws AppError DATA_DIRECTORY_LOCKED naming the process that has it
 */
export function lockDirectory(folder: string): () => void {
  const path = join(folder, 'owner.json')
  const mine = join(folder, `owner.json.${process.pid}`)
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) ?? '' }), { mode: 0o644 })
  try {
    // A link is made whole or not at all, so two starts at once cannot both have it; twice, since one may be stale.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        linkSync(mine, path)
        return () => {
          if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true })
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const owner = readOwner(path)
        if (owner && startedAt(owner.pid) === owner.startedAt) throw locked(folder, owner.pid)
        rmSync(path, { force: true })
      }
    }
    throw locked(folder, readOwner(path)?.pid ?? 0)
  } finally {
    rmSync(mine, { force: true })
  }
}

export function locked(folder: string, pid: number): AppError {
  return new AppError(
    'DATA_DIRECTORY_LOCKED',
    `The data directory ${folder} is in use by process ${pid}. Stop that one first, or set NHANLUC_DATA_DIR to another folder.`,
    { folder, pid },
  )
}

/** Whether a living process holds the lock of `folder`. */
export function isLocked(folder: string): boolean {
  const owner = readOwner(join(folder, 'owner.json'))
  return owner !== null && startedAt(owner.pid) === owner.startedAt
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner
  } catch {
    return null
  }
}
