import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Time of the newest file below some folders of src. */
const newestIn = (folders: readonly string[], isSource: (name: string) => boolean): number =>
  Math.max(
    ...folders.flatMap((folder) =>
      readdirSync(join(ROOT, 'src', folder), { recursive: true, encoding: 'utf8' })
        .filter(isSource)
        .map((name) => statSync(join(ROOT, 'src', folder, name)).mtimeMs),
    ),
  )

/** Runs a tool of the project when `built` is missing or older than `newest`. */
function buildOnce(built: string, newest: number, tool: string, args: readonly string[]): void {
  const path = join(ROOT, 'dist', built)
  if (existsSync(path) && statSync(path).mtimeMs >= newest) return
  const { error, status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules', '.bin', tool), args, {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (error || status !== 0 || !existsSync(path))
    throw new Error(`src does not build with ${tool}: ${error?.message ?? stdout + stderr}`)
}

/** Builds program and page to dist when a source is newer: what tests start and look at is what ships. */
export function buildIfStale(): void {
  const program = newestIn([''], (name) => name.endsWith('.ts') && !name.startsWith('dashboard'))
  buildOnce('main.js', program, 'tsc', ['-p', 'tsconfig.build.json'])
  const page = newestIn(['dashboard', 'contracts', 'domain'], (name) => /\.(tsx?|css|json|html|svg)$/.test(name))
  buildOnce('dashboard/index.html', page, 'vite', [
    'build',
    '--config',
    'src/dashboard/vite.config.ts',
    '--logLevel',
    'warn',
  ])
}
