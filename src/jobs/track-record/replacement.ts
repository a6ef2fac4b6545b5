import { assumption, type PublishInputs } from '../publish/inputs.ts'
import type { Tracked } from './tracked.ts'

/** Age groups of five years that close, youngest first; the next is open upwards. */
const CLOSED = ['Y15-19', 'Y20-24', 'Y25-29', 'Y30-34', 'Y35-39', 'Y40-44', 'Y45-49']
const OPEN = 'Y_GE50'
const STEP = 5

/**
 * Replacement demand of the whole economy against what the net method counts afterwards, as ROA scores its own:
 *
 *     observed = sum_a max(0, N[a, t] - N[a+5, t+5])
 *
 * against permanent exits at the registered rate, a benchmark of the exits the release counts from cohorts. The open age group hides exits behind people
 * who turn 50, so the count is a lower bound and a forecast above it is no proof of error; it is what can be observed.
 */
export function replacementCases({ figures, assumptions }: PublishInputs): Tracked[] {
  const byAge = new Map<string, Map<number, { value: number; status: string }>>()
  for (const f of figures) {
    if (f.area !== 'VN' || f.measure !== 'employment' || f.frequency !== 'A' || f.sex !== 'T' || f.value === null)
      continue
    if (f.age === '_T' || f.industry !== '_T' || f.occupation !== '_T') continue
    const years = byAge.get(f.age) ?? new Map()
    byAge.set(f.age, years.set(f.index, { value: f.value, status: f.obsStatus }))
  }
  if (![...CLOSED, OPEN].every((age) => byAge.has(age))) return []
  const at = (age: string, year: number): number => byAge.get(age)!.get(year)?.value ?? Number.NaN
  const rate = assumption(assumptions, 'exit_rate')
  return [...byAge.get(OPEN)!.keys()].flatMap((origin): Tracked[] => {
    const later = origin + STEP
    const young = CLOSED.slice(0, -1).map((age, k) => at(age, origin) - at(CLOSED[k + 1]!, later))
    const old = at(CLOSED.at(-1)!, origin) + at(OPEN, origin) - at(OPEN, later)
    const actual = [...young, old].reduce((sum, out) => sum + Math.max(0, out), 0)
    if (Number.isNaN(actual)) return []
    const employed = [...CLOSED, OPEN].reduce((sum, age) => sum + at(age, origin), 0)
    const exits = (yearly: number): number => yearly * employed * STEP
    return [
      {
        kind: 'replacement',
        area: 'VN',
        measure: 'replacementDemand',
        unit: '_T',
        actualStatus: 'E',
        case: {
          unit: '_T',
          origin,
          target: later,
          base: employed,
          scale: null,
          forecasts: { published: exits(rate.value), permanentExits: exits(rate.value) },
          interval: {
            low: exits(rate.low ?? rate.value),
            high: exits(rate.high ?? rate.value),
            crps: Math.abs(exits(rate.value) - actual),
          },
          actual,
        },
      },
    ]
  })
}
