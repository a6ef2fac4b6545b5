import type { ProgrammeFile } from '../contracts/programme-files.ts'
import type { RowFault } from './programme-faults.ts'
import type { LocatedRows } from './programmes.ts'

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
export function checkProgrammeSet(set: LocatedRows, nameOf: NameOf): RowFault[] {
  const checks = [repeatedKeys, unknownIds, wrongBounds, wrongProgrammes]
  return checks
    .flatMap((check) => check(set, nameOf))
    .map(({ table, at, column, vi, en }) => ({
      file: nameOf(table),
      line: at.line,
      column,
      reason: en,
      text: { vi, en },
      raw: JSON.stringify(at.row),
    }))
}

/** What a person calls a table. */
type NameOf = (table: ProgrammeFile) => string
interface Found {
  readonly table: ProgrammeFile
  readonly at: { readonly line: number; readonly row: unknown }
  readonly column: string | null
  readonly vi: string
  readonly en: string
}
const fault = (table: ProgrammeFile, at: Found['at'], column: string | null, vi: string, en: string): Found => ({
  table,
  at,
  column,
  vi,
  en,
})

function repeatedKeys(set: LocatedRows): Found[] {
  return (Object.keys(KEYS) as ProgrammeFile[]).flatMap((table) => {
    const first = new Map<string, number>()
    return set[table].flatMap((at) => {
      const key = KEYS[table].map((column) => (at.row as unknown as Record<string, unknown>)[column]).join(' ')
      const before = first.get(key)
      if (before === undefined) first.set(key, at.line)
      return before === undefined
        ? []
        : [
            fault(
              table,
              at,
              KEYS[table].at(-1)!,
              `${key} đã có ở dòng ${before}`,
              `${key} stands on line ${before} already`,
            ),
          ]
    })
  })
}

function unknownIds(set: LocatedRows, nameOf: NameOf): Found[] {
  const institutions = new Set(set.institutions.map(({ row }) => row.institution_id))
  const programmes = new Set(set.programmes.map(({ row }) => row.programme_id))
  const missing = (table: ProgrammeFile, at: Found['at'], column: string, where: ProgrammeFile, id: string) =>
    fault(table, at, column, `${nameOf(where)} không có ${id}`, `${nameOf(where)} has no ${id}`)
  const found = set.programmes
    .filter(({ row }) => !institutions.has(row.institution_id))
    .map((at) => missing('programmes', at, 'institution_id', 'institutions', at.row.institution_id))
  for (const table of ['completion', 'enrolment', 'rates', 'announced'] as const)
    for (const at of set[table])
      if (!programmes.has(at.row.programme_id))
        found.push(missing(table, at, 'programme_id', 'programmes', at.row.programme_id))
  return found
}

function wrongBounds(set: LocatedRows): Found[] {
  const outside = (value: number, low: number | null, high: number | null) =>
    (low ?? value) > value || (high ?? value) < value
  const told = (value: number, low: number | null, high: number | null) =>
    [`${value} nằm ngoài khoảng ${low} đến ${high}`, `${value} lies outside its bounds ${low} to ${high}`] as const
  return [
    ...set.rates
      .filter(({ row }) => outside(row.value, row.low, row.high))
      .map((at) => fault('rates', at, 'value', ...told(at.row.value, at.row.low, at.row.high))),
    ...set.target_mix
      .filter(({ row }) => outside(row.share, row.low, row.high))
      .map((at) => fault('target_mix', at, 'share', ...told(at.row.share, at.row.low, at.row.high))),
    ...set.enrolment
      .filter(({ row }) => (row.women ?? 0) > row.students)
      .map((at) => {
        const { women, students } = at.row
        return fault(
          'enrolment',
          at,
          'women',
          `${women} nữ trong ${students} sinh viên`,
          `${women} women of ${students} students`,
        )
      }),
  ]
}

function wrongProgrammes(set: LocatedRows, nameOf: NameOf): Found[] {
  return set.programmes.flatMap((at) => {
    const { row } = at
    const own = <T extends { row: { programme_id: string } }>(rows: readonly T[]): T[] =>
      rows.filter((r) => r.row.programme_id === row.programme_id)
    const completed = own(set.completion).reduce((sum, c) => sum + c.row.share, 0)
    const told = (column: string | null, vi: string, en: string) =>
      fault('programmes', at, column, `${row.programme_id} ${vi}`, `${row.programme_id} ${en}`)
    const found: Found[] = []
    if (!(completed > 0 && completed <= 1 + ROUNDING))
      found.push(
        told(
          'programme_id',
          `có tổng tỷ lệ tốt nghiệp ${completed}; phải trên 0 và không quá 1`,
          `has completion shares that sum to ${completed}; they must lie above 0 and not above 1`,
        ),
      )
    else if (row.first_year_drop_out > 1 - completed + ROUNDING)
      found.push(
        told(
          'first_year_drop_out',
          `mất ${row.first_year_drop_out} trong năm đầu, nhưng chỉ ${(1 - completed).toFixed(3)} không bao giờ tốt nghiệp`,
          `loses ${row.first_year_drop_out} in the first year, but only ${(1 - completed).toFixed(3)} never graduate`,
        ),
      )
    const rates = new Set(own(set.rates).map((r) => r.row.rate))
    const missing = NEEDED_RATES.filter((rate) => !rates.has(rate)).join(', ')
    if (missing !== '')
      found.push(
        told('programme_id', `thiếu ${missing} trong ${nameOf('rates')}`, `has no ${missing} in ${nameOf('rates')}`),
      )
    if (own(set.enrolment).length === 0)
      found.push(
        told(
          'programme_id',
          `không có sinh viên trong ${nameOf('enrolment')}`,
          `has no students in ${nameOf('enrolment')}`,
        ),
      )
    return found
  })
}
