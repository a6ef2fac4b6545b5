import type { Lang } from '../contracts/common.ts'
import { SCHOOL_YEAR_START } from '../domain/period.ts'
import { type CsvEnd, csvStream } from './csv.ts'
import { type Cube, type CubeCode, structureId } from './cube.ts'

export const SDMX_CSV_TYPE = 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8'
/** `id` codes alone; `both` `code: name` in one cell; `name` codes and, in columns of their own, names. */
export const LABELS = ['id', 'both', 'name'] as const
export type Labels = (typeof LABELS)[number]

/**
 * A cube as a stream of SDMX-CSV 2.0: STRUCTURE, STRUCTURE_ID and ACTION, then dimensions, TIME_PERIOD, OBS_VALUE and attributes;
 * a missing value is an empty cell beside its OBS_STATUS. Numbers are written in full, so that reading gives them back.
 * @see https://github.com/sdmx-twg/sdmx-csv/blob/master/data-message/docs/sdmx-csv-field-guide.md
 */
export function toSdmxCsv<R>(
  cube: Cube<R>,
  rows: AsyncIterable<R> | Iterable<R>,
  lang: Lang,
  labels: Labels,
  title: string,
  end: CsvEnd = {},
) {
  const isDimension = new Set(cube.dimensions.map(({ id }) => id))
  const fixed = [
    { id: 'UNIT_MEASURE', label: { vi: 'Đơn vị', en: 'Unit of measure' } },
    { id: 'UNIT_MULT', label: { vi: 'Luỹ thừa 10', en: 'Unit multiplier' } },
    { id: 'DECIMALS', label: { vi: 'Số chữ số thập phân', en: 'Decimals' } },
    { id: 'OBS_STATUS', label: { vi: 'Trạng thái', en: 'Observation status' } },
    { id: 'CONF_STATUS', label: { vi: 'Tình trạng bảo mật', en: 'Confidentiality status' } },
  ].filter(({ id }) => !isDimension.has(id))
  const time = { id: 'TIME_PERIOD', label: { vi: 'Kỳ', en: 'Time period' } }
  const value = { id: 'OBS_VALUE', label: { vi: 'Giá trị', en: 'Observation value' } }
  const components = [...cube.dimensions, time, value, ...fixed, ...cube.attributes]
  const heading = components.flatMap(({ id, label }) =>
    labels === 'both' ? [`${id}: ${label[lang]}`] : labels === 'name' ? [id, label[lang]] : [id],
  )
  const start =
    labels === 'name'
      ? ['STRUCTURE', 'STRUCTURE_ID', 'STRUCTURE_NAME', 'ACTION']
      : ['STRUCTURE', 'STRUCTURE_ID', 'ACTION']
  const cell = ({ code, label }: CubeCode): (string | null)[] => {
    if (labels === 'id') return [code]
    if (labels === 'name') return [code, label?.[lang] ?? null]
    return [label ? `${code}: ${label[lang]}` : code]
  }
  const plain = (text: string | number | null): (string | number | null)[] =>
    labels === 'name' ? [text, null] : [text]
  const id = structureId(cube)
  const lead =
    labels === 'name' ? ['dataflow', id, title, 'I'] : ['dataflow', labels === 'both' ? `${id}: ${title}` : id, 'I']
  async function* records() {
    for await (const row of rows)
      for (const figure of cube.figures(row)) {
        const attributes = {
          UNIT_MEASURE: figure.unit,
          UNIT_MULT: 0,
          DECIMALS: figure.decimals,
          OBS_STATUS: figure.obsStatus,
          CONF_STATUS: figure.confStatus,
        }
        yield [
          ...lead,
          ...figure.codes.flatMap(cell),
          ...plain(sdmxPeriod(figure.period)),
          ...plain(figure.value),
          ...fixed.flatMap((component) => plain(attributes[component.id as keyof typeof attributes])),
          ...figure.attributes.flatMap(plain),
        ]
      }
  }
  return csvStream([...start, ...heading], records(), end)
}

const SCHOOL_YEAR = /^(\d{4})\/\d{2}$/

/**
 * A period as SDMX writes it. A school year is no reporting year of CL_FREQ, so it is a time range: its first day and length.
 * @see SDMX 2.1, section 6, 4.2.14 Time range
 */
const sdmxPeriod = (period: string): string => {
  const year = SCHOOL_YEAR.exec(period)?.[1]
  return year === undefined ? period : `${year}-${SCHOOL_YEAR_START}/P1Y`
}
