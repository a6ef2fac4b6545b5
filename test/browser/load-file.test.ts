import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composeApp } from '../../src/compose.ts'
import type { ObservationRow } from '../../src/contracts/observations.ts'
import { KEY } from '../support/api.ts'
import { loadedStore, testBase } from '../support/published-app.ts'
import { yearbook } from '../support/yearbook.ts'
import { violations } from './chromium.ts'
import { describeInChromium, type Service } from './look.ts'

/** The shipped data, and a service that may write. */
async function start(): Promise<Service> {
  const base = testBase({ NHANLUC_API_KEY: KEY, NHANLUC_DATA_DIR: await mkdtemp(join(tmpdir(), 'nhanluc-load-')) })
  const store = await loadedStore()
  const app = await composeApp(base, store)
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    async stop() {
      await app.close()
      await store.close()
    },
  }
}

const BOOK = {
  name: 'nien-giam.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: yearbook(),
}

describeInChromium('loading a file nobody has seen', start, (look) => {
  const calm = async () => {
    await look.page.waitForTimeout(800) // the pause before a trial begins
    await look.page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .waiting'))
  }
  const open = async (lang: string, key = KEY) => {
    await look.goto(`?view=data&task=load&lang=${lang}`)
    await look.page.fill('input[name=key]', key)
    await look.page.keyboard.press('Enter')
  }
  const bring = async (lang: string) => {
    await open(lang)
    await look.page.setInputFiles('input[type=file]', BOOK)
    await look.page.waitForSelector('#general-title')
    await calm()
  }

  test('from the data page to figures in the store: brought, understood, mended, loaded, reported', async () => {
    await look.goto('?view=data&lang=vi')
    await look.page.click('.actions a.button')
    await look.page.fill('input[name=key]', KEY)
    await look.page.keyboard.press('Enter')
    await look.page.setInputFiles('input[type=file]', BOOK)
    await look.page.waitForSelector('#general-title')
    await calm()
    expect(await look.page.inputValue('select[name=area]')).toBe('VN-HN')
    expect(await look.page.inputValue('select[name=unit]')).toBe('PS3')
    expect(await look.page.inputValue('select[name="meaning-ROW"]')).toBe('industry')
    expect(await look.page.getAttribute('[data-dimension=ROW]', 'data-unknown')).toBe('1')
    expect(await look.page.locator('button.primary').isDisabled()).toBe(true)

    await look.page.selectOption('select[name=source]', 'GSO_PX')
    await look.page.fill('input[name=vintage]', '2024-06-30')
    await look.page.keyboard.press('Tab')
    await look.page.check('tr[data-value="Ngành khác (gộp)"] input[type=checkbox]')
    await look.page.waitForSelector('.identity[data-good="30"][data-refused="0"]')
    await calm()
    const tried = await look.page.locator('tr[data-place="Bảng 12, 9, G9"] td').allTextContents()
    expect(tried).toEqual(['VSIC2018:F', 'nữ', '2023', '31,0', '31.000 người', 'sơ bộ'])

    await look.page.click('button.primary')
    await look.page.waitForSelector('.done[data-stored="36"]')
    const { rows } = await look.ask<{ rows: ObservationRow[] }>(
      '/v1/observations?source=GSO_PX&area=VN-HN&measure=employment&industry=VSIC2018:F&sex=F',
    )
    expect(rows.find((row) => row.period === '2023')).toMatchObject({ value: 31_000, obsStatus: 'P' })
    await look.page.click('.done a:has-text("báo cáo")')
    await look.page.waitForSelector('#report-title:has-text("nien-giam.xlsx")')
    expect(await look.page.locator('tr[data-chosen="true"] [data-part="stored"]').textContent()).toBe('36')
  })

  test('a code typed for a value is taken, and the mapping goes along as a document', async () => {
    await bring('en') // now with the mapping that was kept
    await look.page.click('[data-dimension=ROW] summary')
    await look.page.uncheck('tr[data-value="Ngành khác (gộp)"] input[type=checkbox]')
    await look.page.waitForSelector('[data-dimension=ROW][data-unknown="1"]')
    await look.page.fill('tr[data-value="Ngành khác (gộp)"] input[type=text]', 'S')
    await look.page.keyboard.press('Tab')
    await look.page.waitForSelector('[data-dimension=ROW][data-unknown="0"]')
    const href = await look.page.getAttribute('.written a[download]', 'href')
    const mapping = JSON.parse(decodeURIComponent(href!.split(',').slice(1).join(',')))
    expect(mapping.dimensions.ROW.codes).toEqual({ 'Ngành khác (gộp)': 'VSIC2018:S' })
    await look.page.selectOption('select[name="meaning-COLUMN"]', 'occupation')
    await look.page.waitForSelector('[data-dimension=COLUMN][data-unknown="2"]')
    await calm()
  })

  test('a wrong key is told in the language of the page, and another can be given', async () => {
    await open('vi', 'not-the-key-not-the-key-1234')
    await look.page.waitForSelector('.problem')
    expect(await look.page.textContent('.problem')).toContain('UNAUTHORISED')
    await look.page.click('.problem button')
    expect(await look.page.locator('input[name=key]').count()).toBe(1)
    expect(look.errors.splice(0).every((error) => error.includes('401'))).toBe(true)
  })

  test.each([1280, 360])('at %i px nothing sticks out and no rule of accessibility is broken', async (width) => {
    await look.page.setViewportSize({ width, height: 900 })
    for (const lang of ['vi', 'en']) {
      if (lang === 'vi') await bring(lang)
      else await look.page.click('a[lang="en"]')
      await look.page.waitForSelector('#tried-title')
      await calm()
      expect(await look.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await violations(look.page)).toEqual([])
      expect(await look.page.locator('body').innerText()).not.toMatch(/undefined|NaN|\{[a-z]+\}/)
    }
  })
})
