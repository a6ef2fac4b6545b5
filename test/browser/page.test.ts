import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { GapList, GapRow, GapSkills } from '../../src/contracts/gaps.ts'
import type { ReleaseList } from '../../src/contracts/releases.ts'
import { VIEWS } from '../../src/dashboard/view-names.ts'
import { inThousands, settle, violations } from './chromium.ts'
import { describeInChromium, type Service } from './look.ts'

const SCREENSHOT = fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url))
const HOME = 'VN-HN'
const YEAR = 2030

/** A running service with a published release: NHANLUC_TEST_URL, else one of our own. */
async function startService(): Promise<Service> {
  const given = process.env['NHANLUC_TEST_URL']
  if (given) return { url: given, stop: async () => {} }
  const { startPublishedApp } = await import('../support/published-app.ts')
  return startPublishedApp()
}

describeInChromium('page of a published release', startService, (look) => {
  const visit = async (query = '', on: Page = look.page): Promise<void> => {
    await look.goto(query, on)
    await settle(on)
  }
  const gapOf = async (query: string): Promise<GapRow> =>
    (await look.ask<z.infer<typeof GapList>>(`/v1/gaps?${query}`)).rows[0]!
  const sections = async (): Promise<GapRow[]> =>
    (await look.ask<z.infer<typeof GapList>>(`/v1/gaps?area=${HOME}&kind=section&year=${YEAR}&sex=T`)).rows
  /** P10, P50 and P90 of one line of the table of the chosen gap. */
  const quantiles = async (field: string): Promise<string[]> =>
    (await look.page.locator(`tr[data-figure="${field}"] data`).allTextContents()).map((text) => text.trim())

  test('the page opens in Vietnamese on Hanoi and names the release the API serves', async () => {
    await visit()
    const { rows } = await look.ask<z.infer<typeof ReleaseList>>('/v1/releases')
    const current = rows.find((row) => row.isCurrent)!
    expect(await look.page.getAttribute('html', 'lang')).toBe('vi')
    expect(await look.page.textContent('h1')).toContain('Hà Nội')
    const banner = await look.page.textContent('dl.release')
    expect(banner).toContain(current.id)
    expect(banner).toContain(String(current.manifest.baseYear))
    expect(banner).toContain(String(current.manifest.seed))
  })

  test('the views are reached by the keyboard without a reload; the focus goes to the new heading, and back returns', async () => {
    await visit(`?area=VN&year=${YEAR}&lang=en`)
    await look.page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
    const names = await look.page.locator('nav.views a').allTextContents()
    expect(names.length).toBe(VIEWS.length)
    expect(names[0]).toBe('By sector')
    expect(names).toEqual(expect.arrayContaining(['Training orders', 'Admissions', 'Tables', 'Data']))
    expect(await look.page.locator('nav.views a[aria-current="page"]').allTextContents()).toEqual(['By sector'])
    await look.page.focus('nav.views a:has-text("Data")')
    await look.page.keyboard.press('Enter')
    await look.page.waitForSelector('main.data-view')
    expect(await look.page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await look.page.title()).toMatch(/^Data/)
    expect(new URL(look.page.url()).search).toBe('?view=data&lang=en')
    await look.page.click('nav.views a:has-text("Admissions")')
    await look.page.waitForSelector('main.admissions')
    await look.page.goBack()
    await look.page.waitForSelector('main.data-view')
    await look.page.goBack()
    await settle(look.page)
    expect(await look.page.textContent('h1')).toContain('Viet Nam')
    expect(await look.page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
  })

  test('the sentence under the title agrees with the gaps of the API', async () => {
    await visit()
    const rows = await sections()
    const shortest = rows.reduce((a, b) => (b.gap.p50 > a.gap.p50 ? b : a))
    const sentence = (await look.page.textContent('.headline'))!
    if (shortest.gap.p50 > 0) expect(sentence).toContain(`thiếu ${inThousands(shortest.gap.p50, 'vi-VN')} nghìn người`)
    else expect(sentence).toContain('không ngành nào')
    expect(sentence).toContain(`${rows.filter((row) => row.pShortage >= 0.5).length} trên ${rows.length} ngành`)
  })

  test('a sector picked from the list shows the numbers of the API, and the address says which', async () => {
    await visit()
    await look.page.selectOption('.controls .grow select', 'VSIC2018:J')
    await settle(look.page)
    expect(new URL(look.page.url()).searchParams.get('sector')).toBe('VSIC2018:J')
    const gap = await gapOf(`area=${HOME}&sector=J&year=${YEAR}&sex=T`)
    const shown = (band: GapRow['gap'], signed: boolean) =>
      [band.p10, band.p50, band.p90].map((value) => inThousands(value, 'vi-VN', signed))
    expect(await quantiles('demand')).toEqual(shown(gap.demand, false))
    expect(await quantiles('supply')).toEqual(shown(gap.supply, false))
    expect(await quantiles('gap')).toEqual(shown(gap.gap, true))
    expect(await quantiles('replacementDemand')).toEqual(shown(gap.replacementDemand, false))
    expect(await look.page.textContent('section[data-gap] .note code')).toBe(gap.definitionId)

    const { skills } = await look.ask<GapSkills>(`/v1/gaps/${encodeURIComponent(gap.id)}/skills`)
    const first = skills.find((skill) => skill.rank === 1)!
    const firstLine = look.page.locator('section[aria-labelledby="skills-title"] tbody tr').first()
    expect(await firstLine.textContent()).toContain(first.label.vi)
    expect(await firstLine.locator('data').textContent()).toBe(inThousands(first.gap.p50, 'vi-VN', true))
  })

  test('English at a click: same figures, written as English writes them, and back again with the back button', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    await look.page.click('a[lang="en"]')
    await look.page.waitForFunction(() => document.documentElement.lang === 'en')
    const gap = await gapOf(`area=${HOME}&sector=C&year=${YEAR}&sex=T`)
    expect(await look.page.textContent('h1')).toMatch(/^Labour supply and demand by sector: Ha ?noi$/i)
    expect((await quantiles('demand'))[1]).toBe(inThousands(gap.demand.p50, 'en-GB'))
    await look.page.goBack()
    await look.page.waitForFunction(() => document.documentElement.lang === 'vi')
    expect((await quantiles('demand'))[1]).toBe(inThousands(gap.demand.p50, 'vi-VN'))
  })

  test('the heat map is one stop of the Tab key, arrow keys move in it, Enter selects, and back returns', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    const grid = look.page.locator('table[role="grid"]')
    expect(await grid.locator('button[tabindex="0"]').count()).toBe(1)
    await look.page.focus('nav.switch.small a:last-child')
    await look.page.keyboard.press('Tab')
    const focused = () =>
      look.page.evaluate(() => {
        const { sector, year } = (document.activeElement as HTMLElement).dataset
        return { sector, year }
      })
    expect(await focused()).toEqual({ sector: 'VSIC2018:C', year: String(YEAR) })
    await look.page.keyboard.press('ArrowRight')
    await look.page.keyboard.press('ArrowDown')
    expect(await focused()).toEqual({ sector: 'VSIC2018:D', year: String(YEAR + 1) })
    expect(await grid.locator('button[tabindex="0"]').count()).toBe(1)
    expect(new URL(look.page.url()).searchParams.get('sector')).toBe('C')
    await look.page.keyboard.press('Enter')
    await settle(look.page)
    expect(new URL(look.page.url()).searchParams.get('sector')).toBe('VSIC2018:D')
    expect(new URL(look.page.url()).searchParams.get('year')).toBe(String(YEAR + 1))
    expect(await look.page.locator('td[aria-selected="true"] button').getAttribute('data-year')).toBe(String(YEAR + 1))
    await look.page.goBack()
    await settle(look.page)
    expect(await look.page.locator('td[aria-selected="true"] button').getAttribute('data-sector')).toBe('VSIC2018:C')
  })

  test('every cell of the heat map says its sector, year, gap and probability, and shows the gap of the API', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    const percent = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    for (const row of await sections()) {
      const cell = look.page.locator(`button[data-sector="${row.sector}"][data-year="${row.year}"]`)
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
    const lines = await look.page.locator('.source').allTextContents()
    const ofGaps = lines.filter((line) => line.includes('ước tính (E)'))
    expect(ofGaps.length).toBeGreaterThanOrEqual(5)
    for (const line of lines) expect(line).toMatch(/Nguồn: .+Dữ liệu đến: .+Phiên bản: .+Trạng thái: .+Phương pháp: /)
  })

  test('a sector of Hanoi shows the record of the national forecast it rests on, and says so', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}`)
    const record = look.page.locator('section[aria-labelledby="record-title"]')
    expect(await record.textContent()).toContain('không thể kiểm định riêng')
    expect(await record.locator('tr[data-published="true"]').count()).toBe(1)
  })

  test('the country has history, a backtest and figures by sex; a sex without rows is disabled and the reason is said', async () => {
    await visit('?area=VN&sector=C')
    expect(await look.page.locator('input[name="sex"][value="F"]').isDisabled()).toBe(true)
    expect((await look.page.textContent('#sex-reason'))!.length).toBeGreaterThan(20)
    expect(await look.page.locator('.scores tbody tr').count()).toBeGreaterThanOrEqual(3)
    expect(await look.page.textContent('.verdict')).toMatch(/dự báo ngây thơ/)
    await look.page.locator('section[aria-labelledby="fan-title"] .alternative summary').click()
    expect(
      await look.page.locator('section[aria-labelledby="fan-title"] .alternative tbody tr').count(),
    ).toBeGreaterThan(15)
    await look.page.selectOption('.controls .grow select', '_T')
    await settle(look.page)
    expect(await look.page.locator('input[name="sex"][value="F"]').isEnabled()).toBe(true)
    await look.page.check('input[name="sex"][value="F"]')
    await settle(look.page)
    const women = await gapOf(`area=VN&sector=_T&year=${YEAR}&sex=F`)
    expect((await quantiles('demand'))[1]).toBe(inThousands(women.demand.p50, 'vi-VN'))
  })

  test('the table is the answer of the API, and its files come from the same query', async () => {
    await visit(`?area=${HOME}&sector=C&year=${YEAR}&open=table`)
    const rows = await sections()
    for (const row of rows) {
      const shown = await look.page.locator(`tr[data-row="${row.id}"] td.median data`).getAttribute('value')
      expect(Number(shown)).toBe(row.gap.p50)
    }
    const csv = await fetch(
      new URL((await look.page.getAttribute('.exports a:has-text("CSV")', 'href'))!, look.service.url),
    )
    expect(csv.headers.get('content-type')).toContain('text/csv')
    const text = await csv.text()
    for (const row of rows) expect(text).toContain(row.id)
    const xlsx = await fetch(
      new URL((await look.page.getAttribute('.exports a:has-text("XLSX")', 'href'))!, look.service.url),
    )
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml')
  })

  test.each([
    ['in Vietnamese', '?lang=vi', 1280, 'light'],
    ['in English', '?lang=en&area=VN&sector=C', 1280, 'light'],
    ['at night', '?lang=vi&cells=persons', 1280, 'dark'],
    ['on a phone, in Vietnamese', '?lang=vi', 360, 'light'],
    ['on a phone, in English', '?lang=en&area=VN&lens=logistics', 360, 'light'],
  ] as const)('WCAG 2.2 AA holds %s, and nothing is wider than the screen', async (_, query, width, colorScheme) => {
    await look.withPage({ viewport: { width, height: 800 }, colorScheme }, async (page) => {
      await visit(query, page)
      expect(await violations(page)).toEqual([])
      expect(await page.locator('body').innerText()).not.toMatch(/[{}]|undefined|NaN/)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
  })

  test('the screenshot of the documentation is taken from the page as it is', async () => {
    await visit()
    const bottom = await look.page.evaluate(
      () => document.querySelector('.fan-and-record')!.getBoundingClientRect().top + scrollY,
    )
    await look.page.setViewportSize({ width: 1280, height: Math.round(bottom) })
    await settle(look.page)
    const image = await look.page.screenshot({
      path: SCREENSHOT,
      clip: { x: 0, y: 0, width: 1280, height: Math.round(bottom) - 16 },
    })
    expect(image.subarray(1, 4).toString()).toBe('PNG')
    expect(image.readUInt32BE(16)).toBe(1280)
  })
})
