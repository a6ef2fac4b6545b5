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
  'jobVacancies',
  'vacanciesClosed',
  'vacanciesFilled',
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

/**
 * A measure of a dataset that is kept as it was published, under its source and the source's own name of it:
 * `EUROSTAT:demo_pjan`. No measure of ours has a colon, so neither can be taken for the other; forecasts use none of these.
 */
export const PUBLISHED_MEASURE = /^[A-Z][A-Z0-9_]{0,40}:\S{1,120}$/

/** Everything that makes two figures comparable. A code without its scheme and version is not a key. */
export interface SeriesKey {
  readonly frequency: Frequency
  /** `VN`, `VN-HN`, `VN-R1`, `VN-P24.2004`: the suffix is the year the territory became valid. */
  readonly area: string
  readonly measure: Measure | string
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
  /** Of a dataset kept as published: its other dimensions and their codes, as published. */
  readonly dimensions?: Readonly<Record<string, string>>
}

/** Dot-separated identity of a series, e.g. `A.VN.employment.T.VSIC2018:C._T._T.ICLS13.ILOSTAT_LFS.PS`. */
export function seriesId(key: SeriesKey): string {
  const { frequency, area, measure, sex, industry, occupation, age, concept, source, unitMeasure, dimensions } = key
  return [
    frequency,
    area.replaceAll('.', '~'),
    measure.replaceAll('.', '~'),
    sex,
    industry,
    occupation,
    age,
    concept,
    source,
    unitMeasure,
    ...(dimensions === undefined ? [] : [dimensionText(dimensions)]),
  ].join('.')
}

/** `age=Y15-24;wstatus=EMP`: the dimensions in the order of their names, each sign with a meaning here written as %XX. */
function dimensionText(dimensions: Readonly<Record<string, string>>): string {
  const escaped = (text: string): string =>
    text.replace(/[%.;=~\p{Cc}]/gu, (sign) => `%${sign.codePointAt(0)!.toString(16).padStart(2, '0')}`)
  return Object.keys(dimensions)
    .sort()
    .map((id) => `${escaped(id)}=${escaped(dimensions[id]!)}`)
    .join(';')
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
