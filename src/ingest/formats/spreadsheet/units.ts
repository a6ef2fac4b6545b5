const LABEL = /(đơn vị tính|đơn vị|đvt|unit of measure|unit)\s*[:：]\s*/giu
const UNIT_LINE = /^\(?\s*(đơn vị tính|đơn vị|đvt|unit)(?!\p{L}).*[:：]/iu
/** Words a unit begins with when no label says it is one. */
const UNIT_WORD =
  /^\(?\s*(%|‰|nghìn|ngàn|triệu|tỷ|người|lao động|sinh viên|học sinh|hộ|cơ sở|doanh nghiệp|đồng(?!\s+(?:bằng|nai|tháp|hới))|lần|nghìn đồng|thous|mill|bill|persons?\b|percent|students?\b|pupils?\b|households?\b|usd|vnd|km2|km²|ha\b|tấn|index)/iu
const IN_BRACKETS = /\(([^()]*(?:%|‰|=\s?100)[^()]*)\)/u
const MAX_UNIT = 80
const MAX_HEADING = 300
/** A unit in brackets; only headings are searched, and those are short. */
const inBrackets = (text: string): string | null =>
  text.length <= MAX_HEADING ? (IN_BRACKETS.exec(text)?.[1]?.trim() ?? null) : null

/** The unit a line states, `ĐVT: Người - Unit: Person` as `Người - Person`; null when it states none. */
export function unitOf(text: string): string | null {
  if (UNIT_LINE.test(text))
    return (
      text
        .replace(LABEL, '')
        .replace(/^\(|\)$/g, '')
        .trim() || null
    )
  if (text.length <= MAX_UNIT && UNIT_WORD.test(text)) return text
  return inBrackets(text)
}

/**
 * Whether a line is nothing but a unit. In the column of labels only a line that says so is one: "Người học việc" is a label.
 * @param isOverFigures  whether it stands in a column of figures
 */
export const isUnitLine = (text: string, isOverFigures: boolean): boolean =>
  UNIT_LINE.test(text) || (isOverFigures && text.length <= MAX_UNIT && UNIT_WORD.test(text))

/** A line in the column of labels that heads a block by its unit: `Nghìn người - Thous. persons`, `Cơ cấu - Structure (%)`. */
export const isUnitHeading = (text: string): boolean =>
  UNIT_ALONE.test(text) || (/\s[-–]\s/.test(text) && inBrackets(text) !== null)
const UNIT_ALONE =
  /^(%|‰|(nghìn|ngàn|triệu|tỷ)\s[\p{L} ]{2,20}(\s[-–]\s(thous|mill|bill).{1,30})?|người(\s[-–]\s(persons?|pers\.?))?|(thous|mill|bill)[a-z.]*\s[a-z]+\.?)$/iu

/** The unit a heading of a column gives in brackets: `Dân số (Nghìn người)`. */
export function unitInBrackets(heading: string): string | null {
  const inside = /\(([^()]{1,40})\)\s*$/.exec(heading)?.[1]?.trim() ?? ''
  return UNIT_WORD.test(inside) || /^(%|‰)/.test(inside) ? inside : null
}

/** What a heading writes over the column of labels. */
export const isLabelHeading = (text: string): boolean =>
  /^(năm|year|kỳ|period|quý|tháng|stt|tt|no\.?|chỉ tiêu|item|indicators?|tỉnh|địa phương|province|vùng|region|ngành|industry|nghề|occupation)(?!\p{L})/iu.test(
    text,
  )

/** Notes and sources below or above a table. */
export const isNote = (text: string): boolean =>
  /^(\(\*+\)|\*+\s|\(\d\)\s|ghi chú|nguồn|notes?\b|sources?\b|chú thích)/iu.test(text)

/** A continuation of the table before, whose headings are often not repeated. */
export const isContinuation = (text: string): boolean => /\((tiếp theo|tiếp|cont\.?|continued|cont'd)\)/iu.test(text)

/** A numbered title: `33. Lao động ...`, `Biểu 12`, `Table 4`. */
export const isTitle = (text: string): boolean =>
  /^(\d{1,3}[a-z]?\s*\.\s*\D|(biểu|bảng|table)\s*(số\s*)?\d)/iu.test(text) || isContinuation(text)

/**
 * The one period a title names: `có đến 31/12/2002`, `năm 2020`, `as of 1 July 2019`; null for none or several.
 * `1/7 hàng năm` names none.
 */
export function periodOfTitle(title: string): string | null {
  const days = [...title.matchAll(/\b(\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2})\b/g)].map((m) => m[1]!)
  if (new Set(days).size === 1) return `tại thời điểm ${days[0]}`
  if (days.length > 1) return null
  const school = new Set([...title.matchAll(/\b((?:19|20)\d{2}\s?-\s?(?:19|20)\d{2})\b/g)].map((m) => m[1]!))
  if (school.size > 0) return school.size === 1 ? [...school][0]! : null
  const years = new Set([...title.matchAll(/(?<![\d/.,-])((?:19|20)\d{2})(?![\d/.,-]\d|\d)/g)].map((m) => m[1]!))
  return years.size === 1 ? [...years][0]! : null
}
