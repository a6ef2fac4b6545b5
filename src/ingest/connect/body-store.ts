import { existsSync } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bodies as files named by their SHA-256, below one folder. Equal bytes are one file. */
export interface BodyStore {
  /** For bodies under way; on the same disk, so that taking one in is a rename. */
  readonly partial: string
  /** Takes a finished file in. @returns its name below the folder */
  keep(file: string, sha256: string): Promise<string>
  path(storedAs: string): string
  has(storedAs: string): boolean
}

/** Bodies under way that no process can still be writing. */
const FORGOTTEN_MS = 24 * 3600_000

/** Opens, and creates where it is missing, the store below `folder`; what killed processes left half-written is removed. */
export async function openBodyStore(folder: string): Promise<BodyStore> {
  const partial = join(folder, 'partial')
  await mkdir(partial, { recursive: true })
  for (const name of await readdir(partial)) {
    const file = join(partial, name)
    const found = await stat(file).catch(() => null)
    if (found && Date.now() - found.mtimeMs > FORGOTTEN_MS) await rm(file, { force: true })
  }
  const path = (storedAs: string) => join(folder, ...storedAs.split('/'))
  return {
    partial,
    path,
    has: (storedAs) => existsSync(path(storedAs)),
    async keep(file, sha256) {
      const storedAs = `${sha256.slice(0, 2)}/${sha256}`
      if (existsSync(path(storedAs))) {
        await rm(file)
        return storedAs
      }
      // On the disk before the row that names it: a power cut leaves a file nobody names, never a name without a file.
      const handle = await open(file, 'r+')
      await handle.sync().finally(() => handle.close())
      await chmod(file, 0o444)
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
      await rename(file, path(storedAs))
      return storedAs
    },
  }
}
