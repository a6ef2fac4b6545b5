import { Presets, SingleBar } from 'cli-progress'
import type { Logger } from 'pino'

/** Told how far a long step is; `share` in [0, 1] of the stage, `count` its units where a reader would ask: `1200/9000`. */
export type Report = (share: number, stage: string, count?: string) => void

export interface ProgressLine {
  readonly report: Report
  finish(): void
}

const LOG_STEP = 0.25
const LOG_EVERY_MS = 60_000
/** Before this share is done, the time left would be a guess. */
const ESTIMABLE = 0.02

/**
 * One long step shown to a person: a bar with the time left on a terminal; elsewhere a plain log line at each new stage,
 * each quarter and each minute. Bars go to stderr, so piped output stays clean.
 */
export function showProgress(title: string, log: Logger, stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  const pace = createPace()
  if (!stream.isTTY) {
    let stage = ''
    let logged = -1
    let at = 0
    return {
      report(share, name, count) {
        const step = Math.floor(share / LOG_STEP)
        const now = performance.now()
        const detail = pace(share, name, count, now)
        if (name === stage && step <= logged && now - at < LOG_EVERY_MS) return
        stage = name
        logged = step
        at = now
        log.info(`${title}: ${name}, ${Math.round(share * 100)} %${detail ? `, ${detail}` : ''}`)
      },
      finish: () => {},
    }
  }
  const bar = new SingleBar(
    {
      stream,
      format: `${title} {bar} {percentage} %  {stage}  {detail}`,
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  )
  bar.start(1000, 0, { stage: '', detail: '' })
  return {
    report: (share, stage, count) =>
      bar.update(Math.round(share * 1000), { stage, detail: pace(share, stage, count, performance.now()) }),
    finish() {
      bar.update(1000)
      bar.stop()
    },
  }
}

/** Rate and time left of the stage at hand: `1200/9000, 310/s, còn / left 0:25`. */
function createPace(): (share: number, stage: string, count: string | undefined, now: number) => string {
  let stage = ''
  let began = 0
  let from = 0
  let first = 0
  return (share, name, count, now) => {
    const done = Number(count?.split('/')[0] ?? Number.NaN)
    if (name !== stage) {
      stage = name
      began = now
      from = share
      first = done
    }
    const seconds = (now - began) / 1000
    const parts = count ? [count] : []
    if (share - from >= ESTIMABLE && share < 1 && seconds > 0) {
      if (count) parts.push(`${Math.round((done - first) / seconds)}/s`)
      parts.push(`còn / left ${minutes((seconds * (1 - share)) / (share - from))}`)
    }
    return parts.join(', ')
  }
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
