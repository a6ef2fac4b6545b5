import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppError } from '../../src/domain/errors.ts'
import { loadProgrammes, loadTrialProgrammes } from '../../src/ingest/programmes.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { findProgramme, readProgrammes } from '../../src/storage/programme.ts'
import { createReferenceDatabase, PACK } from '../support/pack.ts'

const SYNTHETIC = join(PACK, 'synthetic')
let pool: Pool
let folder: string
beforeAll(async () => {
  pool = await createReferenceDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-programmes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const load = (path: string) => loadProgrammes({ pool, log: SILENT }, path)
const count = async () => (await pool.query<{ n: number }>('select count(*) as n from programme')).rows[0]!.n

/** The shipped set with one file changed. */
async function spoilt(file: string, change: (text: string) => string): Promise<string> {
  const copy = await mkdtemp(join(folder, 'set-'))
  await cp(SYNTHETIC, copy, { recursive: true })
  const path = join(copy, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
  return copy
}

/** What loading a spoilt set says. */
async function refusal(file: string, change: (text: string) => string): Promise<AppError> {
  const path = await spoilt(file, change)
  return load(path).then(
    () => expect.fail('the set was taken in'),
    (error: AppError) => error,
  )
}

test('loadProgrammes: a fault in one row of one file is told with file, line and column, and nothing is stored', async () => {
  const error = await refusal('rates.csv', (text) => text.replace('furtherStudy,0.083', 'furtherStudy,8.3%'))
  expect(error.code).toBe('INVALID_INPUT')
  expect(error.message).toContain('rates.csv line 2, column value: "8.3%": write a number')
  expect(await count()).toBe(0)
})

test('loadProgrammes: every fault of the set is told at once', async () => {
  const error = await refusal('programmes.csv', (text) =>
    text
      .replace('undergraduate,7480201', 'bachelor,748020')
      .replace('SYN-U02-finance,SYN-U02', 'SYN-U02-finance,SYN-U99'),
  )
  expect(error.detail['faults']).toMatchObject([
    { file: 'programmes.csv', line: 2, column: 'level' },
    { file: 'programmes.csv', line: 2, column: 'moet_code' },
  ])
})

test.each([
  [
    'programmes.csv',
    (t: string) => t.replace('SYN-U02-finance,SYN-U02,', 'SYN-U02-finance,SYN-U99,'),
    'column institution_id: institutions.csv has no SYN-U99',
  ],
  [
    'completion.csv',
    (t: string) => t.replace('SYN-U01-it,4,0.554', 'SYN-U01-it,4,0.954'),
    'SYN-U01-it has completion shares that sum to 1.19',
  ],
  [
    'completion.csv',
    (t: string) => t.replace('SYN-U01-it,5,', 'SYN-U01-it,4,'),
    'line 3, column years_after_entry: SYN-U01-it 4 stands on line 2 already',
  ],
  ['rates.csv', (t: string) => t.replace(/^SYN-U01-it,match.*\n/m, ''), 'SYN-U01-it has no match in rates.csv'],
  [
    'rates.csv',
    (t: string) => t.replace('0.083,0.063', '0.083,0.09'),
    'line 2, column value: 0.083 lies outside its bounds 0.09 to 0.103',
  ],
  [
    'enrolment.csv',
    (t: string) => t.replace('1,875,208', '1,875,908'),
    'line 2, column women: 908 women of 875 students',
  ],
  [
    'institutions.csv',
    (t: string) => t.replace('accredited,status', 'accredited'),
    'institutions.csv line 1: the column status is not there',
  ],
  ['institutions.csv', (t: string) => t.replace(/VN-HN/, 'VN-XX'), 'institution_area_id_fkey'],
])('loadProgrammes: %s with a contradiction is refused by name', async (file, change, told) => {
  expect((await refusal(file, change)).message).toContain(told)
  expect(await count()).toBe(0)
})

test('loadProgrammes: the same set a second time changes nothing, a changed one replaces what it names', async () => {
  expect(await load(SYNTHETIC)).toMatchObject({ changed: true, rows: { institutions: 12, programmes: 39 } })
  expect(await load(SYNTHETIC)).toMatchObject({ changed: false })
  const other = await spoilt('programmes.csv', (text) => text.replace(',2025,875,', ',2025,900,'))
  expect(await load(other)).toMatchObject({ changed: true })
  expect(await count()).toBe(39)
  expect((await findProgramme(pool, 'SYN-U01-it')).currentIntake).toBe(900)
  expect(await load(SYNTHETIC)).toMatchObject({ changed: true })
  expect((await findProgramme(pool, 'SYN-U01-it')).currentIntake).toBe(875)
})

test('loadTrialProgrammes: a store that has institutions is left as it is', async () => {
  expect(await loadTrialProgrammes({ pool, log: SILENT }, PACK)).toBeNull()
})

test('readProgrammes: words are found with and without Vietnamese marks, and every row says that it is synthetic', async () => {
  const ids = async (search: string) => (await readProgrammes(pool, { search })).map((p) => p.id)
  const nursing = await ids('Điều dưỡng')
  expect(nursing).toContain('SYN-U03-nurse')
  expect(await ids('dieu  DUONG')).toEqual(nursing)
  expect(await ids('7720301')).toEqual(nursing.filter((id) => id.endsWith('-nurse')))
  expect(await ids('dieu duong so 04 dai hoc')).toEqual(['SYN-U04-nurse'])
  expect(await ids('100%')).toEqual([])
  expect(new Set((await readProgrammes(pool)).map((p) => p.status))).toEqual(new Set(['synthetic']))
})
