import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A text that is the same for as long as one process lives and different for the next with its id: the clock tick it
 * began at. Ids are used again (at once in a container), so an id in a file proves nothing.
 * @returns null when there is no such process, or only a dead one that nobody has collected
 */
export function startedAt(pid: number): string | null {
  try {
    // Field 22; the name in brackets before it may hold spaces.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    if (process.platform === 'linux') return null
    const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
    return ps.status === 0 ? ps.stdout.trim() || null : null
  }
}

/** Whether a process with this id runs, whoever owns it. */
export const isAlive = (pid: number): boolean => startedAt(pid) !== null

/** The command line of a process, arguments joined by spaces; empty when there is none. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    if (process.platform === 'linux') return ''
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
  }
}
