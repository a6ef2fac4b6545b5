import type { LabelText } from '../contracts/common.ts'
import { AppError } from '../domain/errors.ts'
import { foldVietnamese } from '../domain/fold.ts'
import type { Db } from './database.ts'

/** A number of the programme tables with its origin. */
export interface StoredRate {
  readonly rate: string
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly responseRate: number | null
  readonly source: string
  readonly status: string
}

/** A programme with its institution and everything that is known of its students. */
export interface StoredProgramme {
  readonly id: string
  readonly name: LabelText
  readonly level: 'undergraduate' | 'postgraduate' | 'college'
  readonly moetCode: string
  /** ISCED-F 2013 detailed field. */
  readonly field: string
  readonly fieldName: LabelText
  readonly lengthYears: number
  readonly lagYears: number
  readonly capacity: number
  readonly intakeYear: number
  readonly currentIntake: number
  readonly quality: number
  readonly firstYearDropOut: number
  readonly status: string
  readonly institution: {
    readonly id: string
    readonly name: LabelText
    readonly kind: string
    readonly area: string
    readonly floorArea: number
    readonly otherStudents: number
    readonly accredited: boolean
  }
  /** Students of all programmes of the institution in the tables, last count. */
  readonly institutionStudents: number
  readonly completion: readonly { readonly years: number; readonly share: number }[]
  readonly enrolment: readonly {
    readonly academicYear: number
    readonly yearOfStudy: number
    readonly students: number
  }[]
  readonly rates: readonly StoredRate[]
  readonly announced: readonly { readonly intakeYear: number; readonly places: number | null }[]
}

const list = (table: string, columns: string, order: string): string =>
  `coalesce((select json_agg(json_build_object(${columns}) order by ${order})
      from ${table} x where x.programme_id = p.programme_id), '[]')`

const SELECT = `
select p.programme_id as id, p.name_vi, p.name_en, p.level, p.moet_code as "moetCode", p.isced_f_detailed as field,
       coalesce(c.name_vi, p.isced_f_detailed) as field_vi, coalesce(c.name_en, p.isced_f_detailed) as field_en,
       p.length_years as "lengthYears", p.lag_years as "lagYears", p.capacity, p.intake_year as "intakeYear",
       p.current_intake as "currentIntake", p.quality, p.first_year_drop_out as "firstYearDropOut", p.status,
       json_build_object('id', i.institution_id, 'name', json_build_object('vi', i.name_vi, 'en', i.name_en), 'kind', i.kind,
         'area', i.area_id, 'floorArea', i.floor_area_m2, 'otherStudents', i.other_students, 'accredited', i.accredited) as institution,
       (select coalesce(sum(e.students), 0) from programme_enrolment e join programme q using (programme_id)
         where q.institution_id = p.institution_id
           and e.academic_year = (select max(academic_year) from programme_enrolment l where l.programme_id = e.programme_id)
       ) as "institutionStudents",
       ${list('programme_completion', "'years', x.years_after_entry, 'share', x.share", 'x.years_after_entry')} as completion,
       ${list('programme_enrolment', "'academicYear', x.academic_year, 'yearOfStudy', x.year_of_study, 'students', x.students", 'x.academic_year, x.year_of_study')} as enrolment,
       ${list('programme_rate', "'rate', x.rate, 'value', x.value, 'low', x.low, 'high', x.high, 'responseRate', x.response_rate, 'source', x.source, 'status', x.status", 'x.rate')} as rates,
       ${list('programme_announced', "'intakeYear', x.intake_year, 'places', x.places", 'x.intake_year')} as announced
  from programme p join institution i using (institution_id)
  left join classification_code c on c.scheme = 'ISCEDF13' and c.code = p.isced_f_detailed`

interface Row extends Omit<StoredProgramme, 'name' | 'fieldName'>, Record<string, unknown> {
  readonly name_vi: string
  readonly name_en: string
  readonly field_vi: string
  readonly field_en: string
}

function toProgramme({ name_vi, name_en, field_vi, field_en, ...row }: Row): StoredProgramme {
  return { ...row, name: { vi: name_vi, en: name_en }, fieldName: { vi: field_vi, en: field_en } } as StoredProgramme
}

export interface ProgrammeFilter {
  readonly institution?: string
  readonly field?: string
  readonly level?: string
  /** Words that must all occur in the names or codes; marks and capitals do not matter. */
  readonly search?: string
}

/** Programmes in the order of their ids. */
export async function readProgrammes(db: Db, filter: ProgrammeFilter = {}): Promise<StoredProgramme[]> {
  const words = foldVietnamese(filter.search ?? '')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const { rows } = await db.query<Row>(
    `${SELECT}
      where ($1::text is null or p.institution_id = $1) and ($2::text is null or p.isced_f_detailed = $2)
        and ($3::text is null or p.level = $3) and p.search like all ($4::text[])
      order by p.programme_id`,
    [filter.institution ?? null, filter.field ?? null, filter.level ?? null, words],
  )
  return rows.map(toProgramme)
}

/** @throws AppError NOT_FOUND */
export async function findProgramme(db: Db, id: string): Promise<StoredProgramme> {
  const { rows } = await db.query<Row>(`${SELECT} where p.programme_id = $1`, [id])
  if (rows[0]) return toProgramme(rows[0])
  throw new AppError(
    'NOT_FOUND',
    `There is no programme "${id}". GET /v1/programmes lists them; load your own with \`nhanluc programmes load <folder>\`.`,
  )
}

export interface TargetShare {
  /** `ISCO08:25` */
  readonly occupation: string
  readonly name: LabelText
  readonly share: number
  readonly low: number
  readonly high: number
  readonly source: string
  readonly status: string
}

/** Occupations a field and level lead to, with the share of their entrants who should come from it. */
export async function readTargetMix(db: Db, field: string, level: string): Promise<TargetShare[]> {
  const { rows } = await db.query<TargetShare & Record<string, unknown>>(
    `select t.occupation, json_build_object('vi', coalesce(c.name_vi, t.occupation), 'en', coalesce(c.name_en, t.occupation)) as name,
            t.share, t.low, t.high, t.source, t.status
       from target_mix t left join classification_code c
         on c.scheme = split_part(t.occupation, ':', 1) and c.code = split_part(t.occupation, ':', 2)
      where t.isced_f_detailed = $1 and t.level = $2 order by t.occupation`,
    [field, level],
  )
  return rows
}

export interface StoredQuotaRule {
  readonly id: string
  readonly legalReference: LabelText
  readonly text: LabelText
  readonly status: 'inForce' | 'draft'
  readonly inForceFrom: string | null
  readonly inForceTo: string | null
  readonly level: 'undergraduate' | 'postgraduate' | 'all'
  readonly formulaId: string
  readonly parameter: number
  readonly riskMargin: number
  readonly basis: string
}

/** All quota rules, those in force first. */
export async function readQuotaRules(db: Db): Promise<StoredQuotaRule[]> {
  const { rows } = await db.query<StoredQuotaRule & Record<string, unknown>>(
    `select rule_id as id, json_build_object('vi', legal_reference_vi, 'en', legal_reference_en) as "legalReference",
            json_build_object('vi', text_vi, 'en', text_en) as text, status, in_force_from::text as "inForceFrom",
            in_force_to::text as "inForceTo", level, formula_id as "formulaId", parameter, risk_margin as "riskMargin", basis
       from quota_rule order by status desc, rule_id`,
  )
  return rows
}

export interface OccupationOpenings {
  readonly occupation: string
  readonly year: number
  /** [draw] persons a year. */
  readonly draws: readonly number[]
  /** P10, P50, P90, persons. */
  readonly openings: readonly [number, number, number]
  readonly employment: readonly [number, number, number]
}

/** Openings of occupation groups in an area, by group and year. */
export async function readOpenings(
  db: Db,
  releaseId: string,
  area: string,
  occupations: readonly string[],
): Promise<OccupationOpenings[]> {
  const { rows } = await db.query<OccupationOpenings & Record<string, unknown>>(
    `select occupation, year, draws, job_openings as openings, employment from occupation_opening
      where release_id = $1 and area_id = $2 and occupation = any ($3::text[]) order by occupation, year`,
    [releaseId, area, occupations],
  )
  return rows
}

/** Names what the programme tables and rules hold: equal contents, equal text. */
export async function programmeState(db: Db): Promise<string> {
  const { rows } = await db.query<{ state: string }>(
    `select md5(coalesce((select string_agg(set_id, ' ' order by set_id) from programme_set), '')
         || coalesce((select string_agg(q::text, ' ' order by rule_id) from quota_rule q), '')
         || coalesce((select string_agg(a::text, ' ' order by assumption_id) from assumption a
                       where kind in ('sub_major_share', 'other_source_share', 'short_term_unemployed_share')), '')) as state`,
  )
  return rows[0]!.state
}
