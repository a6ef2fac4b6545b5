import { bomOf } from './bytes/encoding.ts'
import { openTable } from './csv/open-table.ts'
import type { Reader } from './reader.ts'
import { compileColumns } from './sdmx-csv/columns.ts'
import { headOf } from './sdmx-csv/head.ts'
import { readRows } from './sdmx-csv/rows.ts'

/** The first term names the version, may announce a sub-field separator, and is followed by the field separator. */
const FIRST_TERM = /^"?(DATAFLOW|STRUCTURE)(\[.\])?(?::[^",;|\t]*)?"?([^\w\s"[\]]|\t)/

/**
 * SDMX-CSV 1.0 (first column DATAFLOW), 2.0 and 2.1 (first column STRUCTURE).
 * @see https://github.com/sdmx-twg/sdmx-csv/blob/master/data-message/docs/sdmx-csv-field-guide.md
 */
export const sdmxCsv: Reader = {
  format: 'sdmx-csv',
  describes: {
    vi: 'SDMX-CSV 1.0, 2.0 và 2.1, có hoặc không có nhãn',
    en: 'SDMX-CSV 1.0, 2.0 and 2.1, with or without labels',
  },
  recognises(first) {
    const text = new TextDecoder(bomOf(first) ?? 'utf-8').decode(first.subarray(0, 8192))
    const match = FIRST_TERM.exec(text)
    if (match === null) return 0
    const line = text.split('\n', 1)[0]!
    if (match[1] === 'STRUCTURE') return line.includes('STRUCTURE_ID') ? 1 : 0
    return /\bOBS_VALUE\b/.test(line) ? 1 : 0.7
  },
  async open(source, limits) {
    const table = await openTable(source, limits, (line) => FIRST_TERM.exec(line)?.[3] ?? ',')
    const columns = compileColumns(source.name, table.headings, table.sample)
    return { head: headOf(columns, table.sample), items: readRows(table, columns) }
  },
}
