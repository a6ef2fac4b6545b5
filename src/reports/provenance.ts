import type { LabelText, Lang, Meta } from '../contracts/common.ts'
import { inOneLanguage } from './table.ts'

/** What a file must say about itself, so that it can be cited and made again. */
export interface Provenance {
  readonly title: LabelText
  readonly meta: Meta
  /** Citations of the sources behind the figures. */
  readonly sources: readonly string[]
  /** Definition ids and what they mean, where a figure depends on one. */
  readonly definition: string | null
  /** Address as it was asked. */
  readonly query: string
  /** Permanent id: the release or day, and a hash of the address that gives the same figures again. */
  readonly id: string
  /** That address, with release or day of the data named. */
  readonly permanent: string
  readonly citation: string
  readonly generatedAt: Date
  /** Thanks a licence asks for, e.g. to O*NET. */
  readonly attribution: string | null
}

export const PROVENANCE_SHEET: LabelText = { vi: 'Nguồn gốc', en: 'Provenance' }

/** The provenance as rows of name and value, in one language; lines without a value are left out. */
export function provenanceRows(p: Provenance, lang: Lang): [string, string][] {
  const { meta } = p
  const lines: [LabelText, string | null][] = [
    [{ vi: 'Nội dung', en: 'Content' }, p.title[lang]],
    [{ vi: 'Phiên bản công bố', en: 'Release' }, meta.release],
    [{ vi: 'Số liệu tính đến ngày', en: 'Data as known on' }, meta.asOf],
    [{ vi: 'Đơn vị', en: 'Unit' }, meta.unit],
    [{ vi: 'Trạng thái (SDMX)', en: 'Status (SDMX)' }, meta.status],
    [{ vi: 'Phương pháp', en: 'Method' }, inOneLanguage(meta.method, lang)],
    [{ vi: 'Định nghĩa', en: 'Definition' }, p.definition],
    [{ vi: 'Giấy phép', en: 'Licence' }, inOneLanguage(meta.licence, lang)],
    ...p.sources.map((source): [LabelText, string] => [{ vi: 'Nguồn', en: 'Source' }, source]),
    [{ vi: 'Ghi công', en: 'Attribution' }, p.attribution && inOneLanguage(p.attribution, lang)],
    [{ vi: 'Truy vấn', en: 'Query' }, p.query],
    [{ vi: 'Mã cố định', en: 'Permanent id' }, p.id],
    [{ vi: 'Địa chỉ cố định', en: 'Permanent address' }, p.permanent],
    [{ vi: 'Trích dẫn', en: 'Citation' }, p.citation],
    [{ vi: 'Tạo lúc', en: 'Generated' }, p.generatedAt.toISOString()],
  ]
  return lines.flatMap(([name, value]) => (value === null ? [] : [[name[lang], value] as [string, string]]))
}
