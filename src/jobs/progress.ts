import { Presets, SingleBar } from 'cli-progress'
import type { Logger } from 'pino'

/** Told how far a long step is; `share` in [0, 1]. */
export type Report = (share: number, stage: string) => void

export interface ProgressLine {
  readonly report: Report
  finish(): void
}

const LOG_STEP = 0.25

/**
 * One long step shown to a person: a bar with the time left on a terminal, a plain log line at each new stage and each
 * quarter elsewhere. Bars go to stderr, so piped output stays clean.
 */
export function showProgress(title: string, log: Logger, stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) {
    let stage = ''
    let logged = -1
    return {
      report(share, name) {
        const step = Math.floor(share / LOG_STEP)
        if (name === stage && step <= logged) return
        stage = name
        logged = step
        log.info(`${title}: ${name}, ${Math.round(share * 100)} %`)
      },
      finish: () => {},
    }
  }
  const bar = new SingleBar(
    {
      stream,
      format: `${title} {bar} {percentage} %  {stage}  còn / left {eta_formatted}`,
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  )
  bar.start(1000, 0, { stage: '' })
  return {
    report: (share, stage) => bar.update(Math.round(share * 1000), { stage }),
    finish() {
      bar.update(1000)
      bar.stop()
    },
  }
}
