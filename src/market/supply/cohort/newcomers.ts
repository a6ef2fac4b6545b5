import { AppError } from '../../../domain/errors.ts'
import { logistic, logit } from './single-ages.ts'

export interface NewcomerInput {
  /** [I] share of newcomers who have turned to each sector of late, sum 1. */
  readonly pull: readonly number[]
  /** [I*O] staffing of each sector, its rows summing to 1. */
  readonly shares: ArrayLike<number>
  /** [O] share of each occupation's people with tertiary education, (0, 1) or an end of it. */
  readonly tertiary: readonly number[]
  /** Share of newcomers of late who came with tertiary education, (0, 1). */
  readonly recentGraduates: number
}

export interface Newcomers {
  /** [O] share of all newcomers when as many are graduates as of late; sum 1. */
  readonly occupations: readonly number[]
  /** [O] share of each occupation's newcomers who come with tertiary education. */
  readonly graduatesAmong: readonly number[]
  /** By how much more (above 1) or less newcomers turn to each occupation when another share of them are graduates. */
  tilt(graduates: number): number[]
}

/**
 * Where newcomers turn by what they have learnt: sectors pull them as they have of late, within them they take up the work
 * there is, and graduates go where graduates work.
 *
 *     share[o]  = sum_i b_i sigma[o|i]                      of late
 *     pi'[o]    = logistic( logit(pi[o]) + c )              c with sum_o share[o] pi'[o] = g0
 *     tilt[o|g] = pi'[o] g / g0 + (1 - pi'[o]) (1 - g) / (1 - g0)
 *
 * pi is the share of graduates among all who work there; the young have studied longer, so it is moved up by one constant of the
 * log-odds until the newcomers of late held the graduates there were. Only a change from then on tilts anything: what schools
 * sent in the past is in the pull already.
 *
 * @throws AppError INVALID_INPUT for a share of graduates outside (0, 1), or shapes that differ
 */
export function newcomers({ pull, shares, tertiary, recentGraduates }: NewcomerInput): Newcomers {
  const width = tertiary.length
  const wrong = shares.length !== pull.length * width
  if (wrong || !(recentGraduates > 0 && recentGraduates < 1))
    throw new AppError(
      'INVALID_INPUT',
      `Newcomers need ${pull.length} x ${width} staffing shares and a share of graduates between 0 and 1; got ${shares.length} and ${recentGraduates}.`,
    )
  const occupations = tertiary.map((_, o) => pull.reduce((sum, b, i) => sum + b * shares[i * width + o]!, 0))
  const moved = (c: number): number[] => tertiary.map((share) => logistic(logit(share) + c))
  const among = (c: number): number => moved(c).reduce((sum, share, o) => sum + share * occupations[o]!, 0)
  let [low, high] = [-12, 12]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (among(middle) < recentGraduates) low = middle
    else high = middle
  }
  const graduatesAmong = moved((low + high) / 2)
  return {
    occupations,
    graduatesAmong,
    tilt: (graduates) => {
      const [more, less] = [graduates / recentGraduates, (1 - graduates) / (1 - recentGraduates)]
      return graduatesAmong.map((share) => share * more + (1 - share) * less)
    },
  }
}
