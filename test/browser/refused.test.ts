import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composeApp } from '../../src/compose.ts'
import { ingestAny } from '../../src/ingest/ingest-any.ts'
import { SILENT } from '../../src/storage/log.ts'
import { KEY } from '../support/api.ts'
import { loadedStore, testBase } from '../support/published-app.ts'
import { violations } from './chromium.ts'
import { describeInChromium, type Service } from './look.ts'

/** The shipped data, a table with a value nobody can read, and one that does not say of which year it is. */
async function start(): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'nhanluc-refused-'))
  const base = testBase({ NHANLUC_API_KEY: KEY, NHANLUC_DATA_DIR: folder })
  const store = await loadedStore()
  const load = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return ingestAny({ pool: store.pool, log: SILENT }, { file: join(folder, name), defaultVintage: '2025-06-30' })
  }
  await load('rates.csv', 'geo,year,rate\nVN,2022,2.1\nVN,2023,2.x\nVN,2024,2.3\n')
  await load('districts.csv', 'district,persons\nA,10\nB,12\n').catch(() => {})
  const app = await composeApp(base, store)
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    async stop() {
      await app.close()
      await store.close()
    },
  }
}

describeInChromium('what was refused', start, (look) => {
  const open = async (lang: string) => {
    await look.goto(`?view=data&lang=${lang}`)
    await look.page.evaluate((key) => sessionStorage.setItem('nhanluc.key', key), KEY)
    await look.page.waitForSelector('[data-refused]')
    await look.page.click('[data-mend] .mending button')
    await look.page.waitForSelector('form.mending input[name=reason]')
  }

  test.each(['vi', 'en'])('in %s both forms are accessible and nothing sticks out, on a phone too', async (lang) => {
    await open(lang)
    for (const width of [1280, 360]) {
      await look.page.setViewportSize({ width, height: 900 })
      expect(await look.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await violations(look.page)).toEqual([])
    }
    expect(await look.page.locator('body').innerText()).not.toMatch(/undefined|NaN|\{[a-z]+\}/)
  })

  test('a row is written anew with a reason, and what is no number is told in the language of the page', async () => {
    await open('vi')
    const form = look.page.locator('[data-mend] form.mending')
    await form.locator('input').first().fill('2,2')
    await form.locator('input[name=reason]').fill('Điện thoại với cơ quan thống kê')
    await form.locator('button[type=submit]').click()
    await look.page.waitForSelector('[data-mend] small.wrong')
    expect(await form.locator('small').textContent()).toContain('không phải là số. Viết với dấu chấm')
    expect(look.errors.splice(0).every((error) => error.includes('400'))).toBe(true)
    await form.locator('input').first().fill('2.2')
    await form.locator('button[type=submit]').click()
    await look.page.waitForFunction(() => !document.querySelector('[data-refused]'))
    const { rows } = await look.ask<{ rows: { id: number; kind: string }[] }>('/v1/ingests')
    await look.goto(`?view=data&lang=vi&ingest=${rows[0]!.id}`)
    await look.page.waitForSelector('.facts')
    expect(await look.page.locator('.facts').innerText()).toContain('value: 2.x → 2.2. Lý do: Điện thoại')
  })

  test('a file is read again once its period is said', async () => {
    await look.goto('?view=data&lang=en')
    await look.page.evaluate((key) => sessionStorage.setItem('nhanluc.key', key), KEY)
    await look.page.waitForSelector('[data-refused-file]')
    await look.page.fill('[data-refused-file] input[name=period]', '2024')
    await look.page.click('[data-refused-file] button')
    await look.page.waitForFunction(() => !document.querySelector('[data-refused-file]'))
    expect((await look.ask<{ rows: unknown[] }>('/v1/refused-files')).rows).toEqual([])
  })
})
