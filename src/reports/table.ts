import type { LabelText, Lang } from '../contracts/common.ts'

export type CellValue = string | number | boolean | null

/** One column of an export: a stable key for CSV, a label for people, a type for spreadsheets. */
export interface Column<R> {
  readonly key: string
  readonly label: LabelText
  /** `count` whole persons, `decimal` anything with a fraction, `percent` per cent, `share` 0..1. */
  readonly type: 'text' | 'count' | 'decimal' | 'percent' | 'share'
  /** Width of the spreadsheet column in characters. */
  readonly width: number
  readonly value: (row: R, lang: Lang) => CellValue
}

/** How rows of one resource become a table; one per resource stands in tables/. */
export interface Table<R> {
  /** Start of the file name, e.g. `gaps`. */
  readonly name: string
  readonly title: LabelText
  readonly columns: readonly Column<R>[]
}

/** The part of `Vietnamese / English` in one language; the whole where it is not made of two parts. */
export function inOneLanguage(text: string, lang: Lang): string {
  const parts = text.split(' / ')
  return parts.length === 2 ? parts[lang === 'vi' ? 0 : 1]! : text
}

type Value<R> = (row: R, lang: Lang) => CellValue

/** Column of text; `width` in characters. */
export const text = <R>(key: string, vi: string, en: string, value: Value<R>, width = 14): Column<R> => ({
  key,
  label: { vi, en },
  type: 'text',
  width,
  value,
})
/** Column of numbers of one kind. */
export const number = <R>(
  key: string,
  vi: string,
  en: string,
  type: Column<R>['type'],
  value: Value<R>,
): Column<R> => ({
  key,
  label: { vi, en },
  type,
  width: 14,
  value,
})
/** Three columns `key_p10`, `key_p50`, `key_p90` of one distribution. */
export function band<R>(
  key: string,
  vi: string,
  en: string,
  type: Column<R>['type'],
  value: (row: R) => { p10: number; p50: number; p90: number },
): Column<R>[] {
  return (['p10', 'p50', 'p90'] as const).map((p) =>
    number<R>(`${key}_${p}`, `${vi} ${p.toUpperCase()}`, `${en} ${p.toUpperCase()}`, type, (row) => value(row)[p]),
  )
}
