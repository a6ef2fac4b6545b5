import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises'
import { AppError } from '../../domain/errors.ts'
import type { WrittenLessons } from '../../forecast/lessons.ts'

/** What a forecast of a file depends on; a run is gone on with only where all of it is the same. */
export type Identity = Readonly<Record<string, string | number | null>>

/** What was learned before the first batch. */
export interface Learnt {
  readonly lessons: WrittenLessons
  /** Finished rows of the sampled series, by position in the panel. */
  readonly sampled: Readonly<Record<string, string>>
}

/**
 * Output that appears whole or not at all, and can be gone on with: rows go to `<output>.partial`, and after each batch a
 * line of `<output>.journal` says how many series and bytes are safe. The journal is JSON lines: identity, what was learnt,
 * then one line a batch; a torn last line is ignored.
 */
export interface Journal {
  readonly learnt: Learnt | null
  /** Series written by earlier runs. */
  readonly done: number
  readonly learn: (learnt: Learnt) => Promise<void>
  /** Appends a batch; when it returns, the batch survives a crash. */
  readonly commit: (rows: string, done: number) => Promise<void>
  /** Puts the output in its place. */
  readonly finish: () => Promise<void>
  /** Keeps what there is for a later run. */
  readonly suspend: () => Promise<void>
}

const VERSION = 1

/** @throws AppError INVALID_INPUT when a journal is of another task, naming what differs; FILE_NOT_READABLE */
export async function openJournal(
  output: string,
  identity: Identity,
  heading: string,
  resume: boolean,
): Promise<Journal> {
  const journalFile = `${output}.journal`
  const partialFile = `${output}.partial`
  const earlier = resume ? await readJournal(journalFile) : null
  if (earlier) checkIdentity(journalFile, earlier.identity, identity)
  let log: FileHandle
  let rows: FileHandle
  try {
    if (earlier?.learnt) {
      log = await open(journalFile, 'r+')
      await log.truncate(earlier.length)
      rows = await open(partialFile, 'r+')
      await rows.truncate(earlier.bytes)
    } else {
      log = await open(journalFile, 'w')
      rows = await open(partialFile, 'w')
    }
  } catch (cause) {
    throw new AppError(
      'FILE_NOT_READABLE',
      `Cannot write ${output}: ${(cause as Error).message}`,
      { output },
      { cause },
    )
  }
  let length = earlier?.learnt ? earlier.length : 0
  let bytes = earlier?.learnt ? earlier.bytes : 0
  const append = async (line: unknown): Promise<void> => {
    const text = Buffer.from(`${JSON.stringify(line)}\n`)
    await log.write(text, 0, text.length, length)
    await log.datasync()
    length += text.length
  }
  const put = async (text: string): Promise<void> => {
    const part = Buffer.from(text)
    await rows.write(part, 0, part.length, bytes)
    await rows.datasync()
    bytes += part.length
  }
  const close = async (): Promise<void> => {
    await rows.close()
    await log.close()
  }
  if (!earlier?.learnt) {
    await append({ version: VERSION, identity })
    await put(heading)
  }
  return {
    learnt: earlier?.learnt ?? null,
    done: earlier?.learnt ? earlier.done : 0,
    learn: async (learnt) => {
      await append({ learnt, done: 0, bytes })
    },
    commit: async (text, done) => {
      await put(text)
      await append({ done, bytes })
    },
    finish: async () => {
      await close()
      await rename(partialFile, output)
      await rm(journalFile, { force: true })
    },
    suspend: close,
  }
}

/** Takes away what `openJournal` put beside an output, for a run that has nothing worth going on with. */
export async function discardJournal(output: string): Promise<void> {
  await rm(`${output}.journal`, { force: true })
  await rm(`${output}.partial`, { force: true })
}

interface Earlier {
  readonly identity: Identity
  readonly learnt: Learnt | null
  readonly done: number
  readonly bytes: number
  /** Bytes of the journal up to its last whole line. */
  readonly length: number
}

async function readJournal(file: string): Promise<Earlier | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const lines = text.split('\n').slice(0, -1)
  const head = lines[0] === undefined ? null : (JSON.parse(lines[0]) as { version: number; identity: Identity })
  if (head?.version !== VERSION) return null
  let learnt: Learnt | null = null
  let [done, bytes] = [0, 0]
  for (const line of lines.slice(1)) {
    const entry = JSON.parse(line) as { learnt?: Learnt; done: number; bytes: number }
    learnt ??= entry.learnt ?? null
    done = entry.done
    bytes = entry.bytes
  }
  return { identity: head.identity, learnt, done, bytes, length: Buffer.byteLength(`${lines.join('\n')}\n`) }
}

function checkIdentity(file: string, earlier: Identity, now: Identity): void {
  const differing = [...new Set([...Object.keys(earlier), ...Object.keys(now)])].filter((k) => earlier[k] !== now[k])
  if (differing.length === 0) return
  const changes = differing.map((k) => `${k} was ${earlier[k] ?? 'absent'} and is ${now[k] ?? 'absent'}`).join('; ')
  throw new AppError(
    'INVALID_INPUT',
    `${file} is of another run: ${changes}. Give the same input and options, or leave out --resume to start anew.`,
    { differing },
  )
}
