import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasSectorRing } from '../../../src/ingest/formats/spreadsheet/ole-chains.ts'
import type { parseAside as ParseAside } from '../../../src/ingest/formats/spreadsheet/parse-aside.ts'
import { spreadsheet } from '../../../src/ingest/formats/spreadsheet.ts'
import { createTestDatabase } from '../../support/database.ts'
import { runProgram } from '../../support/program.ts'
import { readAll } from './read-all.ts'
import { workbookOf } from './workbook-of.ts'

const ROWS = Array.from({ length: 400 }, (_, i) => [`Tỉnh ${i}`, 1000 + i, 2000 + i])
const workbook = () => workbookOf([{ name: '33', rows: [['33. Lao động'], ['', 2019, 2020], ...ROWS] }], 'biff8')

/**
 * Makes the stream `Workbook` of a compound file begin in its second sector and its third go back there ([MS-CFB]: first FAT
 * sector at 0x4c; an entry of the directory has its first sector at byte 116).
 */
function withRing(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes)
  const table = (damaged.readUInt32LE(0x4c) + 1) * 512
  const next = (sector: number) => damaged.readUInt32LE(table + sector * 4)
  const start = damaged.indexOf(Buffer.from('Workbook', 'utf16le')) + 116
  const second = next(damaged.readUInt32LE(start))
  damaged.writeUInt32LE(second, table + next(second) * 4)
  damaged.writeUInt32LE(second, start)
  return damaged
}

test('a compound file whose sectors form a ring is told from a whole one', () => {
  const whole = workbook()
  expect(hasSectorRing(whole)).toBe(false)
  expect(hasSectorRing(withRing(whole))).toBe(true)
  expect(hasSectorRing(whole.subarray(0, 700))).toBe(false)
})

test('an .xls whose sectors form a ring is refused at once, with what to do', async () => {
  await expect(readAll(spreadsheet, withRing(workbook()), { name: 'ring.xls' })).rejects.toThrow(
    /ring\.xls is damaged: its sectors point at each other in a ring.*save it anew/,
  )
})

let folder: string
// The thread is a compiled file, as it ships.
let aside: typeof ParseAside
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-workbook-'))
  const built = new URL('../../../dist/ingest/formats/spreadsheet/parse-aside.js', import.meta.url).href
  aside = ((await import(built)) as { parseAside: typeof ParseAside }).parseAside
})
afterAll(() => rm(folder, { recursive: true }))

const bounds = { maxCells: 600_000, maxRows: 100_000, maxFieldLength: 65_536 }
const limits = {
  bytes: 1e8,
  unpacked: 1e8,
  cells: 1e6,
  rows: 1e5,
  seconds: 2,
  secondsPerMegabyte: 0,
  heapMegabytes: 512,
}

test('a workbook is read in a thread as it is read here', async () => {
  const [sheet] = await aside({ name: 'whole.xls', bytes: workbook(), bounds }, { ...limits, seconds: 60 })
  expect(sheet!.rows).toHaveLength(402)
  expect(sheet!.rows.at(-1)!.cells.map(({ number, text }) => number ?? text)).toEqual(['Tỉnh 399', 1399, 2399])
})

test('a workbook that keeps the library busy for ever is given up after its time, with what to do', async () => {
  await expect(aside({ name: 'ring.xls', bytes: withRing(workbook()), bounds }, limits)).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
    message: expect.stringMatching(/ring\.xls could not be read as a workbook in 2 s.*save it anew/),
  })
})

test('a workbook that needs more memory than its thread may have is refused, and the program goes on', async () => {
  const many = Array.from({ length: 60_000 }, (_, i) => [`Tỉnh ${i}`, i + 0.1, i + 0.2, i + 0.3])
  const bytes = workbookOf([{ name: '1', rows: many }], 'xlsx')
  const small = { ...limits, seconds: 120, heapMegabytes: 24 }
  await expect(aside({ name: 'large.xlsx', bytes, bounds }, small)).rejects.toMatchObject({
    code: 'TOO_LARGE',
    message: expect.stringMatching(/large\.xlsx takes more than 24 MB of memory/),
  })
})

test('a folder with a ring, a text and a table: a line each, and the last is loaded all the same', async () => {
  await writeFile(join(folder, 'a-ring.xls'), withRing(workbook()))
  await writeFile(join(folder, 'b-nothing.bin'), Buffer.alloc(100))
  await writeFile(
    join(folder, 'c-tidy.csv'),
    'measure,area,frequency,period,value,unit,vintage,source\nemployment,VN,A,2020,5,PS,2021-06-30,GSO_PX\n',
  )
  const { url } = await createTestDatabase()
  const { code, stdout } = await runProgram(['ingest', folder], { DATABASE_URL: url }).ended
  const lines = stdout.trim().split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatch(/^a-ring\.xls \| FILE_NOT_READABLE: .* in a ring/)
  expect(lines[1]).toMatch(/^b-nothing\.bin \| [A-Z_]+: /)
  expect(lines[2]).toMatch(/^c-tidy\.csv \| tidy-csv \| read 1 = stored 1 \+ unchanged 0 \+ quarantined 0/)
  expect(lines[3]).toMatch(/^1 .* 2 /)
  expect(code).toBe(1)
})
