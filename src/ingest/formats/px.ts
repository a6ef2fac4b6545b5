import { AppError } from '../../domain/errors.ts'
import { bomOf, decode, encodingName, utf8Likeness } from './bytes/encoding.ts'
import { readFirst } from './bytes/read-whole.ts'
import { readPxFigures } from './px/figures.ts'
import { readPxHeader } from './px/header.ts'
import { tableNotes } from './px/notes.ts'
import { buildPxTable, type PxTable } from './px/table.ts'
import type { DocumentHead, Reader } from './reader.ts'

const latin1 = (first: Uint8Array): string => Buffer.from(first).toString('latin1')

/**
 * PX files of statistical offices (AXIS-VERSION 2000 to 2013), streamed.
 * @see Statistics Sweden, PX file format
 */
export const px: Reader = {
  format: 'px',
  describes: {
    vi: 'Tệp PX (PC-Axis, PxWeb) của cơ quan thống kê',
    en: 'PX file (PC-Axis, PxWeb) of a statistical office',
  },
  recognises(first, name) {
    const bom = bomOf(first)
    const text = bom?.startsWith('utf-16') ? new TextDecoder(bom).decode(first) : latin1(first)
    if (/^\s*[[{<]/.test(text.replace(/^\u00ef\u00bb\u00bf/, ''))) return 0
    const keywords = [
      /^[ \t]*CHARSET[ \t]*=/m,
      /^(STUB|HEADING)[ \t]*=[ \t]*"/m,
      /^VALUES(\[\w+\])?\("/m,
      /^MATRIX[ \t]*=/m,
    ]
    const found = keywords.filter((keyword) => keyword.test(text)).length
    if (found >= 2) return 0.95
    return found === 1 || /\.px$/i.test(name) ? 0.4 : 0
  },
  async open(source, limits) {
    if (source.size > limits.maxBytes) {
      const message = `${source.name} has ${source.size} bytes; at most ${limits.maxBytes} are read. Select fewer values.`
      throw new AppError('TOO_LARGE', message, { file: source.name, size: source.size })
    }
    const { encoding, note } = pxEncoding(source.name, await readFirst(source))
    const chunks = decode(source.name, source.stream(), encoding)
    const document = await readPxHeader(source.name, chunks, limits)
    if (!document) {
      const message = `${source.name} has no DATA=: it is cut before its figures, or not a PX file. Fetch it again.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
    }
    const table = buildPxTable(source.name, document.statements, limits)
    return {
      head: headOf(table, note),
      items: readPxFigures(source.name, table, document.data, document.dataLine, limits),
    }
  },
}

function headOf(table: PxTable, note: string | null): DocumentHead {
  const { keywords, dimensions } = table
  const notes = tableNotes(table)
  if (note) notes.push(note)
  if (table.hasKeys) notes.push('Rows the file leaves out are zero by the rules of PX (KEYS); they are not stored.')
  if (keywords.languages.length > 1) notes.push(`Languages: ${keywords.languages.join(', ')}`)
  if (table.periods === null) notes.push('No variable counts time: the mapping must give the period.')
  return {
    format: 'px',
    title: keywords.text('TITLE') ?? keywords.text('DESCRIPTION') ?? keywords.text('CONTENTS'),
    dataset: keywords.text('TABLEID') ?? keywords.text('MATRIX'),
    publisher: keywords.text('SOURCE'),
    published: lastUpdated(table),
    dimensions: dimensions.map(({ id, name, isTime }) => ({ id: isTime ? 'TIME_PERIOD' : id, label: name })),
    notes,
  }
}

/** The latest LAST-UPDATED; each contents of a table has its own. */
function lastUpdated({ keywords }: PxTable): string | null {
  const days = keywords
    .all('LAST-UPDATED')
    .map(({ values }) => /^(\d{4})-?(\d{2})-?(\d{2})/.exec(values[0] ?? ''))
    .filter((found) => found !== null && Number(found[2]) <= 12 && Number(found[3]) <= 31)
    .map((found) => `${found![1]}-${found![2]}-${found![3]}`)
  return days.sort().at(-1) ?? null
}

/**
 * The encoding of a PX file: a byte order mark, then bytes that can only be UTF-8, then CODEPAGE, then CHARSET: "ANSI" is
 * windows-1252, and without any the format means the DOS page 850.
 *
 * @throws AppError FILE_NOT_READABLE for a CODEPAGE nobody knows
 */
function pxEncoding(name: string, first: Uint8Array): { readonly encoding: string; readonly note: string | null } {
  const bom = bomOf(first)
  if (bom) return { encoding: bom, note: null }
  const text = latin1(first)
  const codepage = /^[ \t]*CODEPAGE[ \t]*=[ \t]*"?([^";\n]{1,40})/m.exec(text)?.[1]?.trim() ?? null
  const charset = /^[ \t]*CHARSET[ \t]*=[ \t]*"?([^";\n]{1,40})/m.exec(text)?.[1]?.trim() ?? null
  const declared = codepage ?? charset ?? '850'
  const known = encodingName(declared)
  const likeness = utf8Likeness(first)
  if (likeness === 'utf-8') {
    const note = known === 'utf-8' ? null : `Declared as ${codepage ?? charset ?? 'DOS text'}, but its bytes are UTF-8.`
    return { encoding: 'utf-8', note }
  }
  if (known === null) {
    const message = `${name}: CODEPAGE "${declared}" is not known. Save it anew as UTF-8.`
    throw new AppError('FILE_NOT_READABLE', message, { file: name, codepage: declared })
  }
  return { encoding: known, note: null }
}
