import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { basename, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../domain/errors.ts'
import { type Account, serverAccount } from './embedded/account.ts'
import { isReachable, SHARED_FOLDER, usableNativeFolder } from './embedded/binaries.ts'
import { isLocked, lockDirectory } from './embedded/lock.ts'
import { type Postmaster, startPostmaster, stopOrphan } from './embedded/postmaster.ts'
import type { Log } from './log.ts'

const LOCK_PATIENCE_MS = 5000
const LOCK_POLL_MS = 200
const USER = 'nhanluc'
const DATABASE = 'nhanluc'
const START_ATTEMPTS = 60
const RETRY_MS = 250
const TRY_AGAIN = /Address already in use|shared memory block .* still in use/

export interface EmbeddedServer {
  /** Connection string, password included: for `createPool`, not for people. */
  readonly url: string
  /** Fast shutdown; safe to call twice. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL of a data directory, making the cluster on the first start.
 *
 * Listens on a free port of 127.0.0.1. What an earlier process left behind is put right: a half-made cluster is removed, a
 * server that outlived its owner is stopped, a pid file of a dead process is dropped.
 *
 * @param dataDir  created when absent; the cluster is `postgres/` in it
 * @throws AppError DATA_DIRECTORY_LOCKED, NOT_AVAILABLE, DATABASE_UNREACHABLE or FILE_NOT_READABLE
 */
export async function startEmbedded(dataDir: string, log: Log): Promise<EmbeddedServer> {
  await makeFolder(resolve(dataDir))
  const folder = await realpath(dataDir)
  const unlock = await lockWhenFree(folder)
  try {
    const account = await serverAccount(await realOrSame(join(folder, 'postgres')))
    const native = await usableNativeFolder(account)
    const cluster = await clusterFolder(folder, account, log)
    const password = await passwordOf(folder)
    if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(native, cluster, account, password, log)
    if (await stopOrphan(cluster)) log.warn('Stopped a PostgreSQL whose owner had been killed.')
    // Root may have left these as its own, which an ordinary user may remove but not write.
    for (const name of ['url', 'postgres.log']) await rm(join(folder, name), { force: true })
    const server = await startOnFreePort(native, cluster, account, join(folder, 'postgres.log'))
    const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${server.port}/${database}`
    await createDatabase(url('postgres'), server)
    await writeFile(join(folder, 'url'), url(DATABASE), { mode: 0o600 })
    log.debug(`Embedded PostgreSQL ${server.pid} listens on 127.0.0.1:${server.port}, data in ${cluster}.`)
    return {
      url: url(DATABASE),
      async stop() {
        await server.stop()
        await rm(join(folder, 'url'), { force: true })
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Connection string of the server another process runs on this data directory, or null when none does. */
export async function runningServerUrl(dataDir: string): Promise<string | null> {
  const folder = await realOrSame(resolve(dataDir))
  return isLocked(folder) ? readFile(join(folder, 'url'), 'utf8').catch(() => null) : null
}

/** Locks the directory, giving a process that is just stopping a few seconds to leave it. */
async function lockWhenFree(folder: string): Promise<() => void> {
  for (let wait = 0; ; wait += LOCK_POLL_MS) {
    try {
      return lockDirectory(folder)
    } catch (error) {
      if (wait >= LOCK_PATIENCE_MS) throw error
      await sleep(LOCK_POLL_MS)
    }
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    if (!existsSync(folder)) {
      await mkdir(folder, { recursive: true })
      // Others may pass through to their own cluster, not look around: the umask must not decide that.
      await chmod(folder, 0o711)
    }
    await writeFile(join(folder, '.writable'), '')
    await rm(join(folder, '.writable'))
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code
    const message = `The data directory ${folder} cannot be written (${reason}). Set NHANLUC_DATA_DIR to a folder of yours.`
    throw new AppError('FILE_NOT_READABLE', message, { folder }, { cause })
  }
}

const realOrSame = (path: string): Promise<string> => realpath(path).catch(() => path)

/**
 * Where the cluster lies: `postgres/` in the data directory, or, when root keeps the checkout in a folder that the server's
 * account cannot enter (/root is closed to others), below /var/lib/nhanluc with a link in its place.
 */
async function clusterFolder(folder: string, account: Account, log: Log): Promise<string> {
  const wanted = join(folder, 'postgres')
  const link = await lstat(wanted).catch(() => null)
  if (isReachable(folder, account)) return realOrSame(wanted)
  if (link?.isSymbolicLink() && existsSync(wanted)) return realpath(wanted)
  if (link && existsSync(join(wanted, 'PG_VERSION'))) {
    const message = `The account that runs PostgreSQL cannot enter ${folder}. Run: chmod o+x on the folders above it, or set NHANLUC_DATA_DIR.`
    throw new AppError('FILE_NOT_READABLE', message, { folder })
  }
  const shared = join(SHARED_FOLDER, `cluster-${randomBytes(6).toString('hex')}`)
  await mkdir(join(shared, 'postgres'), { recursive: true, mode: 0o755 })
  await rm(wanted, { recursive: true, force: true })
  await symlink(join(shared, 'postgres'), wanted)
  log.warn(`PostgreSQL does not run as root and its account cannot enter ${folder}; its files lie in ${shared}.`)
  return join(shared, 'postgres')
}

async function removeHalf(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith('postgres.half-')) await rm(join(parent, name), { recursive: true, force: true })
  }
}

async function passwordOf(folder: string): Promise<string> {
  const path = join(folder, 'password')
  const kept = await readFile(path, 'utf8').catch(() => null)
  if (kept) return kept
  const password = randomBytes(24).toString('base64url')
  await writeFile(path, password, { mode: 0o600 })
  return password
}

/** initdb into a folder beside, then a rename: a cluster is there whole or not at all, whenever we are killed. */
async function initialise(
  native: string,
  cluster: string,
  account: Account,
  password: string,
  log: Log,
): Promise<void> {
  const parent = resolve(cluster, '..')
  await removeHalf(parent)
  const half = join(parent, `postgres.half-${process.pid}`)
  await mkdir(half, { mode: 0o700 })
  if (account.other) await chown(half, account.other.uid, account.other.gid)
  log.info('Making the embedded PostgreSQL cluster.')
  // The built-in locale sorts the same on every machine and never changes with an operating system's libraries.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const passwordFile = `${half}.password`
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account.other) await chown(passwordFile, account.other.uid, account.other.gid)
  const flags = ['-D', half, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...locale]
  await run(join(native, 'bin', 'initdb'), flags, account)
  await rm(passwordFile)
  await rm(cluster, { recursive: true, force: true })
  await rename(half, cluster)
}

function run(program: string, flags: readonly string[], account: Account): Promise<void> {
  const env = { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' }
  const child = spawn(program, flags, { ...account.other, cwd: '/', env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  return new Promise((done, fail) => {
    const failed = (reason: string, cause?: unknown) => {
      const message = `${basename(program)} failed (${reason}): ${said.trim().split('\n').slice(-2).join(' ')}`
      fail(new AppError('DATABASE_UNREACHABLE', message, {}, { cause }))
    }
    child.once('error', (error) => failed(error.message, error))
    child.once('close', (code, name) => (code === 0 ? done() : failed(String(name ?? code))))
  })
}

/**
 * Tries again where waiting helps: somebody took the port between finding and using it, or sessions of a server that was
 * killed are still ending.
 */
async function startOnFreePort(
  native: string,
  cluster: string,
  account: Account,
  logFile: string,
): Promise<Postmaster> {
  const postgres = join(native, 'bin', 'postgres')
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startPostmaster({ postgres, cluster, port: await freePort(), account, logFile })
    } catch (error) {
      const said = await readFile(logFile, 'utf8').catch(() => '')
      if (!TRY_AGAIN.test(said) || attempt === START_ATTEMPTS) throw error
      await sleep(RETRY_MS)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function createDatabase(url: string, server: Postmaster): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (!rowCount) await client.query(`create database ${DATABASE}`)
  } catch (cause) {
    await server.stop()
    const message = `The embedded PostgreSQL started but refused us (${(cause as Error).message}). Its data directory may be damaged: move it away to begin anew.`
    throw new AppError('DATABASE_UNREACHABLE', message, {}, { cause })
  } finally {
    await client.end().catch(() => {})
  }
}
