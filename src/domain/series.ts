import type { Frequency } from './period.ts'

/** SDMX CL_OBS_STATUS, the letters this project uses. B (break) is kept apart, as `isBreak`, since it can meet any other. */
export const OBS_STATUS = {
  A: 'normal value',
  E: 'estimated value',
  F: 'forecast value',
  P: 'provisional value',
  U: 'low reliability',
  M: 'missing, cannot exist',
  L: 'missing, exists but was not collected',
  O: 'missing',
  Q: 'missing, suppressed',
} as const
export type ObsStatus = keyof typeof OBS_STATUS
export const OBS_STATUSES = Object.keys(OBS_STATUS) as [ObsStatus, ...ObsStatus[]]
/** Statuses that go with an absent value. */
export const MISSING_STATUSES: readonly ObsStatus[] = ['M', 'L', 'O', 'Q']

export const SEXES = ['T', 'F', 'M'] as const
export type Sex = (typeof SEXES)[number]

/** What a series measures. Definitions in two languages stand in data/reference/measure.csv. */
export const MEASURES = [
  'employment',
  'labourForce',
  'unemployment',
  'unemploymentRate',
  'youthUnemploymentRate',
  'underemploymentRate',
  'participationRate',
  'population',
  'population15Plus',
  'deathRate',
  'netMigration',
  'employedShareOfPopulation',
  'trainedShare',
  'labourProductivity',
  'averageMonthlyEarnings',
  'universityStudents',
  'universityEntrants',
  'universityGraduates',
] as const
export type Measure = (typeof MEASURES)[number]

/** Everything that makes two figures comparable. A code without its scheme and version is not a key. */
export interface SeriesKey {
  readonly frequency: Frequency
  /** `VN`, `VN-HN`, `VN-R1`, `VN-P24.2004`: the suffix is the year the territory became valid. */
  readonly area: string
  readonly measure: Measure
  readonly sex: Sex
  /** `VSIC2018:C`, or `_T` for all activities. */
  readonly industry: string
  /** `VSCO2020:2`, or `_T` for all occupations. */
  readonly occupation: string
  /** `Y_GE15`, `Y15-24`, or `_T`. */
  readonly age: string
  /** Statistical concept: `ICLS13`, `ICLS19`, or `_Z` where it does not apply. */
  readonly concept: string
  /** Source of `data/reference/source.csv`, e.g. `ILOSTAT_LFS`, `GSO_NSDP`. */
  readonly source: string
  /** SDMX unit: `PS` persons, `PT` per cent, `VND`. */
  readonly unitMeasure: string
  /** Power of ten of the stored values; persons are stored in units, so 0. */
  readonly unitMult: number
}

/** Dot-separated identity of a series, e.g. `A.VN.employment.T.VSIC2018:C._T._T.ICLS13.ILOSTAT_LFS.PS`. */
export function seriesId(key: SeriesKey): string {
  const { frequency, area, measure, sex, industry, occupation, age, concept, source, unitMeasure } = key
  return [
    frequency,
    area.replaceAll('.', '~'),
    measure,
    sex,
    industry,
    occupation,
    age,
    concept,
    source,
    unitMeasure,
  ].join('.')
}

/** One published figure as known on one day. */
export interface Observation {
  /** First day of the period, `YYYY-MM-DD`. */
  readonly periodStart: string
  /** Day the agency published the figure, `YYYY-MM-DD`. */
  readonly vintage: string
  /** In `unitMeasure` x 10^`unitMult`; null when the status says missing. */
  readonly value: number | null
  readonly obsStatus: ObsStatus
  readonly isBreak: boolean
}
