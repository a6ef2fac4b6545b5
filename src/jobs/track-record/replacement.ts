import { assumption, type PublishInputs } from '../publish/inputs.ts'
import { cohortExits } from './replacement-exits.ts'
import type { Tracked } from './tracked.ts'

/** Age groups of five years that close, youngest first; the next is open upwards. */
const CLOSED = ['Y15-19', 'Y20-24', 'Y25-29', 'Y30-34', 'Y35-39', 'Y40-44', 'Y45-49']
const OPEN = 'Y_GE50'
const STEP = 5
/** Normal score of the tenth centile on either side. */
const TENTH = 1.2816

/**
 * Replacement demand of the whole economy against what the net method counts afterwards, as ROA scores its own:
 *
 *     observed = sum_a max(0, N[a, t] - N[a+5, t+5])
 *
 * against permanent exits counted from cohorts as a release of that year would have done (`cohortExits`), and the registered
 * rate of all employment as a benchmark. The open age group hides exits behind people who turn 50, so the count is a lower bound
 * and a forecast above it is no proof of error; it is what can be observed.
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
  const rate = assumption(assumptions, 'exit_rate').value
  const sd = assumption(assumptions, 'exit_sd', { area: 'VN' }).value
  return [...byAge.get(OPEN)!.keys()].flatMap((origin): Tracked[] => {
    const later = origin + STEP
    const young = CLOSED.slice(0, -1).map((age, k) => at(age, origin) - at(CLOSED[k + 1]!, later))
    const old = at(CLOSED.at(-1)!, origin) + at(OPEN, origin) - at(OPEN, later)
    const actual = [...young, old].reduce((sum, out) => sum + Math.max(0, out), 0)
    if (Number.isNaN(actual)) return []
    const employed = [...CLOSED, OPEN].reduce((sum, age) => sum + at(age, origin), 0)
    const exits = employed * cohortExits(figures, origin, STEP)
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
          forecasts: { published: exits, permanentExits: rate * employed * STEP },
          interval: {
            low: exits * Math.exp(-TENTH * sd),
            high: exits * Math.exp(TENTH * sd),
            crps: Math.abs(exits - actual),
          },
          actual,
        },
      },
    ]
  })
}
