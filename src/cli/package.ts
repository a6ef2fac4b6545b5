import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the installed package; the same from src/ and from dist/, which mirror each other. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const PACKAGE_VERSION: string = (
  JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }
).version

/** The rooms whose code determines a published number. */
const NUMBERS = ['domain', 'forecast', 'neural', 'market', 'jobs']

/**
 * Version of the code that makes the numbers: the package version and a hash over the compiled code of the rooms that
 * compute and over the model artefacts, so that a changed formula is a changed version even between releases.
 */
export function codeVersion(): string {
  const hash = createHash('sha256')
  const rooms = [
    ...NUMBERS.map((room) => fileURLToPath(new URL(`../${room}/`, import.meta.url))),
    join(PACKAGE_ROOT, 'models'),
  ]
  for (const room of rooms.filter((path) => existsSync(path))) {
    const files = readdirSync(room, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map') && !entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    for (const file of files) hash.update(file.slice(room.length)).update('\0').update(readFileSync(file))
  }
  return `${PACKAGE_VERSION}+${hash.digest('hex').slice(0, 12)}`
}
