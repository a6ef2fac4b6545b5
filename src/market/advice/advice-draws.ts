import { AppError } from '../../domain/errors.ts'
import { createRandom } from '../../domain/random.ts'
import { type Band, bandOf } from '../gaps/band.ts'
import { type AdviceInput, checkAdviceInput, meanOpenings, OTHER_SOURCES } from './advice-input.ts'
import { graduatesPerPlace, neededIntake } from './intake.ts'
import { arrivals, pipeline } from './pipeline.ts'
import { yieldPerGraduate } from './programme.ts'
import { drawValue } from './rate.ts'

/** Joint draws behind an advice, each array [draw], persons a year in the window of arrival. */
export interface AdviceDraws {
  readonly draws: number
  /** Entrants wanted. */
  readonly need: Float64Array
  /** Entrants from other sources. */
  readonly other: Float64Array
  /** Usable entrants per graduate, a share. */
  readonly perGraduate: Float64Array
  /** I*, places. */
  readonly intakeNeeded: Float64Array
  /** Mean yearly graduates from cohorts on their way, and graduates per place: known, the same in every draw. */
  readonly pipeline: number
  readonly perPlace: number
}

export interface AdviceDrawOptions {
  readonly seed: number
  /** Default: as many as the occupations bring, else 2000. */
  readonly draws?: number
}

const DEFAULT_DRAWS = 2000
/** A rate drawn at 0 would ask for endless intake; nothing below this is a rate of a programme that runs. */
const LEAST_YIELD = 0.01

/**
 * Draws the intake a programme needs: openings as the market simulation drew them, every uncertain rate and flow between its
 * bounds (`drawValue`), each from a stream of its own name. Occupations keep their dependence, since their draws are
 * taken draw by draw.
 *
 * @throws AppError HORIZON_TOO_SHORT, INVALID_INPUT (also when occupations bring different numbers of draws)
 */
export function drawAdvice(input: AdviceInput, options: AdviceDrawOptions): AdviceDraws {
  const { programme, occupations, rates } = input
  const window = checkAdviceInput(input)
  const draws = countDraws(input, options)
  const root = createRandom(options.seed).fork(`advice/${programme.id}`)
  const stream = (name: string, value: Parameters<typeof drawValue>[0]): (() => number) => {
    const random = root.fork(name)
    return () => drawValue(value, random)
  }
  const cohorts = pipeline(programme, input.intakeYear)
  const onTheirWay = window.reduce((sum, year) => sum + arrivals(cohorts, year), 0) / window.length
  const perPlace = graduatesPerPlace(programme)
  const shares = occupations.map((o) => stream(`share/${o.code}`, o.share))
  const points = occupations.map((o) => meanOpenings(o, window))
  const sources = OTHER_SOURCES.flatMap((name) => {
    const flow = input.other[name]
    return flow ? [stream(`other/${name}`, flow)] : []
  })
  const furtherStudy = stream('furtherStudy', rates.furtherStudy)
  const participation = stream('participation', rates.participation)
  const match = stream('match', rates.match)
  const stay = stream('stay', rates.stay)

  const result = {
    need: new Float64Array(draws),
    other: new Float64Array(draws),
    perGraduate: new Float64Array(draws),
    intakeNeeded: new Float64Array(draws),
  }
  for (let d = 0; d < draws; d++) {
    const need = occupations.reduce((sum, o, n) => sum + (o.draws?.[d] ?? points[n]!) * shares[n]!(), 0)
    const other = sources.reduce((sum, flow) => sum + flow(), 0)
    const drawn = { furtherStudy: furtherStudy(), participation: participation(), match: match(), stay: stay() }
    const perGraduate = Math.max(LEAST_YIELD, yieldPerGraduate(drawn))
    result.need[d] = need
    result.other[d] = other
    result.perGraduate[d] = perGraduate
    result.intakeNeeded[d] = neededIntake({ need, other, pipeline: onTheirWay, perGraduate, perPlace }).intakeNeeded
  }
  return { draws, ...result, pipeline: onTheirWay, perPlace }
}

function countDraws({ programme, occupations }: AdviceInput, options: AdviceDrawOptions): number {
  const lengths = occupations.flatMap(({ draws }) => (draws ? [draws.length] : []))
  const draws = options.draws ?? lengths[0] ?? DEFAULT_DRAWS
  if (draws < 1 || lengths.some((length) => length !== draws))
    throw new AppError(
      'INVALID_INPUT',
      `The occupations of ${programme.id} bring ${lengths.join(', ')} draws and ${draws} are asked for; all must agree.`,
    )
  return draws
}

/** P10, P50 and P90 of the places needed. */
export function intakeRange({ intakeNeeded }: AdviceDraws): Band {
  return bandOf(intakeNeeded)
}

/** [draw] usable entrants a year that an intake brings: (pipeline + places * own) * yield. */
export function entrantsFrom(draws: AdviceDraws, places: number): Float64Array {
  const graduates = draws.pipeline + places * draws.perPlace
  return draws.perGraduate.map((yielded) => graduates * yielded)
}
