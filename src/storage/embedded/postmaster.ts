import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../domain/errors.ts'
import type { Account } from './account.ts'
import { commandLine, isAlive } from './process-identity.ts'

const READY_TIMEOUT_MS = 120_000 // Recovery after a crash replays the log first.
const STOP_TIMEOUT_MS = 30_000
const POLL_MS = 10

export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** Fast shutdown: transactions are rolled back, the rest is written to disk. Safe to call twice. */
  stop(): Promise<void>
}

/** Durable: a power cut loses nothing that was committed. TCP on loopback only, no socket file. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  shared_buffers: '128MB',
  work_mem: '16MB',
  max_wal_size: '1GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  jit: 'off',
}

/** First line of postmaster.pid is the process, the last says `ready` once it takes connections. */
function readPidFile(cluster: string): { pid: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Math.abs(Number(lines[0])), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

/** Id of the server that runs on `cluster`, or null; a pid file of a process that is gone or is no PostgreSQL counts as none. */
export function runningPid(cluster: string): number | null {
  const pid = readPidFile(cluster)?.pid
  return pid && isAlive(pid) && commandLine(pid).includes(cluster) ? pid : null
}

const NOBODY = 2 ** 31 - 1 // above any process id

/**
 * Stops what is left of a server whose owner was killed.
 *
 * A pid file is never removed: PostgreSQL also finds in it whether sessions of a dead server still write. Where it names
 * a living stranger (ids are used again after a reboot), which PostgreSQL would take for a second server, the id is put out.
 *
 * @returns whether one was running
 */
export async function stopOrphan(cluster: string): Promise<boolean> {
  const pid = runningPid(cluster)
  if (pid) await stopProcess(pid)
  const left = readPidFile(cluster)
  if (left && isAlive(left.pid)) {
    const path = join(cluster, 'postmaster.pid')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^-?\d+/, String(NOBODY)))
  }
  return pid !== null
}

async function stopProcess(pid: number): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS
  signal(pid, 'SIGINT')
  while (isAlive(pid) && Date.now() < deadline) await sleep(POLL_MS)
  // Immediate shutdown; the next start replays the log.
  if (isAlive(pid)) signal(pid, 'SIGQUIT')
  while (isAlive(pid) && Date.now() < deadline + STOP_TIMEOUT_MS) await sleep(POLL_MS)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ESRCH') return
    const message = `PostgreSQL process ${pid} of this data directory belongs to another account and cannot be stopped (${code}). Stop it there first.`
    throw new AppError('DATA_DIRECTORY_LOCKED', message, { pid }, { cause: error })
  }
}

/**
 * Starts PostgreSQL on an initialised cluster and waits until it takes connections.
 *
 * It is the leader of its own process group, so Ctrl-C reaches us first and the server stops last; and a small watcher
 * stops it when this process ends in any other way, kill -9 included.
 *
 * @throws AppError DATABASE_UNREACHABLE with what the server said last
 */
export async function startPostmaster(options: {
  readonly postgres: string
  readonly cluster: string
  readonly port: number
  readonly account: Account
  readonly logFile: string
}): Promise<Postmaster> {
  const { postgres, cluster, port, account, logFile } = options
  const log = openSync(logFile, 'w', 0o600)
  const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(postgres, ['-D', cluster, '-p', String(port), ...flags], {
    ...account.other,
    cwd: '/',
    env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, name) => resolve(`ended with ${name ?? `code ${code}`}`))
  })
  let failure: string | null = null
  ended.then((reason) => {
    failure = reason
  })
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (!failure) {
    const state = readPidFile(cluster)
    if (state?.ready && state.pid === child.pid) break
    if (Date.now() > deadline) failure = `not ready after ${READY_TIMEOUT_MS / 1000} s`
    await sleep(POLL_MS)
  }
  if (failure || !child.pid) {
    child.kill('SIGQUIT')
    const said = readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' ')
    const message = `The embedded PostgreSQL did not start (${failure}). It said: ${said || 'nothing'} Log: ${logFile}`
    throw new AppError('DATABASE_UNREACHABLE', message, { logFile })
  }
  const { pid } = child
  child.unref()
  const dismissWatcher = process.platform === 'win32' ? () => {} : watch(pid, cluster, account)
  return {
    pid,
    port,
    async stop() {
      dismissWatcher()
      if (failure) return
      child.ref()
      signal(pid, 'SIGINT')
      const late = setTimeout(() => signal(pid, 'SIGQUIT'), STOP_TIMEOUT_MS)
      await ended
      clearTimeout(late)
    },
  }
}

// Reads a pipe whose other end only we hold: it ends when we do, however we do.
const WATCHER = 'while read -r _; do :; done; read -r pid <"$2/postmaster.pid" && [ "$pid" = "$1" ] && kill -INT "$1"'

function watch(pid: number, cluster: string, account: Account): () => void {
  const watcher = spawn('/bin/sh', ['-c', WATCHER, 'sh', String(pid), cluster], {
    ...account.other,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.on('error', () => {}) // Without a shell only the next start cleans up.
  watcher.unref()
  // A pipe handle of Node keeps the loop alive unless told not to.
  ;(watcher.stdin as unknown as { unref(): void }).unref()
  return () => {
    watcher.kill('SIGKILL')
  }
}
