import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeApp } from '../../src/compose.ts'
import type { IngestRow } from '../../src/contracts/quality.ts'
import { formatData, parseData } from '../../src/dashboard/data/address.ts'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import { loadedStore, testBase } from '../support/published-app.ts'
import { violations } from './chromium.ts'
import { describeInChromium, type Service } from './look.ts'

const HEADER =
  'measure,area,industry,occupation,sex,age,concept,frequency,period,value,unit,unit_mult,obs_status,is_break,vintage,source,note'
const UNKNOWN_AREA = 'employment,VN-XX,_T,_T,T,_T,ICLS19,A,2024,9000,PS,3,A,false,2025-06-30,GSO_NSDP,'
const sexes = [
  ['T', 4000],
  ['F', 1900],
  ['M', 1990],
].map(([sex, value]) => `labourForce,VN-HN,_T,_T,${sex},_T,ICLS19,A,2024,${value},PS,3,A,false,2025-06-01,GSO_NSDP,`)

test('data view: an address is read back as it was written', () => {
  const address = fc.record(
    {
      lang: fc.constantFrom('vi' as const, 'en' as const),
      ingest: fc.integer({ min: 1 }),
      series: fc.constantFrom('Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS', 'A.VN-P24~2004.population.T'),
    },
    { requiredKeys: ['lang'] },
  )
  fc.assert(
    fc.property(address, (value) => {
      expect(parseData(formatData(value))).toEqual(value)
    }),
  )
})

/** The shipped data, and a file with a row that is refused. */
async function start(): Promise<Service> {
  const base = testBase()
  const store = await loadedStore()
  const file = join(await mkdtemp(join(tmpdir(), 'nhanluc-')), 'city.csv')
  await writeFile(file, `${[HEADER, UNKNOWN_AREA, ...sexes].join('\n')}\n`)
  await ingestFile({ pool: store.pool, log: base.log }, { file, sourceName: 'city.csv' })
  await store.pool.query(
    `insert into correction (correction_id, series_id, period_start, expected, value, reason_vi, reason_en, provider, reference)
     values ('misprint', 'A.VN-HN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS', '2010-01-01', 5000, null, 'Lỗi in', 'Misprint', 'us', 'letter')`,
  )
  await store.pool.query(
    `insert into fetch_schedule (schedule_id, connector, request, every_seconds, next_due, failures, last_error, last_at, load_options, last_result)
     values ('gso-weekly', 'pxweb', '{}', 604800, '2026-11-29T01:00:00Z', 2, 'NOT_FOUND: gso.gov.vn answered 404.', '2026-11-22T01:00:00Z', '{}',
             '{"bodies": 1, "fresh": 1, "ingests": [{"id": 1, "stored": 12, "quarantined": 3}]}')`,
  )
  const app = await composeApp(base, store)
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    async stop() {
      await app.close()
      await store.close()
    },
  }
}

describeInChromium('data view on the shipped data', start, (look) => {
  const visit = async (query: string) => {
    await look.goto(query)
    await look.page.waitForSelector('table.revisions')
    await look.page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .waiting'))
  }

  test.each([
    ['vi', '52.654,9', '52.764,9', '+110,0'],
    ['en', '52,654.9', '52,764.9', '+110.0'],
  ])(
    'revisions (%s): the labour force of 2024-Q3 before and after 6 June 2025',
    async (lang, before, after, change) => {
      await visit(`?view=data&lang=${lang}`)
      const cells = await look.page.locator('table.revisions tr[data-period="2024-Q3"] td').allTextContents()
      expect([cells[0], cells[2], cells[4]]).toEqual([before, after, change])
    },
  )

  test('a total that its parts miss stands with its residual; a correction with what is stored instead and why', async () => {
    await visit('?view=data&lang=vi')
    const sum = await look.page.locator('table.sums tr[data-sum="sexes"] td').allTextContents()
    expect(sum).toEqual(['2024', '2 giới tính', '4.000,0', '−110,0', '15,0'])
    const correction = await look.page.textContent('tr[data-correction="misprint"]')
    for (const part of ['Lỗi in', '2010', 'không dùng']) expect(correction).toContain(part)
  })

  test('a schedule stands with its next time, its last error and what it stored when it last went well', async () => {
    await visit('?view=data&lang=en')
    const line = (await look.page.textContent('tr[data-schedule="gso-weekly"]'))!
    for (const part of ['168 h', '29 Nov 2026', 'failed 2 times', '404', '12 figures stored, 3 rows refused'])
      expect(line).toContain(part)
  })

  test('files: every line of the table adds up, as the API says', async () => {
    await visit('?view=data&lang=en')
    const { rows } = await look.ask<{ rows: IngestRow[] }>('/v1/ingests')
    expect(await look.page.locator('table.ingests tbody tr').count()).toBe(rows.length)
    for (const row of rows) {
      const cells = await look.page.locator(`tr[data-ingest="${row.id}"] td`).allTextContents()
      const [read, ...parts] = cells.slice(1, 7).map((text) => Number(text.replaceAll(',', '')))
      expect(read).toBe(row.read)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(read)
    }
  })

  test('a file chosen from the table opens its report, and the address says which; back returns', async () => {
    await visit('?view=data&lang=en')
    expect(await look.page.textContent('#report-title')).toContain('city.csv')
    await look.page.click('table.ingests th a:has-text("employment-by-section-ilostat.csv")')
    await look.page.waitForSelector('#report-title:has-text("employment-by-section-ilostat.csv")')
    expect(new URL(look.page.url()).searchParams.get('ingest')).not.toBeNull()
    expect(await look.page.locator('table.jumps tr[data-explained="true"] code').allTextContents()).not.toEqual([])
    expect(await look.page.locator('table.jumps tr[data-explained="false"] .badge').count()).toBeGreaterThan(0)
    await look.page.goBack()
    await look.page.waitForSelector('#report-title:has-text("city.csv")')
  })

  test('refused rows stand with their place, reason and text; sources with the day of their last publication', async () => {
    await visit('?view=data&lang=en')
    const row = await look.page.locator('tr[data-refused]').textContent()
    for (const part of ['city.csv: 2', 'VN-XX', UNKNOWN_AREA]) expect(row).toContain(part)
    expect(await look.page.getAttribute('tr[data-source="GSO_NSDP"] time', 'datetime')).toBe('2025-06-06')
  })

  test.each([1280, 360])(
    'at %i px nothing sticks out of the page and no rule of accessibility is broken',
    async (width) => {
      await look.page.setViewportSize({ width, height: 900 })
      for (const lang of ['vi', 'en']) {
        await visit(`?view=data&lang=${lang}`)
        expect(await look.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        expect(await violations(look.page)).toEqual([])
      }
    },
  )
})
