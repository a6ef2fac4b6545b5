import { gunzipSync } from 'node:zlib'
import XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'

// The figures of a file by the plainest reading of its format, which shares nothing with the readers: what a sceptic would write
// in twenty lines to see whether a load lost or changed a number. Formats whose figures only a reader can tell from years and
// codes (page texts, lists of occupations, job ads) have none.

/**
 * @param bytes   of the file
 * @param name    its name
 * @param format  as the load reports it
 * @returns the figures as written, without those the format calls missing, and what was read; null when there is no plain way
 */
export function plainFigures(bytes, name, format) {
  const body = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
  if (/\.xlsx?$/i.test(name)) return numberCells(body)
  const text = decode(body)
  if (format.startsWith('sdmx-csv') || format.startsWith('ilostat')) return valueColumns(text)
  if (format.startsWith('sdmx-ml')) return matches(text, /\b(?:OBS_VALUE\s*=|ObsValue[^>]*\bvalue\s*=)\s*["']([^"']*)["']/g)
  if (format.startsWith('sdmx-json')) return sdmxJson(JSON.parse(text))
  if (format.startsWith('jsonstat')) return jsonStat(JSON.parse(text))
  if (format === 'px') return matches(text.slice(text.search(/\bDATA\s*=/)).replace(/"[^"]*"/g, ' '), /(?<![\w.])(-?\d[\d.]*(?:e[-+]?\d+)?)/gi)
  if (format.startsWith('eurostat')) return eurostatTsv(text)
  if (format === 'worldbank-json') return keep(JSON.parse(text)[1]?.map(({ value }) => value) ?? [])
  if (format === 'worldbank-csv') return yearColumns(text)
  if (format === 'bls-json') return keep((JSON.parse(text).Results?.series ?? []).flatMap(({ data }) => data.map(({ value }) => value)))
  if (format === 'bls-flat') return keep(lines(text).slice(1).map((line) => line.split('\t')[3]?.trim()))
  return null
}

/** Digits and sign of a number, the same whatever power of ten a unit multiplied it by. */
export function digits(value) {
  const [mantissa] = Math.abs(Number(value)).toExponential(11).split('e')
  const bare = mantissa.replace('.', '').replace(/0+$/, '')
  return bare === '' ? '0' : (Number(value) < 0 ? '-' : '') + bare
}

/** How many of `wanted` occur in `found`, each as often as it is wanted. */
export function foundAgain(wanted, found) {
  const left = new Map()
  for (const value of found) left.set(digits(value), (left.get(digits(value)) ?? 0) + 1)
  const lost = wanted.filter((value) => {
    const n = left.get(digits(value)) ?? 0
    if (n > 0) left.set(digits(value), n - 1)
    return n === 0
  })
  return { again: wanted.length - lost.length, lost }
}

const decode = (bytes) => {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}
const lines = (text) => text.split(/\r?\n/).filter((line) => line.trim() !== '')
const isNumber = (text) => text !== '' && Number.isFinite(Number(text))
const keep = (values) => values.filter((value) => value !== null && value !== undefined && isNumber(String(value).trim())).map(Number)
const matches = (text, pattern) => keep([...text.matchAll(pattern)].map(([, value]) => value))

function table(text, delimiter) {
  return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true })
}
/** In SDMX-CSV the separator is what follows the first term. */
function delimiterOf(text) {
  const first = lines(text)[0] ?? ''
  return /^(?:STRUCTURE\[.\]|"?[\w.: ]+"?)(.)/.exec(first.replace(/^\uFEFF/, ''))?.[1] ?? ','
}
function valueColumns(text) {
  const delimiter = [',', ';', '\t', '|'].find((one) => one === delimiterOf(text)) ?? ','
  const [heading, ...rows] = table(text, delimiter)
  const columns = heading.flatMap((name, i) => (/^(obs_?value\d*)(:|$)/i.test(name) ? [i] : []))
  return keep(rows.flatMap((row) => columns.map((i) => (delimiter === ';' ? row[i]?.replace(',', '.') : row[i]))))
}
function yearColumns(text) {
  const rows = table(text, ',')
  const isYear = (cell) => /^(19|20)\d{2}( \[YR\d{4}\])?$/.test(cell)
  const heading = rows.find((row) => row.some(isYear)) ?? []
  const columns = heading.flatMap((name, i) => (isYear(name) ? [i] : []))
  return keep(rows.filter((row) => row !== heading).flatMap((row) => columns.map((i) => row[i])))
}
const eurostatTsv = (text) =>
  keep(
    lines(text)
      .slice(1)
      .flatMap((line) => line.split('\t').slice(1).map((cell) => /^\s*(-?[\d.]+)/.exec(cell)?.[1])),
  )
function jsonStat(document) {
  if (Array.isArray(document)) return document.flatMap(jsonStat)
  if (document === null || typeof document !== 'object') return []
  if (document.value !== undefined && (document.dimension || document.size)) return keep(Object.values(document.value))
  return Object.entries(document).flatMap(([key, value]) => (key === 'dimension' || key === 'category' ? [] : jsonStat(value)))
}
function sdmxJson(document) {
  const sets = (document.data ?? document).dataSets ?? []
  const inside = ({ observations = {} }) => Object.values(observations).map(([value]) => value)
  return keep(sets.flatMap((set) => [...inside(set), ...Object.values(set.series ?? {}).flatMap(inside)]))
}
/** Cells that hold a number or text that is nothing but one; rows and columns of nothing but years apart. */
function numberCells(bytes) {
  const book = XLSX.read(bytes, { type: 'buffer', cellDates: true })
  const isYear = (value) => Number.isInteger(value) && value >= 1900 && value <= 2100
  return book.SheetNames.flatMap((name) => {
    const sheet = Object.entries(book.Sheets[name]).filter(([address]) => !address.startsWith('!'))
    // Where numbers are kept as numbers, digits kept as text are codes.
    const isTyped = sheet.some(([, cell]) => cell.t === 'n' && !isYear(cell.v))
    const cells = sheet.flatMap(([address, cell]) => {
      const isText = cell.t === 's' && (!isTyped || /[.,]/.test(cell.v))
      const value = cell.t === 'n' ? cell.v : isText ? writtenNumber(cell.v) : null
      return value === null ? [] : [{ row: address.replace(/^[A-Z]+/, ''), column: address.replace(/\d+$/, ''), value }]
    })
    const others = cells.filter(({ value }) => !isYear(value))
    const [rows, columns] = ['row', 'column'].map((side) => new Set(others.map((cell) => cell[side])))
    return cells.filter(({ row, column, value }) => !isYear(value) || (rows.has(row) && columns.has(column))).map(({ value }) => value)
  })
}
/** 34.915 and 54,75 as Vietnamese yearbooks write them; 12.5 as it is. */
function writtenNumber(text) {
  const bare = text.trim()
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare)) return Number(bare.replaceAll('.', '').replace(',', '.'))
  return /^-?\d+([.,]\d+)?$/.test(bare) ? Number(bare.replace(',', '.')) : null
}
