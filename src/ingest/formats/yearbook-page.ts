import { AppError } from '../../domain/errors.ts'
import { decode, textEncoding } from './bytes/encoding.ts'
import { inTurn } from './bytes/in-turn.ts'
import { readFirst, readWhole } from './bytes/read-whole.ts'
import type { Reader } from './reader.ts'
import { decideBlocks, neededDimensions, numberNotes, yearbookFigures } from './spreadsheet/figures.ts'
import { pageAsSheet } from './spreadsheet/page.ts'
import { readYearbookSheet } from './spreadsheet/yearbook.ts'

const MAX_PAGE_BYTES = 1024 * 1024

/** The text of a yearbook page, as flip-books and PDF files give it: one table, its figures at the ends of the lines. */
export const yearbookPage: Reader = {
  format: 'yearbook-page',
  describes: {
    vi: 'Văn bản một trang niên giám (từ PDF, sách lật)',
    en: 'Text of a yearbook page (from PDF or a flip-book)',
  },
  recognises(first, name) {
    const text = Buffer.from(first).toString('utf8')
    if (/^\s*[[{<]/.test(text) || /[\t\0;]/.test(text)) return 0
    const rows = text.split(/\r?\n/, 400).filter(endsInFigures)
    if (rows.length < 3) return 0
    return /niên\s*giám|niengiam|yearbook|đvt|đơn vị tính/iu.test(text) ? 0.5 : /\.txt$/i.test(name) ? 0.25 : 0
  },
  async open(source, limits) {
    const encoding = textEncoding(source.name, await readFirst(source))
    const bytes = await readWhole(source, Math.min(limits.maxBytes, MAX_PAGE_BYTES))
    let text = ''
    for await (const chunk of decode(source.name, inTurn([bytes]), encoding)) text += chunk
    const page = pageAsSheet(source.name, text)
    const tables = page ? readYearbookSheet(page.sheet, null) : []
    if (!page || tables.length === 0) {
      const message = `${source.name} has no table: fewer than three lines end in the same number of figures. Take the workbook of the yearbook.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
    }
    const blocks = decideBlocks(tables)
    return {
      head: {
        format: 'yearbook-page',
        title: tables[0]!.title || null,
        publisher: null,
        published: null,
        dimensions: [...neededDimensions(blocks), 'TIME_PERIOD'].map((id) => ({ id, label: null })),
        notes: [...(page.note ? [page.note] : []), ...numberNotes(blocks), ...tables.flatMap(({ notes }) => notes)],
      },
      items: inTurn(yearbookFigures(blocks)),
    }
  },
}

/** Whether a line ends in two figures or more; longer lines are none of a page. */
function endsInFigures(line: string): boolean {
  if (line.length > 400) return false
  const words = line.trim().split(/\s+/)
  return words.length >= 3 && words.slice(-2).every((word) => /^\d[\d.,]{2,}$/.test(word))
}
