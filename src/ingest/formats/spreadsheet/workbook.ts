import { AppError } from '../../../domain/errors.ts'
import { readFirst, readWhole } from '../bytes/read-whole.ts'
import { readZip } from '../bytes/zip.ts'
import type { ByteSource, ReadLimits } from '../reader.ts'
import { hasSectorRing } from './ole-chains.ts'
import { parseAside, WORKBOOK_LIMITS } from './parse-aside.ts'
import { tooLarge } from './parse-workbook.ts'
import type { Sheet } from './sheet.ts'

/**
 * Opens an XLSX or XLS workbook within limits that are checked before it is built in memory.
 * @throws AppError TOO_LARGE naming the limit, FILE_NOT_READABLE for a damaged or foreign file
 */
export async function openWorkbook(source: ByteSource, limits: ReadLimits): Promise<readonly Sheet[]> {
  const first = await readFirst(source, 8)
  const isZip = first[0] === 0x50 && first[1] === 0x4b
  // The library would also take text, pages and forgotten formats for workbooks; only these two are.
  const isOle = first.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
  if (!isZip && !isOle) {
    const message = `${source.name} is no workbook inside, whatever its name (${firstWords(first)}). Open it and save it as .xlsx.`
    throw new AppError('FILE_NOT_READABLE', message, { file: source.name })
  }
  const maxCells = Math.min(limits.maxCells, WORKBOOK_LIMITS.cells)
  if (isZip) await checkParts(source, limits, maxCells)
  const bytes = await readWhole(source, Math.min(limits.maxBytes, WORKBOOK_LIMITS.bytes))
  if (isOle && hasSectorRing(bytes)) {
    const message = `${source.name} is damaged: its sectors point at each other in a ring, so it has no end. Fetch it again, or open it and save it anew as .xlsx.`
    throw new AppError('FILE_NOT_READABLE', message, { file: source.name })
  }
  const bounds = { maxCells, maxRows: WORKBOOK_LIMITS.rows, maxFieldLength: limits.maxFieldLength }
  return parseAside({ name: source.name, bytes, bounds })
}

const firstWords = (first: Buffer): string =>
  /^[\x20-\x7e\s]+$/.test(first.toString('latin1'))
    ? `it begins "${first.toString('latin1').trim()}"`
    : 'its first bytes are not those of .xlsx or .xls'

/** Unpacks every part once, counting: sizes the archive lies about, entities and cells beyond the limit end here. */
async function checkParts(source: ByteSource, limits: ReadLimits, maxCells: number): Promise<void> {
  const members = await readZip(source, limits, WORKBOOK_LIMITS.unpacked)
  if (!members.some(({ name }) => /^\/?xl\/workbook\.xml$/i.test(name))) {
    const message = `${source.name} is a zip archive but no .xlsx workbook. Unpack it, or save the workbook as .xlsx.`
    throw new AppError('FILE_NOT_READABLE', message, { file: source.name })
  }
  let cells = 0
  for (const member of members) {
    const isXml = /\.(xml|rels)$/i.test(member.name)
    const isSheet = /worksheets\/[^/]*\.xml$/i.test(member.name)
    let rows = 0
    let tail = ''
    for await (const chunk of member.source.stream()) {
      if (!isXml) continue
      const text = tail + Buffer.from(chunk).toString('latin1')
      if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
        const message = `${source.name} > ${member.name} declares XML entities, which no workbook needs. It is not read.`
        throw new AppError('FILE_NOT_READABLE', message, { file: source.name })
      }
      // What may begin a tag is looked at again with the next chunk, and counted once.
      tail = text.slice(-TAG_LENGTH)
      if (!isSheet) continue
      cells += count(text, CELL_TAG) - count(tail, CELL_TAG)
      rows += count(text, ROW_TAG) - count(tail, ROW_TAG)
      if (cells > maxCells) throw tooLarge(source.name, `it has more than ${maxCells} cells`)
      if (rows > WORKBOOK_LIMITS.rows)
        throw tooLarge(source.name, `${member.name} has more than ${WORKBOOK_LIMITS.rows} rows`)
    }
  }
}

const TAG_LENGTH = 16
const CELL_TAG = /<c[\s>/]/g
const ROW_TAG = /<row[\s>/]/g
const count = (text: string, tag: RegExp): number => text.match(tag)?.length ?? 0
