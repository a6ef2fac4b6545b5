import { z } from 'zod'
import type { LabelText } from '../contracts/common.ts'

/** One fault of a table, as a person finds it. */
export interface RowFault {
  /** File, sheet or list. */
  readonly file: string
  readonly line: number
  readonly column: string | null
  /** In English; `text` has both languages. */
  readonly reason: string
  readonly text: LabelText
  readonly raw: string
}

/** What the schemas of the tables say of a cell, in Vietnamese; a test holds the list against the schemas. */
export const CELL_FAULTS: Readonly<Record<string, string>> = {
  'is empty': 'ô trống',
  'write a number with a decimal point and no thousands separator':
    'viết số với dấu chấm thập phân, không có dấu phân cách hàng nghìn',
  'must be at least 0': 'phải từ 0 trở lên',
  'must be a whole number from 0': 'phải là số nguyên từ 0',
  'must be at least 1': 'phải từ 1 trở lên',
  'must be a year from 1990 to 2100': 'phải là năm từ 1990 đến 2100',
  'must be a share from 0 to 1': 'phải là tỷ lệ từ 0 đến 1',
  'write the four digits of a detailed field of ISCED-F 2013': 'viết bốn chữ số của lĩnh vực chi tiết ISCED-F 2013',
  "write the seven digits of the ministry's list": 'viết bảy chữ số của danh mục ngành của Bộ',
  'write the three digits of a narrow field of ISCED-F 2013': 'viết ba chữ số của lĩnh vực hẹp ISCED-F 2013',
  'write ISCO08: and two digits, e.g. ISCO08:25': 'viết ISCO08: và hai chữ số, ví dụ ISCO08:25',
}

interface Issue {
  readonly message: string
  readonly code?: string
  readonly values?: readonly unknown[]
  readonly errors?: readonly (readonly Issue[])[]
}
const vietnamese = z.locales.vi().localeError

/** What is wrong with a cell. A union (empty, or a number) reports what its second part says. */
export function cellFault(issue: Issue): LabelText {
  const said = issue.errors?.at(-1)?.[0] ?? issue
  const known = CELL_FAULTS[said.message]
  if (known !== undefined) return { vi: known, en: said.message }
  const told = vietnamese(said as never)
  return { vi: typeof told === 'string' ? told : (told?.message ?? said.message), en: said.message }
}
