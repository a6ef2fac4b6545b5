import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { type Base, composeApp, composeBase, openStore, type Store, shippedFolders } from '../compose.ts'
import { AppError } from '../domain/errors.ts'
import { ingestPack } from '../ingest/pack.ts'
import { loadTrialProgrammes } from '../ingest/programmes.ts'
import { showProgress } from '../jobs/progress.ts'
import { enqueueJob, type Job, readJob } from '../storage/job.ts'
import { listen } from './listen.ts'
import { aborted, closeAll, shutdownSignal } from './shutdown.ts'

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url))
const POLL_MS = 300
const STOP_GRACE_MS = 10_000

export function registerStart(program: Command): void {
  program
    .command('start', { isDefault: true })
    .description(
      'Làm tất cả: cơ sở dữ liệu, nạp số liệu, dự báo, phục vụ trang web.\nDo everything: database, data, forecasts, gaps, API and page.',
    )
    .action(async () => {
      const signal = shutdownSignal()
      const base = composeBase()
      const store = await openStore(base, false)
      const app = await composeApp(base, store)
      let worker: ChildProcess | null = null
      try {
        const address = await listen(app, base.config)
        base.log.info(`Listening on ${address}; the figures follow.`)
        await loadPack(base, store, signal)
        const job = await enqueueJob(store.pool, 'publish', {})
        worker = spawnWorker(base, store.url)
        await followJob(base, store, job, worker, signal)
        if (!signal.aborted) process.stdout.write(`\nNhân lực: ${address}\n`)
        await Promise.race([aborted(signal), exitOf(worker)])
        if (!signal.aborted) throw new AppError('INTERNAL', 'The worker process ended; see the log above. Start again.')
      } finally {
        await closeAll(
          base.log,
          () => app.close(),
          () => stopChild(worker),
          store.close,
        )
      }
    })
}

async function loadPack(base: Base, store: Store, signal: AbortSignal): Promise<void> {
  const line = showProgress('Nạp số liệu / Loading data', base.log)
  const { pack } = shippedFolders(base.config)
  await ingestPack({ pool: store.pool, log: base.log }, pack, line.report, signal)
  await loadTrialProgrammes({ pool: store.pool, log: base.log }, pack)
  line.finish()
}

/** Computing happens in a process of its own, so that the API answers while it does. */
function spawnWorker({ log }: Base, url: string): ChildProcess {
  const child = spawn(process.execPath, [MAIN, 'worker'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.on('error', (error) => log.error({ err: error }, 'the worker process could not be started'))
  return child
}

async function followJob(
  base: Base,
  store: Store,
  jobId: number,
  worker: ChildProcess,
  signal: AbortSignal,
): Promise<void> {
  const line = showProgress('Dự báo / Forecasting', base.log)
  let job: Job | null = null
  while (!signal.aborted) {
    job = await readJob(store.pool, jobId)
    if (!job || job.state === 'done' || job.state === 'failed' || job.state === 'cancelled') break
    if (worker.exitCode !== null)
      throw new AppError('INTERNAL', 'The worker process ended before the figures were published; see the log above.')
    if (job.state === 'running') line.report(job.progress, job.stage ?? '')
    await sleep(POLL_MS)
  }
  if (job?.state === 'failed') throw new AppError('INTERNAL', `Publishing failed: ${job.error ?? 'no reason given'}`)
  if (!signal.aborted) line.finish()
}

const exitOf = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => resolve()))

async function stopChild(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS)
  await exitOf(child)
  clearTimeout(timer)
}
