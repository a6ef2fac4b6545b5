import { completionRate, type Programme } from './programme.ts'

/** Graduates expected from the students of one year of study. */
export interface PipelineCohort {
  /** 0 for an intake between the last count and the one advised on: planned, not enrolled yet. */
  readonly yearOfStudy: number
  readonly students: number
  /** Autumn in which they entered. */
  readonly entryYear: number
  /** Year of arrival on the labour market -> graduates expected. */
  readonly graduates: ReadonlyMap<number, number>
}

/**
 * Share of an intake that is still enrolled at the start of a year of study.
 *
 *     r[y] = 1 - dropped before y - graduated before y
 *
 * Of the share that never graduates, the first year takes its own drop-out and the rest leave in equal parts over the
 * years of study 2..L; when L is 1 all leave in it.
 *
 * @returns 0..1, never rising in y; 1 for the first year
 */
export function retention(
  programme: Pick<Programme, 'completion' | 'lengthYears' | 'firstYearDropOut'>,
  y: number,
): number {
  const { completion, lengthYears } = programme
  const never = Math.max(0, 1 - completionRate(programme))
  const first = lengthYears === 1 ? never : (programme.firstYearDropOut ?? never / 2)
  const laterYears = Math.max(1, lengthYears - 1)
  const dropped = y <= 1 ? 0 : first + ((never - first) * Math.min(y - 2, laterYears)) / laterYears
  const graduated = Object.entries(completion).reduce((sum, [k, share]) => (Number(k) < y ? sum + share : sum), 0)
  return Math.max(0, 1 - dropped - graduated)
}

/**
 * Graduates who are already on their way, by year of study and year of arrival.
 *
 *     P(graduate k years after entry | enrolled in year y) = c[k] / r[y]        k >= y
 *     arrival = entry year + k + lag                                            entry year = academic year - (y - 1)
 *
 * Students in years of study after the last k of the distribution are not expected to graduate. Intakes between the last
 * count and `intakeYear` are taken as planned, or as large as the last one.
 *
 * @param intakeYear year of the intake that is not decided yet; no cohort from it on is counted
 */
export function pipeline(programme: Programme, intakeYear: number): PipelineCohort[] {
  const { completion, enrolled, academicYear, lagYears = 0, plannedIntakes = {}, currentIntake } = programme
  const between = Math.max(0, intakeYear - academicYear - 1)
  const planned = Array.from({ length: between }, (_, k) => {
    const entryYear = academicYear + 1 + k
    return { yearOfStudy: 0, students: plannedIntakes[entryYear] ?? currentIntake, entryYear }
  })
  const counted = enrolled.map(({ yearOfStudy, students }) => ({
    yearOfStudy,
    students,
    entryYear: academicYear - (yearOfStudy - 1),
  }))
  const known = counted.filter(({ entryYear }) => entryYear < intakeYear)
  return [...known, ...planned].map(({ yearOfStudy, students, entryYear }) => {
    const toCome = Object.entries(completion).reduce((sum, [k, c]) => (Number(k) >= yearOfStudy ? sum + c : sum), 0)
    const staying = Math.max(toCome, retention(programme, yearOfStudy))
    const graduates = new Map<number, number>()
    for (const [k, share] of Object.entries(completion))
      if (Number(k) >= yearOfStudy && share > 0)
        graduates.set(entryYear + Number(k) + lagYears, students * (share / staying))
    return { yearOfStudy, students, entryYear, graduates }
  })
}

/** Graduates of all cohorts who arrive in a year. */
export function arrivals(cohorts: readonly PipelineCohort[], year: number): number {
  return cohorts.reduce((sum, { graduates }) => sum + (graduates.get(year) ?? 0), 0)
}
