import XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObservationRow } from '../../src/contracts/observations.ts'
import { auditDisclosure } from '../../src/jobs/disclosure.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { protectSource } from '../../src/storage/disclosure.ts'
import { readFigures } from '../../src/storage/figures.ts'
import { type Api, openApi } from '../support/api.ts'
import { insertObservations } from '../support/published-release.ts'

// A survey somebody loaded for the city: women and men in three sections of Hanoi, with all totals, in two vintages. One cell
// stands for 4 respondents of 100 persons each; between the vintages it grew.
const SECTIONS = ['A', 'C', 'J'] as const
const COUNTS: Readonly<Record<string, number>> = { FA: 4, FC: 90, FJ: 60, MA: 70, MC: 85, MJ: 45 }
const VINTAGES = ['2026-01-10', '2026-05-10'] as const
const WEIGHT = 100
const count = (sex: string, section: string, vintage: number): number => {
  const sexes = sex === 'T' ? ['F', 'M'] : [sex]
  const sections = section === '_T' ? SECTIONS : [section]
  return sexes
    .flatMap((s) => sections.map((i) => COUNTS[s + i]! + (vintage === 1 && s + i === 'FA' ? 11 : vintage)))
    .reduce((sum, n) => sum + WEIGHT * n, 0)
}
const CELLS = ['F', 'M', 'T'].flatMap((sex) => [...SECTIONS, '_T'].map((section) => [sex, section] as const))

let api: Api
beforeAll(async () => {
  api = await openApi({}, async (pool) => {
    await insertObservations(pool)
    await pool.query(
      `insert into source values ('CITY', 'Điều tra của thành phố', 'City survey', 'Hanoi', null, 'not public', 'City survey.');
       insert into classification_code values ('VSIC2018', 'A', 1, null, 'Nông nghiệp', 'Agriculture', 'official', 1)`,
    )
    await withTransaction(pool, (tx) =>
      protectSource(tx, { sourceId: 'CITY', personsPerRespondent: WEIGHT, designEffect: 2, basis: 'test' }),
    )
    await store(pool, 0)
  })
})
afterAll(() => api.app.close())

async function store(pool: Api['pool'], vintage: number) {
  await pool.query(
    `insert into ingest_release (source_file, sha256, bytes, mapping, rows_read, rows_stored, rows_unchanged, rows_quarantined, quality)
     values ('city.csv', 'v${vintage}', 1, '{}', 12, 12, 0, 0, '{}')`,
  )
  for (const [sex, section] of CELLS) {
    const industry = section === '_T' ? '_T' : `VSIC2018:${section}`
    const id = `A.VN-HN.employment.${sex}.${industry}._T._T.ICLS19.CITY.PS`
    await pool.query(
      `insert into series values ($1, 'A', 'VN-HN', 'employment', $2, $3, '_T', '_T', 'ICLS19', 'CITY', 'PS', 0) on conflict do nothing`,
      [id, sex, industry],
    )
    await pool.query(
      `insert into observation select series_no, '2025-01-01', $2, $3, 'A', false, null, (select max(ingest_id) from ingest_release), 2
         from series where series_id = $1`,
      [id, VINTAGES[vintage], count(sex, section, vintage)],
    )
  }
}

const URL = '/v1/observations?source=CITY'
const rowsOf = async (query = ''): Promise<ObservationRow[]> => (await api.get(URL + query)).json().rows
const nameOf = (r: Pick<ObservationRow, 'sex' | 'industry'>) => `${r.sex} ${r.industry}`
const hiddenIn = (rows: readonly ObservationRow[]) => new Set(rows.filter((r) => r.value === null).map(nameOf))

describe('a protected source', () => {
  it('shows nothing before it was audited: null with Q and C, never 0', async () => {
    const rows = await rowsOf()
    expect(rows).toHaveLength(12)
    for (const row of rows) expect(row).toMatchObject({ value: null, obsStatus: 'Q', confStatus: 'C', note: null })
  })

  it('after the audit the small cell is hidden with enough others that it cannot be worked out', async () => {
    const before = (await api.get(URL)).headers.etag
    const report = await auditDisclosure(api.pool)
    expect(report).toMatchObject({ sources: 1, cells: 12, primary: 1 })
    expect((await api.get(URL)).headers.etag).not.toBe(before)
    const rows = await rowsOf()
    const hidden = hiddenIn(rows)
    expect(hidden.has('F VSIC2018:A')).toBe(true)
    expect(hidden.size).toBe(4)
    expect(hidden.has('T _T')).toBe(false)
    expect(recovered(rows)).toEqual([])
  })

  it('a few more respondents are shown with caution', async () => {
    // 45 respondents, design effect 2: relative standard error 21 per cent.
    const shown = (await rowsOf()).filter((r) => r.value !== null)
    const caution = shown.filter((r) => r.obsStatus === 'U')
    for (const row of caution) expect(row.value! / WEIGHT).toBeLessThan(89)
    expect(shown.find((r) => nameOf(r) === 'T _T')!.obsStatus).toBe('A')
  })

  it('the same cells are hidden in JSON, CSV, XLSX, JSON-stat and SDMX-CSV', async () => {
    const hidden = hiddenIn(await rowsOf())
    const csv = parse((await api.get(`${URL}&format=csv`)).body, { columns: true }) as Record<string, string>[]
    expect(new Set(csv.filter((r) => r['value'] === '').map((r) => `${r['sex']} ${r['industry']}`))).toEqual(hidden)
    expect(csv.filter((r) => r['value'] === '').every((r) => r['obs_status'] === 'Q' && r['conf_status'] === 'C')).toBe(
      true,
    )
    const book = XLSX.read((await api.get(`${URL}&format=xlsx&lang=en`)).rawPayload)
    const sheet = XLSX.utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!)
    expect(new Set(sheet.filter((r) => r['Value'] === undefined).map((r) => `${r['Sex']} ${r['Industry']}`))).toEqual(
      hidden,
    )
    const sdmx = parse((await api.get(`${URL}&format=sdmx-csv`)).body, { columns: true }) as Record<string, string>[]
    const empty = sdmx.filter((r) => r['OBS_VALUE'] === '')
    expect(new Set(empty.map((r) => `${r['SEX']} ${r['INDUSTRY']}`))).toEqual(hidden)
    expect(new Set(empty.map((r) => `${r['OBS_STATUS']}${r['CONF_STATUS']}`))).toEqual(new Set(['QC']))
    const cube = (await api.get(`${URL}&format=json-stat`)).json()
    expect(Object.keys(cube.value)).toHaveLength(12 - hidden.size)
    expect(Object.values(cube.status).filter((s) => s === 'Q')).toHaveLength(hidden.size)
    expect(Object.values(cube.extension.confStatus).filter((s) => s === 'C')).toHaveLength(hidden.size)
  })

  it('a later vintage is hidden until the next audit, also as a revision; afterwards all vintages hide the same cells', async () => {
    await store(api.pool, 1)
    expect((await rowsOf()).every((r) => r.value === null)).toBe(true)
    const revisions = async () => (await api.get('/v1/revisions?source=CITY&includeUnchanged=true')).json().rows
    for (const row of await revisions())
      expect([row.earlier.value, row.later.value, row.difference]).toEqual([null, null, null])

    // The cell has 15 respondents by now, but the first vintage is still there: it would be told by the difference.
    await auditDisclosure(api.pool)
    const newest = await rowsOf()
    const first = await rowsOf(`&asOf=${VINTAGES[0]}`)
    const every = await rowsOf('&includeHistory=true')
    expect(hiddenIn(newest)).toEqual(hiddenIn(first))
    expect(hiddenIn(every)).toEqual(hiddenIn(first))
    expect(every).toHaveLength(24)
    for (const rows of [newest, first]) expect(recovered(rows)).toEqual([])
    const hidden = hiddenIn(newest)
    for (const row of await revisions()) {
      const [, , , sex, industry] = row.series.split('.')
      expect(row.later.value === null).toBe(hidden.has(`${sex} ${industry}`))
      expect(row.earlier.value === null).toBe(hidden.has(`${sex} ${industry}`))
    }
  })

  it('feeds no forecast, whose history is published', async () => {
    expect((await readFigures(api.pool, ['VN-HN'], '2026-11-22')).filter((f) => f.source === 'CITY')).toEqual([])
  })

  it('other sources stay as they were published', async () => {
    const rows = (await api.get('/v1/observations?source=GSO_NSDP')).json().rows as ObservationRow[]
    expect(new Set(rows.map((r) => r.confStatus))).toEqual(new Set(['F']))
    expect(rows.filter((r) => r.value === null).map((r) => r.obsStatus)).toEqual(['L'])
  })
})

/**
 * Hidden cells that somebody can work out who knows what is shown and that sexes and sections add up: solves that system by
 * its own elimination. A cell is known when no vector of the null space moves it.
 */
function recovered(rows: readonly ObservationRow[]): string[] {
  const name = (sex: string, section: string) => `${sex} ${section === '_T' ? '_T' : `VSIC2018:${section}`}`
  const unknown = rows.filter((r) => r.value === null).map(nameOf)
  const sums = [
    ...['F', 'M', 'T'].map((sex) => [...SECTIONS.map((s) => name(sex, s)), `-${name(sex, '_T')}`]),
    ...[...SECTIONS, '_T'].map((s) => [name('F', s), name('M', s), `-${name('T', s)}`]),
  ]
  const matrix = sums.map((terms) =>
    unknown.map((cell): number => (terms.includes(cell) ? 1 : terms.includes(`-${cell}`) ? -1 : 0)),
  )
  let rank = 0
  for (let c = 0; c < unknown.length; c++) {
    const at = matrix.findIndex((row, r) => r >= rank && row[c] !== 0)
    if (at < 0) continue
    ;[matrix[rank], matrix[at]] = [matrix[at]!, matrix[rank]!]
    const lead = matrix[rank]![c]!
    matrix[rank] = matrix[rank]!.map((x) => x / lead)
    for (let r = 0; r < matrix.length; r++)
      if (r !== rank && matrix[r]![c] !== 0) {
        const factor = matrix[r]![c]!
        matrix[r] = matrix[r]!.map((x, k) => x - factor * matrix[rank]![k]!)
      }
    rank++
  }
  return matrix
    .slice(0, rank)
    .filter((row) => row.filter((x) => Math.abs(x) > 1e-9).length === 1)
    .map((row) => unknown[row.findIndex((x) => Math.abs(x) > 1e-9)]!)
}
