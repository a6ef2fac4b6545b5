import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { GapList, GapRow, GapSkills } from '../../src/contracts/gaps.ts'
import type { ReleaseList } from '../../src/contracts/releases.ts'
import { CHROMIUM, hasChromium, inThousands, launchChromium, openPage, settle, violations } from './chromium.ts'

const SCREENSHOT = fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url))
const HOME = 'VN-HN'
const YEAR = 2030

if (!hasChromium && !process.env['CI']) {
  test(`page: NOT LOOKED AT, there is no Chromium at ${CHROMIUM}; install one or set CHROMIUM_PATH`, () => {
    console.warn(`The page was not tested in a browser: no Chromium at ${CHROMIUM}.`)
    expect(hasChromium).toBe(false)
  })
} else {
  describe('page, in Chromium on a published release', lookAtThePage)
}

/** A running service with a published release: NHANLUC_TEST_URL, else one of our own. */
async function startService(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['NHANLUC_TEST_URL']
  if (given) return { url: given, stop: async () => {} }
  const { startPublishedApp } = await import('../support/published-app.ts')
  return startPublishedApp()
}

function lookAtThePage(): void {
  let service: Awaited<ReturnType<typeof startService>>
  let browser: Browser
  let page: Page
  let errors: string[]

  beforeAll(async () => {
    service = await startService()
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })
  beforeEach(async () => {
    const opened = await openPage(browser)
    page = opened.page
    errors = opened.errors
  })
  afterEach(async () => {
    await page.context().close()
    expect(errors).toEqual([])
  })

  const visit = async (query = '', on: Page = page): Promise<void> => {
    await on.goto(new URL(query, service.url).href)
    await settle(on)
  }
  const ask = async <T>(path: string): Promise<T> => (await fetch(new URL(path, service.url))).json() as Promise<T>
  const gapOf = async (query: string): Promise<GapRow> =>
    (await ask<z.infer<typeof GapList>>(`/v1/gaps?${query}`)).rows[0]!
  const sections = async (): Promise<GapRow[]> =>
    (await ask<z.infer<typeof GapList>>(`/v1/gaps?area=${HOME}&kind=section&year=${YEAR}&sex=T`)).rows
  /** P10, P50 and P90 of one line of the table of the chosen gap. */
  const quantiles = async (field: string): Promise<string[]> =>
    (await page.locator(`tr[data-figure="${field}"] data`).allTextContents()).map((text) => text.trim())

  test('the page opens in Vietnamese on Hanoi and names the release the API serves', async () => {
    await visit()
    const { rows } = await ask<z.infer<typeof ReleaseList>>('/v1/releases')
    const current = rows.find((row) => row.isCurrent)!
    expect(await page.getAttribute('html', 'lang')).toBe('vi')
    expect(await page.textContent('h1')).toContain('Hà Nội')
    const banner = await page.textContent('dl.release')
    expect(banner).toContain(current.id)
    expect(banner).toContain(String(current.manifest.baseYear))
    expect(banner).toContain(String(current.manifest.seed))
  })

  test('the sentence under the title agrees with the gaps of the API', async () => {
    await visit()
    const rows = await sections()
    const shortest = rows.reduce((a, b) => (b.gap.p50 > a.gap.p50 ? b : a))
    const sentence = (await page.textContent('.headline'))!
    if (shortest.gap.p50 > 0) expect(sentence).toContain(`thiếu ${inThousands(shortest.gap.p50, 'vi-VN')} nghìn người`)
    else expect(sentence).toContain('không ngành nào')
    expect(sentence).toContain(`${rows.filter((row) => row.pShortage >= 0.5).length} trên ${rows.length} ngành`)
  })

  test('a sector picked from the list shows the numbers of the API, and the address says which', async () => {
    await visit()
    await page.selectOption('.controls .grow select', 'VSIC2018:J')
    await settle(page)
    expect(new URL(page.url()).searchParams.get('sector')).toBe('VSIC2018:J')
    const gap = await gapOf(`area=${HOME}&sector=J&year=${YEAR}&sex=T`)
    const shown = (band: GapRow['gap'], signed: boolean) =>
      [band.p10, band.p50, band.p90].map((value) => inThousands(value, 'vi-VN', signed))
    expect(await quantiles('demand')).toEqual(shown(gap.demand, false))
    expect(await quantiles('supply')).toEqual(shown(gap.supply, false))
    expect(await quantiles('gap')).toEqual(shown(gap.gap, true))
    expect(await quantiles('replacementDemand')).toEqual(shown(gap.replacementDemand, false))
    expect(await page.textContent('section[data-gap] .note code')).toBe(gap.definitionId)

    const { skills } = await ask<GapSkills>(`/v1/gaps/${encodeURIComponent(gap.id)}/skills`)
    const first = skills.find((skill) => skill.rank === 1)!
    const firstLine = page.locator('section[aria-labelledby="skills-title"] tbody tr').first()
    expect(await firstLine.textContent()).toContain(first.label.vi)
    expect(await firstLine.locator('data').textContent()).toBe(inThousands(first.gap.p50, 'vi-VN', true))
  })

  test('English at a click: same figures, written as English writes them, and back again with the back button', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    await page.click('a[lang="en"]')
    await page.waitForFunction(() => document.documentElement.lang === 'en')
    const gap = await gapOf(`area=${HOME}&sector=C&year=${YEAR}&sex=T`)
    expect(await page.textContent('h1')).toMatch(/^Labour supply and demand by sector: Ha ?noi$/i)
    expect((await quantiles('demand'))[1]).toBe(inThousands(gap.demand.p50, 'en-GB'))
    await page.goBack()
    await page.waitForFunction(() => document.documentElement.lang === 'vi')
    expect((await quantiles('demand'))[1]).toBe(inThousands(gap.demand.p50, 'vi-VN'))
  })

  test('the heat map is one stop of the Tab key, arrow keys move in it, Enter selects, and back returns', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    const grid = page.locator('table[role="grid"]')
    expect(await grid.locator('button[tabindex="0"]').count()).toBe(1)
    await page.focus('nav.switch.small a:last-child')
    await page.keyboard.press('Tab')
    const focused = () =>
      page.evaluate(() => {
        const { sector, year } = (document.activeElement as HTMLElement).dataset
        return { sector, year }
      })
    expect(await focused()).toEqual({ sector: 'VSIC2018:C', year: String(YEAR) })
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toEqual({ sector: 'VSIC2018:D', year: String(YEAR + 1) })
    expect(await grid.locator('button[tabindex="0"]').count()).toBe(1)
    expect(new URL(page.url()).searchParams.get('sector')).toBe('C')
    await page.keyboard.press('Enter')
    await settle(page)
    expect(new URL(page.url()).searchParams.get('sector')).toBe('VSIC2018:D')
    expect(new URL(page.url()).searchParams.get('year')).toBe(String(YEAR + 1))
    expect(await page.locator('td[aria-selected="true"] button').getAttribute('data-year')).toBe(String(YEAR + 1))
    await page.goBack()
    await settle(page)
    expect(await page.locator('td[aria-selected="true"] button').getAttribute('data-sector')).toBe('VSIC2018:C')
  })

  test('every cell of the heat map says its sector, year, gap and probability, and shows the gap of the API', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    const percent = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    for (const row of await sections()) {
      const cell = page.locator(`button[data-sector="${row.sector}"][data-year="${row.year}"]`)
      const text = percent.format(row.gapPercent.p50).replace('-', '\u2212')
      expect((await cell.textContent())?.replace(/^−0,0$/, '0,0')).toBe(text.replace(/^−0,0$/, '0,0'))
      expect(await cell.getAttribute('aria-label')).toMatch(
        /, 2030: chênh lệch .*% của cầu.*xác suất thiếu hụt [<>]?\d+%$/,
      )
      const isSure = row.gap.p10 > 0 || row.gap.p90 < 0
      expect(await cell.getAttribute('data-sure')).toBe(String(isSure))
    }
  })

  test('estimates are called estimates: no section of Hanoi is shown as published', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    expect((await sections()).every((row) => row.base.obsStatus === 'E')).toBe(true)
    const lines = await page.locator('.source').allTextContents()
    const ofGaps = lines.filter((line) => line.includes('ước tính (E)'))
    expect(ofGaps.length).toBeGreaterThanOrEqual(5)
    for (const line of lines)
      expect(line).toMatch(/Nguồn: .+Dữ liệu đến: .+Bản phát hành: .+Trạng thái: .+Phương pháp: /)
  })

  test('a sector of Hanoi shows the record of the national forecast it rests on, and says so', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    const record = page.locator('section[aria-labelledby="record-title"]')
    expect(await record.textContent()).toContain('không thể kiểm định riêng')
    expect(await record.locator('tr[data-published="true"]').count()).toBe(1)
  })

  test('the country has history, a backtest and figures by sex; a sex without rows is disabled and the reason is said', async () => {
    await visit('?area=VN&sector=C')
    expect(await page.locator('input[name="sex"][value="F"]').isDisabled()).toBe(true)
    expect((await page.textContent('#sex-reason'))!.length).toBeGreaterThan(20)
    expect(await page.locator('.scores tbody tr').count()).toBeGreaterThanOrEqual(3)
    expect(await page.textContent('.verdict')).toMatch(/dự báo ngây thơ/)
    await page.locator('.alternative summary').click()
    expect(await page.locator('.alternative tbody tr').count()).toBeGreaterThan(15)
    await page.selectOption('.controls .grow select', '_T')
    await settle(page)
    expect(await page.locator('input[name="sex"][value="F"]').isEnabled()).toBe(true)
    await page.check('input[name="sex"][value="F"]')
    await settle(page)
    const women = await gapOf(`area=VN&sector=_T&year=${YEAR}&sex=F`)
    expect((await quantiles('demand'))[1]).toBe(inThousands(women.demand.p50, 'vi-VN'))
  })

  test('the table is the answer of the API, and its files come from the same query', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    const rows = await sections()
    for (const row of rows) {
      const shown = await page.locator(`tr[data-row="${row.id}"] td.median data`).getAttribute('value')
      expect(Number(shown)).toBe(row.gap.p50)
    }
    const csv = await fetch(new URL((await page.getAttribute('.exports a:has-text("CSV")', 'href'))!, service.url))
    expect(csv.headers.get('content-type')).toContain('text/csv')
    const text = await csv.text()
    for (const row of rows) expect(text).toContain(row.id)
    const xlsx = await fetch(new URL((await page.getAttribute('.exports a:has-text("XLSX")', 'href'))!, service.url))
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml')
  })

  test.each([
    ['in Vietnamese', '?lang=vi', 1280, 'light'],
    ['in English', '?lang=en&area=VN&sector=C', 1280, 'light'],
    ['at night', '?lang=vi&view=persons', 1280, 'dark'],
    ['on a phone, in Vietnamese', '?lang=vi', 360, 'light'],
    ['on a phone, in English', '?lang=en&area=VN&lens=logistics', 360, 'light'],
  ] as const)('WCAG 2.2 AA holds %s, and nothing is wider than the screen', async (_, query, width, colorScheme) => {
    const opened = await openPage(browser, { viewport: { width, height: 800 }, colorScheme })
    await visit(query, opened.page)
    expect(await violations(opened.page)).toEqual([])
    expect(await opened.page.locator('body').innerText()).not.toMatch(/[{}]|undefined|NaN/)
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(opened.errors).toEqual([])
    await opened.page.context().close()
  })

  test('the screenshot of the documentation is taken from the page as it is', async () => {
    await visit()
    const bottom = await page.evaluate(
      () => document.querySelector('.fan-and-record')!.getBoundingClientRect().top + scrollY,
    )
    await page.setViewportSize({ width: 1280, height: Math.round(bottom) })
    await settle(page)
    const image = await page.screenshot({
      path: SCREENSHOT,
      clip: { x: 0, y: 0, width: 1280, height: Math.round(bottom) - 16 },
    })
    expect(image.subarray(1, 4).toString()).toBe('PNG')
    expect(image.readUInt32BE(16)).toBe(1280)
  })
}
