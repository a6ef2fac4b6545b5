import { AppError } from '../../domain/errors.ts'
import { coordinate, type Provider } from './coordination.ts'
import { arrivalWindow, type DampingOptions, graduatesPerPlace, neededIntake, recommendIntake } from './intake.ts'
import { arrivals, pipeline, retention } from './pipeline.ts'
import type { Programme } from './programme.ts'

/**
 * What universities do year after year.
 * - `todaysGap`: each adds its share of the gap there is today, as if graduates came at once
 * - `advice`: the places needed at graduation, less those on their way, shared out over all (`coordinate`) and damped
 * - `adviceAlone`: the same need and pipeline, but each tries to close the whole gap by itself
 */
export const INTAKE_POLICIES = ['todaysGap', 'advice', 'adviceAlone'] as const
export type IntakePolicy = (typeof INTAKE_POLICIES)[number]

export interface ProviderMarketInput {
  /** Providers and what each takes in at the start; all offer the same programme. */
  readonly providers: readonly (Omit<Provider, 'announced'> & { readonly currentIntake: number })[]
  readonly programme: Pick<Programme, 'lengthYears' | 'lagYears' | 'completion' | 'firstYearDropOut'>
  /** Graduates needed in year 0, 1, ...; as they turn out. */
  readonly need: (year: number) => number
  /** Graduates expected in `year` to be needed, as known in year `now`. */
  readonly forecast: (now: number, year: number) => number
  readonly years: number
  readonly policy: IntakePolicy
  /** Default 1. Share of today's gap that is added, by `todaysGap`. */
  readonly reaction?: number
  readonly damping?: DampingOptions
}

export interface ProviderMarketPath {
  /** [years] places of all providers together, graduates, and graduates needed. */
  readonly intake: readonly number[]
  readonly graduates: readonly number[]
  readonly need: readonly number[]
}

/**
 * Simulates a field with several providers, year by year, everybody reacting to what all others did.
 *
 * Before year 0 every provider took in what it does at the start, so the market begins in a steady state. Advice is made
 * with the functions that make it for real: `pipeline`, `neededIntake`, `coordinate`, `recommendIntake`.
 *
 * @throws AppError INVALID_INPUT without providers or years
 */
export function simulateProviders(input: ProviderMarketInput): ProviderMarketPath {
  const { providers, programme, years, need, policy } = input
  if (providers.length === 0 || !(years >= 1))
    throw new AppError('INVALID_INPUT', `A market needs providers and years; got ${providers.length} and ${years}.`)
  const longest = Math.max(...Object.keys(programme.completion).map(Number))
  const start = providers.map((p) => p.currentIntake)
  const history: number[][] = Array.from({ length: longest + 1 }, () => start)
  const lag = programme.lagYears ?? 0
  const total = (year: number): number => (history[year + longest + 1] ?? start).reduce((a, b) => a + b, 0)
  const path = { intake: [] as number[], graduates: [] as number[], need: [] as number[] }
  for (let year = 0; year < years; year++) {
    let graduates = 0
    for (const [k, share] of Object.entries(programme.completion)) graduates += share * total(year - lag - Number(k))
    const last = history.at(-1)!
    const step = { year, last, graduates, total }
    const next = policy === 'todaysGap' ? followGap(input, step) : followAdvice(input, step)
    history.push(next)
    path.intake.push(next.reduce((a, b) => a + b, 0))
    path.graduates.push(graduates)
    path.need.push(need(year))
  }
  return path
}

interface Step {
  readonly year: number
  /** [provider] places of last year. */
  readonly last: readonly number[]
  readonly graduates: number
  /** Places of all providers in a year. */
  readonly total: (year: number) => number
}

function followGap({ providers, need, programme, reaction = 1 }: ProviderMarketInput, step: Step): number[] {
  const rate = Object.values(programme.completion).reduce((a, b) => a + b, 0)
  const wanted = (reaction * (need(step.year) - step.graduates)) / rate
  const size = providers.reduce((sum, p) => sum + p.currentIntake, 0)
  return providers.map((p, n) => Math.min(p.capacity, Math.max(0, step.last[n]! + (wanted * p.currentIntake) / size)))
}

function followAdvice(input: ProviderMarketInput, { year, last, total }: Step): number[] {
  const { providers, programme, policy, forecast, damping } = input
  const longest = Math.max(...Object.keys(programme.completion).map(Number))
  const field: Programme = {
    id: 'field',
    ...programme,
    currentIntake: last.reduce((a, b) => a + b, 0),
    capacity: Number.POSITIVE_INFINITY,
    academicYear: year - 1,
    enrolled: Array.from({ length: longest }, (_, k) => ({
      yearOfStudy: k + 1,
      students: retention(programme, k + 1) * total(year - k - 1),
    })),
  }
  const window = arrivalWindow(year, programme)
  const mean = (value: (y: number) => number): number => window.reduce((sum, y) => sum + value(y), 0) / window.length
  const cohorts = pipeline(field, year)
  const perPlace = graduatesPerPlace(programme)
  const { intakeNeeded } = neededIntake({
    need: mean((y) => forecast(year, y)),
    other: 0,
    pipeline: mean((y) => arrivals(cohorts, y)),
    perGraduate: 1,
    perPlace,
  })
  const shares = coordinate(
    intakeNeeded,
    providers.map((p) => ({ ...p, announced: null })),
  )
  return providers.map((provider, n) => {
    const places = { currentIntake: last[n]!, capacity: provider.capacity }
    const own = policy === 'advice' ? shares.allocations[n]!.places : last[n]! + intakeNeeded - field.currentIntake
    return recommendIntake(Math.max(0, own), places, damping).places
  })
}

/** Largest less smallest relative gap, (graduates - need) / need, from a year on: 0 in a market at rest. */
export function gapSwing({ graduates, need }: ProviderMarketPath, from: number): number {
  const gaps = graduates.slice(from).map((value, n) => (value - need[from + n]!) / need[from + n]!)
  return Math.max(...gaps) - Math.min(...gaps)
}
