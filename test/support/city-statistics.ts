import { createRandom, type Random } from '../../src/domain/random.ts'
import type { BySex } from '../../src/market/supply/cohort/ages.ts'
import { bySex } from '../../src/market/supply/cohort/ages.ts'
import { AGES, BASE_YEAR, type City, FIRST_AGE, INSURED_SHARES, PAST, PROFESSIONS, SECTORS } from './simulated-city.ts'

/** Respondents of the labour force survey in work, after the design effect. */
const RESPONDENTS = 9000
/** Year and sector of a new definition: earlier figures count eight per cent more. */
export const BREAK = { year: BASE_YEAR - 9, sector: 'trade', ratio: 1 / 1.08 } as const
/** Years of staffing tables that are published. */
export const STAFFING_YEARS = 12
/** Last years that are provisional, and by how much (log) they are revised. */
const PROVISIONAL = { years: 2, sd: 0.006 }

/** What the office of the city publishes: with sampling noise, a break, and provisional last years. */
export interface CityStatistics {
  /** [sector][PAST+1] employment up to the base year. */
  readonly employment: readonly (readonly number[])[]
  /** [STAFFING_YEARS][sector][occupation] people as the survey's sample weighs them. */
  readonly staffing: readonly (readonly (readonly number[])[])[]
  /** [occupation] people by sex and five-year age group from 15, from the survey. */
  readonly ages: readonly BySex<number[]>[]
  readonly groups: { readonly from: readonly number[]; readonly to: number }
  readonly insured: readonly number[]
  /** [profession] intakes known to the base year. */
  readonly intakes: readonly ReadonlyMap<number, number>[]
  /** [profession][occupation] from a graduates' survey. */
  readonly flexibility: readonly (readonly number[])[]
  /** School leavers entering work in the base year's forecast of the education office, and where they went of late. */
  readonly leavers: readonly number[]
  readonly leaverShares: readonly number[]
  /** Net in-migration of the last ten years. */
  readonly migration: readonly number[]
}

/** @param vintage `provisional` is what was known in the base year, `revised` what was known later. */
export function publishStatistics(city: City, vintage: 'provisional' | 'revised'): CityStatistics {
  const random = createRandom(city.seed).fork('office')
  const noise = (name: string): Random => random.fork(name)
  const employment = SECTORS.map((code, i) => {
    const measured = noise(`employment ${code}`)
    const revision = noise(`revision ${code}`)
    return city.sectors.slice(0, PAST + 1).map((row, k) => {
      const year = BASE_YEAR - PAST + k
      const old = code === BREAK.sector && year < BREAK.year ? 1 / BREAK.ratio : 1
      const early = PAST - k < PROVISIONAL.years ? PROVISIONAL.sd * revision.normal() : 0
      return row[i]! * old * Math.exp(0.005 * measured.normal() + (vintage === 'provisional' ? early : 0))
    })
  })
  const survey = noise('survey')
  const staffing = Array.from({ length: STAFFING_YEARS }, (_, k) => {
    const t = PAST - STAFFING_YEARS + 1 + k
    const all = city.sectors[t]!.reduce((a, b) => a + b, 0)
    return SECTORS.map((_, i) => {
      const respondents = (RESPONDENTS * city.sectors[t]![i]!) / all
      return sample(survey, city.shares[t]![i]!, respondents).map((v) => (v * city.sectors[t]![i]!) / respondents)
    })
  })
  const groups = { from: Array.from({ length: AGES / 5 }, (_, g) => FIRST_AGE + 5 * g), to: FIRST_AGE + AGES - 1 }
  const ages = city.stock.map((cell) =>
    bySex((sex) => {
      const people = groups.from.map((_, g) => cell[sex].slice(5 * g, 5 * g + 5).reduce((a, b) => a + b, 0))
      const total = people.reduce((a, b) => a + b, 0)
      const respondents = Math.max(60, (RESPONDENTS * total) / 1_000_000)
      return sample(
        survey,
        people.map((v) => v / total),
        respondents,
      ).map((v) => (v * total) / respondents)
    }),
  )
  const admin = noise('admin')
  return {
    employment,
    staffing,
    ages,
    groups,
    insured: INSURED_SHARES.map((share) => Math.min(0.98, share * Math.exp(0.03 * admin.normal()))),
    intakes: city.intakes.map((intake) => new Map([...intake].filter(([year]) => year <= BASE_YEAR))),
    flexibility: Array.from({ length: PROFESSIONS }, (_, f) => {
      const counts = sample(survey, city.flexibility[f]!, 500)
      const sum = counts.reduce((a, b) => a + b, 0)
      return counts.map((v) => v / sum)
    }),
    leavers: city.leavers.map((people) => people * Math.exp(0.03 * admin.normal())),
    leaverShares: shareOf(sample(survey, city.leaverShares, 800)),
    migration: city.migration.slice(PAST - 10, PAST).map((people) => people + 0.0005 * people * admin.normal()),
  }
}

/** Normal approximation of a multinomial sample, never negative. */
function sample(random: Random, shares: readonly number[], respondents: number): number[] {
  return shares.map((share) => {
    const drawn = respondents * share + Math.sqrt(respondents * share * (1 - share)) * random.normal()
    return Math.max(0, drawn)
  })
}

function shareOf(counts: readonly number[]): number[] {
  const sum = counts.reduce((a, b) => a + b, 0)
  return counts.map((v) => v / sum)
}
