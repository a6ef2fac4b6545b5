import { bomOf } from './bytes/encoding.ts'
import { openTable } from './csv/open-table.ts'
import { compileColumns, headOf } from './ilostat-csv/columns.ts'
import { readRows } from './ilostat-csv/rows.ts'
import type { Reader } from './reader.ts'

/** Columns every answer of ILOSTAT has, as codes (`type=code`), labels (`type=label`) or both. */
const NEEDED = [/^ref_area(\.label)?$/, /^time$/, /^obs_value$/]

/**
 * CSV of ILOSTAT's rplumber service (`/data/indicator`, `/data/ref_area`): one row a figure, columns by indicator.
 * @see https://rplumber.ilo.org/__docs__/
 */
export const ilostatCsv: Reader = {
  format: 'ilostat-csv',
  describes: {
    vi: 'CSV của ILOSTAT (mã, nhãn hoặc cả hai), mỗi dòng một số liệu',
    en: 'ILOSTAT CSV (codes, labels or both), one row a figure',
  },
  recognises(first) {
    const text = new TextDecoder(bomOf(first) ?? 'utf-8').decode(first.subarray(0, 8192))
    const headings = (text.split('\n', 1)[0] ?? '').split(',').map((field) => field.replace(/^"|"\s*$/g, '').trim())
    const hits = NEEDED.filter((needed) => headings.some((heading) => needed.test(heading))).length
    if (hits < NEEDED.length) return 0
    return headings.some((heading) => /^(indicator|source)(\.label)?$/.test(heading)) ? 1 : 0.6
  },
  async open(source, limits) {
    const table = await openTable(source, limits, () => ',')
    const columns = compileColumns(source.name, table.headings)
    return { head: headOf(columns, table.headings, table.sample), items: readRows(table, columns) }
  },
}
