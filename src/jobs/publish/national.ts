import { AppError } from '../../domain/errors.ts'
import type { ObsStatus, Sex } from '../../domain/series.ts'
import { annualMeanOfQuarters } from '../../market/accounts/annual-mean.ts'
import { type BridgedValue, bridgeToIcls19 } from '../../market/accounts/concept-bridge.ts'
import type { Figure } from '../../storage/figures.ts'

export const SECTION_CODES = [...'ABCDEFGHIJKLMNOPQRSTU']
export const SECTIONS = SECTION_CODES.map((code) => `VSIC2018:${code}`)
export const FARMING = 'VSIC2018:A'
const SECTION_SOURCE = 'ILOSTAT_LFS'
const OFFICIAL_SOURCE = 'GSO_NSDP'
const PROVINCE_SOURCE = 'GSO_PX'

/** Annual figures of one quantity on one footing: year -> value and status. */
export type AnnualSeries = ReadonlyMap<number, { readonly value: number; readonly status: ObsStatus }>

/** The national accounts the forecasts start from, persons, 19th ICLS footing. */
export interface NationalAccounts {
  /** Employment by section; the sections of a year sum to `total`. */
  readonly sections: ReadonlyMap<string, AnnualSeries>
  readonly total: AnnualSeries
  readonly labourForce: AnnualSeries
  /** Total economy by sex, where published. */
  readonly bySex: ReadonlyMap<Sex, { readonly employment: AnnualSeries; readonly labourForce: AnnualSeries }>
  readonly baseYear: number
}

const toSeries = (values: readonly BridgedValue[]): AnnualSeries =>
  new Map(values.map(({ year, value, status }) => [year, { value, status }]))

/**
 * Builds the national employment and labour-force accounts from published figures.
 *
 * 1. Sections (ILOSTAT): farming before 2021 and in 2022 is on the 13th ICLS footing and is bridged by the overlap ratio.
 * 2. From 2021 each year's sections are raked to the annual mean of the official quarterly total, within one per cent; raked
 *    figures are estimates (E).
 * 3. Labour force: official annual means; before 2021 less the own-use producers that the bridge takes out of employment.
 *
 * @param all all figures as known on one day; only those of the country are used
 * @param farmingRatio overlap ratio of section A, new / old (break register)
 * @throws AppError INSUFFICIENT_HISTORY when a section, the official employment or the labour force is missing
 */
export function nationalAccounts(all: readonly Figure[], farmingRatio: number): NationalAccounts {
  const figures = all.filter((f) => f.area === 'VN')
  const official = (measure: 'employment' | 'labourForce', sex: Sex) => officialAnnual(figures, measure, sex)
  const raw = new Map(
    SECTIONS.map((industry) => [industry, sectionYears(figures, industry, industry === FARMING ? farmingRatio : 1)]),
  )
  const years = [...raw.get(FARMING)!.keys()].filter((year) => SECTIONS.every((s) => raw.get(s)!.has(year)))
  if (years.length < 4) {
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Employment by section is complete in ${years.length} years; at least 4 are needed. Load data/observations first.`,
    )
  }
  const employment = official('employment', 'T')
  const sections = new Map<string, AnnualSeries>(SECTIONS.map((s) => [s, new Map()]))
  const total = new Map<number, { value: number; status: ObsStatus }>()
  for (const year of years) {
    const sum = SECTIONS.reduce((acc, s) => acc + raw.get(s)!.get(year)!.value, 0)
    const published = employment.get(year)
    const factor = published && published.concept === 'ICLS19' ? published.value / sum : 1
    for (const s of SECTIONS) {
      const { value, status } = raw.get(s)!.get(year)!
      ;(sections.get(s) as Map<number, { value: number; status: ObsStatus }>).set(year, {
        value: value * factor,
        status: factor === 1 ? status : 'E',
      })
    }
    total.set(year, { value: sum * factor, status: raw.get(FARMING)!.get(year)!.status })
  }
  const ownUse = (year: number): number => {
    const old = farmingOldFooting(figures, year)
    return old === null ? 0 : old * (1 - farmingRatio)
  }
  const labourForce = bridgedLabourForce(figures, official('labourForce', 'T'), ownUse)
  const baseYear = Math.max(...years.filter((year) => labourForce.has(year)))
  if (!Number.isFinite(baseYear)) {
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      'No year has both employment by section and the labour force of the country.',
    )
  }
  return { sections, total, labourForce, bySex: sexAccounts(official, total, labourForce, baseYear), baseYear }
}

/** Section employment by year: published on the 19th footing where there is one, else bridged. */
function sectionYears(figures: readonly Figure[], industry: string, ratio: number): AnnualSeries {
  const values = figures
    .filter(
      (f) =>
        f.measure === 'employment' && f.frequency === 'A' && f.source === SECTION_SOURCE && f.industry === industry,
    )
    .filter((f) => f.sex === 'T' && f.occupation === '_T' && f.age === '_T' && f.value !== null)
    .map((f) => ({ year: f.index, value: f.value!, concept: f.concept as 'ICLS13' | 'ICLS19', status: f.obsStatus }))
  return toSeries(bridgeToIcls19(values, ratio))
}

function farmingOldFooting(figures: readonly Figure[], year: number): number | null {
  const row = figures.find(
    (f) =>
      f.measure === 'employment' &&
      f.source === SECTION_SOURCE &&
      f.industry === FARMING &&
      f.occupation === '_T' &&
      f.concept === 'ICLS13' &&
      f.index === year &&
      f.frequency === 'A' &&
      f.sex === 'T',
  )
  return row?.value ?? null
}

/** Annual means of the official quarterly series, with the footing of the year's quarters. */
function officialAnnual(
  figures: readonly Figure[],
  measure: 'employment' | 'labourForce',
  sex: Sex,
): Map<number, { value: number; concept: 'ICLS13' | 'ICLS19' }> {
  const means = new Map<number, { value: number; concept: 'ICLS13' | 'ICLS19' }>()
  for (const concept of ['ICLS13', 'ICLS19'] as const) {
    const quarters = figures.filter(
      (f) =>
        f.frequency === 'Q' &&
        f.source === OFFICIAL_SOURCE &&
        f.measure === measure &&
        f.sex === sex &&
        f.concept === concept,
    )
    for (const [year, value] of annualMeanOfQuarters(quarters)) means.set(year, { value, concept })
  }
  return means
}

function bridgedLabourForce(
  figures: readonly Figure[],
  official: ReadonlyMap<number, { value: number; concept: string }>,
  ownUse: (year: number) => number,
): AnnualSeries {
  const result = new Map<number, { value: number; status: ObsStatus }>()
  for (const f of figures) {
    const isProvinceTable =
      f.source === PROVINCE_SOURCE && f.measure === 'labourForce' && f.frequency === 'A' && f.sex === 'T'
    if (isProvinceTable && f.value !== null && f.index <= 2020)
      result.set(f.index, { value: f.value - ownUse(f.index), status: 'E' })
  }
  for (const [year, { value, concept }] of official) {
    result.set(year, concept === 'ICLS19' ? { value, status: 'A' } : { value: value - ownUse(year), status: 'E' })
  }
  return new Map([...result].sort(([a], [b]) => a - b))
}

/** Before the change of concept the own-use producers are taken out of each sex in proportion to its employment. */
function sexAccounts(
  official: (
    measure: 'employment' | 'labourForce',
    sex: Sex,
  ) => ReadonlyMap<number, { value: number; concept: string }>,
  total: AnnualSeries,
  labourForce: AnnualSeries,
  baseYear: number,
): Map<Sex, { employment: AnnualSeries; labourForce: AnnualSeries }> {
  const share = (measure: 'employment' | 'labourForce', sex: Sex, whole: AnnualSeries): AnnualSeries => {
    const women = official(measure, 'F')
    const men = official(measure, 'M')
    const own = sex === 'F' ? women : men
    const out = new Map<number, { value: number; status: ObsStatus }>()
    for (const [year, { value, concept }] of own) {
      const other = (sex === 'F' ? men : women).get(year)
      const all = whole.get(year)
      if (other && all)
        out.set(year, { value: (all.value * value) / (value + other.value), status: concept === 'ICLS19' ? 'A' : 'E' })
    }
    return new Map([...out].sort(([a], [b]) => a - b))
  }
  const accounts = new Map<Sex, { employment: AnnualSeries; labourForce: AnnualSeries }>()
  for (const sex of ['F', 'M'] as const) {
    const entry = { employment: share('employment', sex, total), labourForce: share('labourForce', sex, labourForce) }
    if (entry.employment.has(baseYear) && entry.labourForce.has(baseYear)) accounts.set(sex, entry)
  }
  return accounts
}

/** [T][I] employment by section, consecutive years up to the last; NaN where a year is missing. */
export function employmentMatrix(
  accounts: NationalAccounts,
  lastYear: number,
  firstYear: number = Math.min(...accounts.total.keys()),
): number[][] {
  return Array.from({ length: lastYear - firstYear + 1 }, (_, t) =>
    SECTIONS.map((s) => accounts.sections.get(s)!.get(firstYear + t)?.value ?? Number.NaN),
  )
}
