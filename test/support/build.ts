import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Compiles src to dist when a source is newer: processes that tests start and kill run the program as it ships. */
export function buildIfStale(): void {
  const built = join(ROOT, 'dist', 'main.js')
  const newest = Math.max(
    ...readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => statSync(join(ROOT, 'src', name)).mtimeMs),
  )
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return
  const tsc = join(ROOT, 'node_modules', '.bin', 'tsc')
  const { error, stdout } = spawnSync(tsc, ['-p', 'tsconfig.build.json'], { cwd: ROOT, encoding: 'utf8' })
  if (error || !existsSync(built)) throw new Error(`src does not compile: ${error?.message ?? stdout}`)
}
