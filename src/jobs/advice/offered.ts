import type { OfferedProgramme } from '../../market/advice/advise.ts'
import type { InputStatus } from '../../market/advice/rate.ts'
import type { StoredProgramme } from '../../storage/programme.ts'

/** From what can be relied on most to what is invented. */
const BY_TRUST: readonly InputStatus[] = ['published', 'measured', 'forecast', 'user', 'prior', 'synthetic']

/** A mean is worth no more than its weakest part. */
export function weakest(statuses: readonly InputStatus[]): InputStatus {
  return BY_TRUST[Math.max(0, ...statuses.map((status) => BY_TRUST.indexOf(status)))]!
}

export const completionOf = (p: StoredProgramme): number => p.completion.reduce((sum, c) => sum + c.share, 0)

/** Students of all years of study at the last count. */
export function studentsOf(p: StoredProgramme): number {
  const last = Math.max(...p.enrolment.map((e) => e.academicYear))
  return p.enrolment.reduce((sum, e) => (e.academicYear === last ? sum + e.students : sum), 0)
}

export const announcedFor = (p: StoredProgramme, year: number): number | null =>
  p.announced.find((a) => a.intakeYear === year)?.places ?? null

/**
 * A programme as the mathematics takes it.
 * @param completion  a person's completion rate; the distribution over years keeps its shape
 */
export function offer(
  p: StoredProgramme,
  intakeYear: number,
  completion?: number,
  quotaLimit?: number,
): OfferedProgramme {
  const academicYear = Math.max(...p.enrolment.map((e) => e.academicYear))
  const factor = completion === undefined ? 1 : completion / completionOf(p)
  const between = p.announced.filter(
    (a) => a.places !== null && a.intakeYear > academicYear && a.intakeYear < intakeYear,
  )
  return {
    programme: {
      id: p.id,
      lengthYears: p.lengthYears,
      lagYears: p.lagYears,
      completion: Object.fromEntries(p.completion.map((c) => [c.years, c.share * factor])),
      firstYearDropOut: completion === undefined ? p.firstYearDropOut : Math.min(p.firstYearDropOut, 1 - completion),
      currentIntake: p.currentIntake,
      capacity: p.capacity,
      enrolled: p.enrolment
        .filter((e) => e.academicYear === academicYear)
        .map(({ yearOfStudy, students }) => ({ yearOfStudy, students })),
      academicYear,
      plannedIntakes: Object.fromEntries(between.map((a) => [a.intakeYear, a.places!])),
    },
    quality: p.quality,
    pastMatch: p.rates.find((r) => r.rate === 'match')?.value ?? 0,
    announced: announcedFor(p, intakeYear),
    ...(quotaLimit === undefined ? {} : { quotaLimit }),
  }
}
