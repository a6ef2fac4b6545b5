import { AppError } from '../../../domain/errors.ts'

/** How an entry cohort of a programme comes out, by years since entry; index 1 is the end of the first year. */
export interface CompletionPattern {
  /** [K] c: share of entrants who graduate in the k-th year after entry (index 0: the year of entry). */
  readonly completion: readonly number[]
  /** [K] share who drop out in that year. Everybody leaves in the end: both sum to 1 together. */
  readonly dropOut: readonly number[]
}

/** Flows of a programme by calendar year, persons. */
export interface ProgrammeFlows {
  readonly firstYear: number
  /** [Y] */
  readonly graduates: Float64Array
  readonly dropOuts: Float64Array
  /** [Y] at the end of the year. */
  readonly enrolled: Float64Array
}

/**
 * Graduates and drop-outs from intakes.
 *
 *     grads[t] = sum_k intake[t-k] c[k]          dropOuts[t] = sum_k intake[t-k] d[k]
 *
 * People are conserved: all who ever entered have graduated, dropped out or are enrolled, in every year.
 *
 * @param intakes   entrants by calendar year, past and announced
 * @param firstYear first year of the flows; intakes up to K-1 years before it are the pipeline
 * @param years     number of years
 * @throws AppError INVALID_INPUT when the pattern does not sum to 1 or an intake is negative
 */
export function programmeFlows(
  intakes: ReadonlyMap<number, number>,
  pattern: CompletionPattern,
  firstYear: number,
  years: number,
): ProgrammeFlows {
  checkPattern(pattern)
  const flows = emptyFlows(firstYear, years)
  for (const [year, people] of intakes) {
    if (!(people >= 0))
      throw new AppError('INVALID_INPUT', `The intake of ${year} is ${people}; it must be a number >= 0.`)
    follow(flows, pattern, year, people, 0, 1)
  }
  return flows
}

/**
 * Graduates and drop-outs of those enrolled now, when their intakes are not known.
 *
 *     P(graduate in year k after entry | still enrolled at the end of year j) = c[k] / (1 - sum_{i<=j} (c[i] + d[i]))
 *
 * @param enrolled  [J] people enrolled at the end of `year` by years since entry: index 0 entered in that year
 * @param year      the year they were counted; flows start in the next
 */
export function flowsOfEnrolled(
  enrolled: readonly number[],
  pattern: CompletionPattern,
  year: number,
  years: number,
): ProgrammeFlows {
  checkPattern(pattern)
  const flows = emptyFlows(year + 1, years)
  enrolled.forEach((people, j) => {
    if (people === 0) return
    const still = 1 - gone(pattern, j)
    if (!(still > 1e-12))
      throw new AppError(
        'INVALID_INPUT',
        `${people} people are enrolled ${j} years after entry, when everybody has left by the pattern; give it a longer tail.`,
        { yearsSinceEntry: j },
      )
    follow(flows, pattern, year - j, people / still, j + 1, still)
  })
  return flows
}

/** Share of entrants who have left, one way or the other, by the end of year j after entry. */
function gone({ completion, dropOut }: CompletionPattern, j: number): number {
  let sum = 0
  for (let k = 0; k <= j && k < completion.length; k++) sum += completion[k]! + dropOut[k]!
  return sum
}

/** Adds one entry cohort's later life; `from` is the first year since entry that still lies ahead. */
function follow(
  { firstYear, graduates, dropOuts, enrolled }: ProgrammeFlows,
  { completion, dropOut }: CompletionPattern,
  entry: number,
  people: number,
  from: number,
  still: number,
): void {
  let staying = people * still
  for (let k = from; k < completion.length; k++) {
    const t = entry + k - firstYear
    const out = people * (completion[k]! + dropOut[k]!)
    staying -= out
    if (t < 0 || t >= graduates.length) continue
    graduates[t] = graduates[t]! + people * completion[k]!
    dropOuts[t] = dropOuts[t]! + people * dropOut[k]!
    enrolled[t] = enrolled[t]! + Math.max(0, staying)
  }
}

function emptyFlows(firstYear: number, years: number): ProgrammeFlows {
  const zeros = () => new Float64Array(years)
  return { firstYear, graduates: zeros(), dropOuts: zeros(), enrolled: zeros() }
}

function checkPattern(pattern: CompletionPattern): void {
  const { completion, dropOut } = pattern
  const sum = gone(pattern, completion.length - 1)
  const shares = [...completion, ...dropOut]
  if (completion.length !== dropOut.length || !shares.every((share) => share >= 0) || Math.abs(sum - 1) > 1e-9)
    throw new AppError(
      'INVALID_INPUT',
      `Completion and drop-out must be shares of the same years that sum to 1; got ${completion.length} and ${dropOut.length} years summing to ${sum}.`,
    )
}

export interface LabourEntry {
  /** Share of graduates who go on to study. Drop-outs do not. */
  readonly furtherStudy: number
  /** lambda: share of those leaving education who enter the labour force. */
  readonly participation: number
  /** kappa: share who stay in (or come to) the region. */
  readonly stay: number
}

/** Entrants to the labour force of a region: people * (1 - further study) * participation * stay. */
export function labourEntrants(people: number, { furtherStudy, participation, stay }: LabourEntry): number {
  return people * (1 - furtherStudy) * participation * stay
}
