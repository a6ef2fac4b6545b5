import type { LabelText } from '../../contracts/common.ts'
import type { Measure, Sex } from '../../domain/series.ts'
import { TERMS } from '../glossary.ts'

// A table of texts: names of the codes that no reference table of the store holds, and of the dimensions.

const label = (vi: string, en: string): LabelText => ({ vi, en })

/** As in data/reference/measure.csv. */
export const MEASURE_NAMES: Readonly<Record<Measure, LabelText>> = {
  employment: label('Số người có việc làm', 'Employment'),
  labourForce: label('Lực lượng lao động', 'Labour force'),
  unemployment: label('Số người thất nghiệp', 'Unemployment'),
  unemploymentRate: label('Tỷ lệ thất nghiệp', 'Unemployment rate'),
  youthUnemploymentRate: label('Tỷ lệ thất nghiệp thanh niên', 'Youth unemployment rate'),
  underemploymentRate: label('Tỷ lệ thiếu việc làm', 'Underemployment rate'),
  participationRate: label('Tỷ lệ tham gia lực lượng lao động', 'Labour force participation rate'),
  population: label('Dân số trung bình', 'Population, annual average'),
  population15Plus: label('Dân số từ 15 tuổi trở lên', 'Population aged 15 and over'),
  employedShareOfPopulation: label('Tỷ lệ người có việc làm trong dân số', 'Employed share of the population'),
  trainedShare: label(
    'Tỷ lệ lao động đã qua đào tạo có bằng, chứng chỉ',
    'Share of workers trained, with degree or certificate',
  ),
  labourProductivity: label('Năng suất lao động', 'Labour productivity'),
  averageMonthlyEarnings: label('Thu nhập bình quân tháng', 'Average monthly earnings'),
  universityStudents: label('Số sinh viên đại học', 'University students'),
  universityEntrants: label('Số sinh viên đại học tuyển mới', 'New university entrants'),
  universityGraduates: label('Số sinh viên đại học tốt nghiệp', 'University graduates'),
  jobVacancies: label('Chỗ làm việc còn trống', 'Job vacancies'),
  vacanciesClosed: label('Chỗ trống đã đóng', 'Vacancies closed'),
  vacanciesFilled: label('Chỗ trống đã tuyển được', 'Vacancies filled'),
  deathRate: label('Tỷ suất chết theo tuổi', 'Death rate by age'),
  netMigration: label('Di cư thuần quốc tế', 'International net migration'),
}
export const SEX_NAMES: Readonly<Record<Sex, LabelText>> = {
  T: label('Cả hai giới', 'Both sexes'),
  F: label('Nữ', 'Women'),
  M: label('Nam', 'Men'),
}
export const FREQUENCY_NAMES: Readonly<Record<string, LabelText>> = {
  A: label('Năm', 'Annual'),
  S: label('Nửa năm', 'Half-yearly'),
  Q: label('Quý', 'Quarterly'),
  M: label('Tháng', 'Monthly'),
  W: label('Tuần', 'Weekly'),
  AY: label('Năm học', 'School year'),
  D: label('Một ngày', 'Single day'),
}
const CONCEPTS: Readonly<Record<string, LabelText>> = {
  ICLS13: label('ICLS 13 (1982)', '13th ICLS (1982)'),
  ICLS19: label('ICLS 19 (2013)', '19th ICLS (2013)'),
  _Z: label('Không áp dụng', 'Not applicable'),
}
const TOTAL = label('Tổng số', 'Total')
const NOT_APPLICABLE = label('Không áp dụng', 'Not applicable')

/** Name of a quantile `P10`, of the mean, or of none. */
export function statisticName(code: string): LabelText {
  if (code === '_Z') return NOT_APPLICABLE
  if (code === 'MEAN') return label('Trung bình', 'Mean')
  return label(`Phân vị ${code}`, `Quantile ${code}`)
}
/** Name of a term of the glossary by the field that carries it. */
export const termName = (term: string): LabelText | null => TERMS.find((t) => t.term === term)?.name ?? null

export const DIMENSION_NAMES = {
  FREQ: label('Tần suất', 'Frequency'),
  REF_AREA: label('Địa bàn', 'Reference area'),
  MEASURE: label('Chỉ tiêu', 'Measure'),
  STATISTIC: label('Đại lượng của phân phối', 'Statistic of the distribution'),
  SECTOR: label('Ngành hoặc nhóm ngành', 'Sector or lens'),
  INDUSTRY: label('Ngành kinh tế', 'Industry'),
  OCCUPATION: label('Nghề', 'Occupation'),
  SEX: label('Giới tính', 'Sex'),
  AGE: label('Tuổi', 'Age'),
  CONCEPT: label('Khái niệm', 'Statistical concept'),
  DATA_SOURCE: label('Nguồn', 'Source'),
  UNIT_MEASURE: label('Đơn vị', 'Unit of measure'),
  VINTAGE: label('Ngày công bố', 'Published on'),
  REPLACEMENT_DEFINITION: label('Định nghĩa cầu thay thế', 'Definition of replacement demand'),
  TIME_PERIOD: label('Kỳ', 'Time period'),
} as const

/** Names of areas, `SCHEME:code`, lenses and sources by their id, as the store has them. */
export type CodeNames = ReadonlyMap<string, LabelText>

/** Finds the name of a code of a dimension; null where there is none to find. */
export function createNames(stored: CodeNames) {
  return (dimension: string, code: string): LabelText | null => {
    if (dimension === 'MEASURE') return MEASURE_NAMES[code as Measure] ?? termName(code)
    if (dimension === 'SEX') return SEX_NAMES[code as Sex] ?? null
    if (dimension === 'FREQ') return FREQUENCY_NAMES[code] ?? null
    if (dimension === 'STATISTIC') return statisticName(code)
    if (dimension === 'CONCEPT') return CONCEPTS[code] ?? null
    if (code === '_T') return TOTAL
    return stored.get(code) ?? null
  }
}
export type NameOf = ReturnType<typeof createNames>
