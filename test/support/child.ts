import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const running = new Set<ChildProcess>()

export interface Child {
  readonly pid: number
  /** Waits for a line of its output that starts with `word`; gives the rest of that line. */
  said(word: string): Promise<string>
  /** Sends a signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Starts a script of test/support in a process of its own. */
export function startChild(script: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() => {
    running.delete(child)
  })
  const find = (word: string) =>
    output
      .split('\n')
      .slice(0, -1)
      .find((line) => line.startsWith(word))
  return {
    pid: child.pid!,
    said: (word) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = find(word)
          if (line !== undefined) resolve(line.slice(word.length).trim())
          return line !== undefined
        }
        if (look()) return
        child.stdout.on('data', look)
        gone.then(() => look() || reject(new Error(`${script} ended without saying "${word}": ${output}${errors}`)))
      }),
    async end(signal) {
      child.kill(signal)
      await gone
    },
  }
}

/** Ends what a failed test left running. */
export function endChildren(): void {
  for (const child of running) child.kill('SIGKILL')
}
