import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { loadReference } from '../../../src/ingest/load-reference.ts'
import { SILENT } from '../../../src/storage/log.ts'
import { createTestDatabase } from '../../support/database.ts'
import { PACK } from '../../support/pack.ts'
import { runProgram } from '../../support/program.ts'
import { yearbook } from '../../support/yearbook.ts'

let folder: string
let env: Record<string, string>
beforeAll(async () => {
  const { pool, url } = await createTestDatabase()
  await loadReference({ pool, log: SILENT }, PACK)
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-mapping-'))
  env = { DATABASE_URL: url, NHANLUC_DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error' }
  await writeFile(join(folder, 'book.xlsx'), yearbook())
})
const nhanluc = (...args: string[]) => runProgram(args, env).ended

it('from the command line: inspect writes a draft, a person fills it in, ingest loads by it', async () => {
  const book = join(folder, 'book.xlsx')
  const file = join(folder, 'mapping.json')
  expect(await nhanluc('inspect', book, '--write-mapping', file)).toMatchObject({ code: 0 })
  const draft = JSON.parse(await readFile(file, 'utf8'))
  expect(draft.dimensions.ROW).toMatchObject({ field: 'industry', scheme: 'VSIC2018' })

  // What somebody wrote is not written over.
  const again = await nhanluc('inspect', book, '--write-mapping', file)
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('does not exist yet') })

  draft.source = 'GSO_PX'
  draft.dimensions.ROW.codes = { 'Ngành khác (gộp)': null }
  await writeFile(file, JSON.stringify(draft))
  const loaded = await nhanluc('ingest', book, '--mapping', file, '--vintage', '2024-06-30', '--json')
  expect(loaded).toMatchObject({ code: 0 })
  expect(JSON.parse(loaded.stdout)).toMatchObject([{ read: 36, stored: 36, nil: 0, quarantined: 0 }])

  // The mapping is kept with its source: the next edition needs none.
  const known = await nhanluc('ingest', book, '--vintage', '2024-06-30', '--json')
  expect(JSON.parse(known.stdout)).toMatchObject([{ recognised: true }])
}, 180_000)
