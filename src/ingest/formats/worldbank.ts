import { AppError } from '../../domain/errors.ts'
import { firstLines } from './bytes/delimited.ts'
import { jsonStart } from './bytes/first-json.ts'
import { inTurn } from './bytes/in-turn.ts'
import { readJson } from './bytes/json.ts'
import { readZip, type ZipMember } from './bytes/zip.ts'
import type { Reader } from './reader.ts'
import { readWorldBankTable } from './worldbank/csv.ts'
import { readWorldBankPage, worldBankFigures, worldBankHead } from './worldbank/json.ts'

const MAX_UNPACKED = 512 * 1024 * 1024

/** A page of World Bank API v2; an error body sent with HTTP 200 is an error here. */
export const worldBankJson: Reader = {
  format: 'worldbank-json',
  describes: { vi: 'Một trang JSON của World Bank API v2', en: 'A JSON page of World Bank API v2' },
  recognises(first) {
    const text = jsonStart(first, '[')
    if (!text) return 0
    if (/^\s*\[\s*\{\s*"message"\s*:\s*\[/.test(text)) return 0.9
    return /^\s*\[\s*\{[^}]*"(pages|per_page)"\s*:/.test(text) ? 0.95 : 0
  },
  async open(source, limits) {
    const page = readWorldBankPage(source.name, await readJson(source, limits))
    const items = worldBankFigures(page.rows)
    return { head: worldBankHead(page), items: inTurn(items) }
  },
}

/** The CSV of a World Bank download, and the lists that come with it. */
export const worldBankCsv: Reader = {
  format: 'worldbank-csv',
  describes: {
    vi: 'CSV tải từ World Bank (năm theo cột), hoặc danh mục kèm theo',
    en: 'CSV downloaded from the World Bank (a column per year), or the lists that come with it',
  },
  recognises(first) {
    const lines = firstLines(first, 8)
    if (lines.some((line) => /^\ufeff?"?Country Name"?,"?Country Code"?,"?Indicator Name"?,/.test(line))) return 0.95
    return /^\ufeff?"?(Country Code"?,"?Region|INDICATOR_CODE"?,"?INDICATOR_NAME)/.test(lines[0] ?? '') ? 0.9 : 0
  },
  open: (source, limits) => readWorldBankTable(source, limits),
}

/** The zip of `?downloadformat=csv`: one table and two lists. */
export const worldBankZip: Reader = {
  format: 'worldbank-zip',
  describes: { vi: 'Tệp zip CSV của World Bank', en: 'CSV zip of the World Bank' },
  recognises(first, name) {
    if (first[0] !== 0x50 || first[1] !== 0x4b) return 0
    const text = Buffer.from(first).toString('latin1')
    if (/API_[\w.]+_DS\d+_|Metadata_(Country|Indicator)_/.test(text)) return 0.95
    return /^API_.*\.zip$/i.test(name) ? 0.6 : 0
  },
  async open(source, limits) {
    const members = await readZip(source, limits, Math.min(limits.maxBytes, MAX_UNPACKED))
    const tables = members.filter(({ name }) => isTable(name))
    if (tables.length !== 1) {
      const names = members.map(({ name }) => name.slice(0, 80)).slice(0, 10)
      const message = `${source.name} holds ${tables.length} tables API_*.csv, one is needed (members: ${names.join(', ')}). Download it again.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name, members: names })
    }
    const [table] = tables as [ZipMember]
    const read = await readWorldBankTable(table.source, limits, table.name)
    return { head: { ...read.head, format: 'worldbank-zip' }, items: read.items }
  },
}

const isTable = (name: string): boolean => /(^|\/)API_[^/]*\.csv$/i.test(name)
