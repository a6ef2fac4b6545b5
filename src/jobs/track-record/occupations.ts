import type { ObsStatus } from '../../domain/series.ts'
import { OCCUPATION_SCHEME, type PublishInputs } from '../publish/inputs.ts'
import type { AnnualSeries } from '../publish/national.ts'

export interface OccupationHistory {
  /** Group -> persons by year, 13th ICLS footing. */
  readonly series: ReadonlyMap<string, AnnualSeries>
  /** Last year on that footing. */
  readonly lastYear: number
}

const OLD_FOOTING = 'ICLS13'

/** Published employment by major group of the country, on the footing that most of its years have. */
export function occupationHistory({ figures }: Pick<PublishInputs, 'figures'>): OccupationHistory {
  const series = new Map<string, Map<number, { value: number; status: ObsStatus }>>()
  for (const f of figures) {
    if (
      f.area !== 'VN' ||
      f.industry !== '_T' ||
      f.source === 'ILOSTAT_LFS' ||
      f.measure !== 'employment' ||
      f.frequency !== 'A' ||
      f.sex !== 'T' ||
      f.value === null
    )
      continue
    if (!f.occupation.startsWith(`${OCCUPATION_SCHEME}:`) || f.concept !== OLD_FOOTING) continue
    const years = series.get(f.occupation) ?? new Map()
    series.set(f.occupation, years.set(f.index, { value: f.value, status: f.obsStatus }))
  }
  const lastYear = Math.max(0, ...[...series.values()].flatMap((years) => [...years.keys()]))
  return { series, lastYear }
}
