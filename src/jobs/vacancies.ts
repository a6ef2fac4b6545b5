import type { VacancyIndicators } from '../contracts/indicators.ts'
import type { Measure } from '../domain/series.ts'
import { classifyTightness, fillRate, tightness } from '../market/gaps/tightness.ts'
import type { Db } from '../storage/database.ts'
import { type Figure, readFigures } from '../storage/figures.ts'

const VACANCY_MEASURES: readonly Measure[] = ['jobVacancies', 'unemployment', 'vacanciesFilled', 'vacanciesClosed']

/**
 * Tightness and fill rate of an area by occupation (`_T`: all), from what is observed of vacancies: the newest year in which both
 * numbers of a ratio are published. Empty where nobody publishes vacancies, as in Viet Nam.
 *
 * @param asOf `YYYY-MM-DD`; nothing published later is read
 */
export async function vacancyIndicators(db: Db, area: string, asOf: string): Promise<Map<string, VacancyIndicators>> {
  const observed = (await readFigures(db, [area], asOf, VACANCY_MEASURES)).filter(
    (f) => f.frequency === 'A' && f.sex === 'T' && f.industry === '_T' && f.age === '_T' && f.value !== null,
  )
  const by = (measure: Measure): Figure[] => observed.filter((f) => f.measure === measure)
  const pairs = (over: Measure, under: Measure) => {
    const newest = new Map<string, { readonly year: number; readonly over: number; readonly under: number }>()
    for (const { occupation, index: year, value } of by(over)) {
      const other = by(under).find((f) => f.occupation === occupation && f.index === year)
      if (other && year >= (newest.get(occupation)?.year ?? year))
        newest.set(occupation, { year, over: value!, under: other.value! })
    }
    return newest
  }
  const open = pairs('jobVacancies', 'unemployment')
  const closed = pairs('vacanciesFilled', 'vacanciesClosed')
  return new Map(
    [...new Set([...open.keys(), ...closed.keys()])].map((occupation) => {
      const [vacancies, ended] = [open.get(occupation), closed.get(occupation)]
      const value = vacancies ? tightness(vacancies.over, vacancies.under) : null
      const filled = ended ? fillRate(ended.over, ended.under) : null
      return [
        occupation,
        {
          tightness: value === null ? null : { value, class: classifyTightness(value), year: vacancies!.year },
          fillRate: filled === null ? null : { value: filled, year: ended!.year },
        },
      ] as const
    }),
  )
}
