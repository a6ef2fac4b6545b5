import type { ProgrammeFile } from '../contracts/programme-files.ts'
import type { LocatedRows, RowFault } from './programmes.ts'

/** Columns that name a row once per file. */
const KEYS: Readonly<Record<ProgrammeFile, readonly string[]>> = {
  institutions: ['institution_id'],
  programmes: ['programme_id'],
  completion: ['programme_id', 'years_after_entry'],
  enrolment: ['programme_id', 'academic_year', 'year_of_study'],
  rates: ['programme_id', 'rate'],
  announced: ['programme_id', 'intake_year'],
  target_mix: ['isced_f_detailed', 'level', 'occupation'],
}
const NEEDED_RATES = ['furtherStudy', 'participation', 'match', 'stay'] as const
const ROUNDING = 1e-9

/**
 * What single rows cannot show: a key given twice, a programme or institution the set does not have, bounds that do not
 * ascend, a completion above 1 or missing, drop-out above what completion leaves, rates that are missing.
 */
export function checkProgrammeSet(set: LocatedRows): RowFault[] {
  return [...repeatedKeys(set), ...unknownIds(set), ...wrongBounds(set), ...wrongProgrammes(set)]
}

const fault = (file: ProgrammeFile, line: number, column: string | null, reason: string): RowFault => ({
  file: `${file}.csv`,
  line,
  column,
  reason,
})

function repeatedKeys(set: LocatedRows): RowFault[] {
  return (Object.keys(KEYS) as ProgrammeFile[]).flatMap((file) => {
    const first = new Map<string, number>()
    return set[file].flatMap(({ line, row }) => {
      const key = KEYS[file].map((column) => (row as unknown as Record<string, unknown>)[column]).join(' ')
      const before = first.get(key)
      if (before === undefined) first.set(key, line)
      return before === undefined
        ? []
        : [fault(file, line, KEYS[file].at(-1)!, `${key} stands on line ${before} already`)]
    })
  })
}

function unknownIds(set: LocatedRows): RowFault[] {
  const institutions = new Set(set.institutions.map(({ row }) => row.institution_id))
  const programmes = new Set(set.programmes.map(({ row }) => row.programme_id))
  const faults = set.programmes
    .filter(({ row }) => !institutions.has(row.institution_id))
    .map(({ line, row }) =>
      fault('programmes', line, 'institution_id', `institutions.csv has no ${row.institution_id}`),
    )
  for (const file of ['completion', 'enrolment', 'rates', 'announced'] as const)
    for (const { line, row } of set[file])
      if (!programmes.has(row.programme_id))
        faults.push(fault(file, line, 'programme_id', `programmes.csv has no ${row.programme_id}`))
  return faults
}

function wrongBounds(set: LocatedRows): RowFault[] {
  const outside = (value: number, low: number | null, high: number | null) =>
    (low ?? value) > value || (high ?? value) < value
  return [
    ...set.rates
      .filter(({ row }) => outside(row.value, row.low, row.high))
      .map(({ line, row }) =>
        fault('rates', line, 'value', `${row.value} lies outside its bounds ${row.low} to ${row.high}`),
      ),
    ...set.target_mix
      .filter(({ row }) => outside(row.share, row.low, row.high))
      .map(({ line, row }) =>
        fault('target_mix', line, 'share', `${row.share} lies outside its bounds ${row.low} to ${row.high}`),
      ),
    ...set.enrolment
      .filter(({ row }) => (row.women ?? 0) > row.students)
      .map(({ line, row }) => fault('enrolment', line, 'women', `${row.women} women of ${row.students} students`)),
  ]
}

function wrongProgrammes(set: LocatedRows): RowFault[] {
  return set.programmes.flatMap(({ line, row }) => {
    const own = <T extends { row: { programme_id: string } }>(rows: readonly T[]): T[] =>
      rows.filter((r) => r.row.programme_id === row.programme_id)
    const completed = own(set.completion).reduce((sum, c) => sum + c.row.share, 0)
    const told = (column: string | null, reason: string) =>
      fault('programmes', line, column, `${row.programme_id} ${reason}`)
    const faults: RowFault[] = []
    if (!(completed > 0 && completed <= 1 + ROUNDING))
      faults.push(
        told('programme_id', `has completion shares that sum to ${completed}; they must lie above 0 and not above 1`),
      )
    else if (row.first_year_drop_out > 1 - completed + ROUNDING)
      faults.push(
        told(
          'first_year_drop_out',
          `loses ${row.first_year_drop_out} in the first year, but only ${(1 - completed).toFixed(3)} never graduate`,
        ),
      )
    const rates = new Set(own(set.rates).map((r) => r.row.rate))
    const missing = NEEDED_RATES.filter((rate) => !rates.has(rate))
    if (missing.length > 0) faults.push(told('programme_id', `has no ${missing.join(', ')} in rates.csv`))
    if (own(set.enrolment).length === 0) faults.push(told('programme_id', 'has no students in enrolment.csv'))
    return faults
  })
}
