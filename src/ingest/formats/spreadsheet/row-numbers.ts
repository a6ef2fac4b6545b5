import type { Sheet } from './sheet.ts'

const ROW_NUMBER_HEADING = /^(stt|tt|số tt|số thứ tự|no\.?|#)$/iu
const NUMBER = /^\d{1,3}\.?$/
const LEAST_NUMBERS = 2

/** The sheet without columns that only number its rows (STT): their numbers are no figures. */
export function withoutRowNumbers(sheet: Sheet): Sheet {
  for (const [k, row] of sheet.rows.entries()) {
    const heading = row.cells.find(({ text }) => ROW_NUMBER_HEADING.test(text))
    if (!heading) continue
    const below = sheet.rows
      .slice(k + 1)
      .flatMap(({ cells }) => cells.filter(({ column }) => column === heading.column))
    const numbers = below.filter(({ text }) => NUMBER.test(text))
    const isRising = numbers.every(
      ({ text }, n) => n === 0 || Number(text.replace('.', '')) > Number(numbers[n - 1]!.text.replace('.', '')),
    )
    if (numbers.length < LEAST_NUMBERS || !isRising || Number(numbers[0]!.text.replace('.', '')) > 1) continue
    const spent = new Set([heading, ...numbers])
    const rows = sheet.rows.map((one) => ({ ...one, cells: one.cells.filter((cell) => !spent.has(cell)) }))
    return { ...sheet, rows: rows.filter(({ cells }) => cells.length > 0) }
  }
  return sheet
}
