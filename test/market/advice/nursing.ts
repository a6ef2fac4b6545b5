import type { AdviceInput } from '../../../src/market/advice/advice-input.ts'
import type { Programme } from '../../../src/market/advice/programme.ts'
import type { SourcedValue } from '../../../src/market/advice/rate.ts'

export const known = (value: number): SourcedValue => ({ value, source: 'worked example', status: 'user' })
export const between = (low: number, value: number, high: number): SourcedValue => ({
  ...known(value),
  low,
  high,
})

export const NURSING: Programme = {
  id: 'nursing',
  lengthYears: 4,
  completion: { 4: 0.82 },
  currentIntake: 1150,
  capacity: 2000,
  enrolled: [],
  academicYear: 2025,
}

/** The worked example: 3,219 openings in five years are 643.8 a year; other sources bring 100. */
export const EXAMPLE: AdviceInput = {
  programme: NURSING,
  intakeYear: 2026,
  lastYear: 2035,
  occupations: [
    {
      code: 'nurse',
      openings: { 2030: 643.8, 2031: 643.8, 2032: 643.8 },
      source: 'forecast',
      status: 'forecast',
      share: known(1),
    },
  ],
  other: { migrants: known(100) },
  rates: { furtherStudy: known(0), participation: known(0.93), match: known(0.7), stay: known(0.75) },
}
