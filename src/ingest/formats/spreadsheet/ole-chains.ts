const HEADER_BYTES = 512
const HEADER_FAT_ENTRIES = 109
/** Sector numbers from here on are marks: end of chain, free, a sector of the table itself. */
const FIRST_MARK = 0xfffffffa

/**
 * Whether the sectors of a compound file (the container of .xls) form a ring: a reader that follows it never ends. No whole
 * file has one.
 * @see [MS-CFB] 2.3 (sector chains), 2.5 (DIFAT)
 */
export function hasSectorRing(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(0x1e, true)
  if (shift < 7 || shift > 16) return false
  const next = readTable(view, 1 << shift)
  // 0 not looked at, else the walk that came by: meeting one's own trace is a ring.
  const trace = new Uint32Array(next.length)
  for (let start = 0; start < next.length; start += 1) {
    for (let at = start; at < next.length && at < FIRST_MARK; at = next[at]!) {
      if (trace[at] === start + 1) return true
      if (trace[at] !== 0) break
      trace[at] = start + 1
    }
  }
  return false
}

/** The sector allocation table: after each sector its next. */
function readTable(view: DataView, sectorBytes: number): Uint32Array {
  const words = sectorBytes / 4
  const most = Math.ceil(view.byteLength / sectorBytes)
  const wordOf = (sector: number, k: number): number => {
    const at = (sector + 1) * sectorBytes + k * 4
    return at + 4 <= view.byteLength ? view.getUint32(at, true) : FIRST_MARK
  }
  const parts: number[] = []
  for (let k = 0; k < HEADER_FAT_ENTRIES; k += 1) parts.push(view.getUint32(0x4c + k * 4, true))
  let list = view.getUint32(0x44, true)
  for (let lists = 0; list < FIRST_MARK && lists < most; lists += 1) {
    for (let k = 0; k < words - 1; k += 1) parts.push(wordOf(list, k))
    list = wordOf(list, words - 1)
  }
  const table = new Uint32Array(Math.min(parts.length * words, most)).fill(FIRST_MARK)
  parts.forEach((sector, part) => {
    if (sector >= FIRST_MARK) return
    for (let k = 0; k < words && part * words + k < table.length; k += 1) table[part * words + k] = wordOf(sector, k)
  })
  return table
}
