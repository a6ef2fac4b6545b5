import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { startPublishedApp } from '../support/published-app.ts'
import { violations } from './chromium.ts'
import { describeInChromium } from './look.ts'

describeInChromium('what an analyst takes away', startPublishedApp, (look) => {
  const visit = async (query: string) => {
    await look.goto(query)
    await settled()
  }
  const settled = async () => {
    await look.page.waitForSelector('table.preview')
    await look.page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .waiting'))
  }

  test('a table chosen on the page is the API call it names: the same numbers in the preview and in the CSV', async () => {
    await visit('?view=tables&lang=en')
    await look.page.selectOption('#filter-area', 'VN')
    await settled()
    await look.page.selectOption('#filter-sector', 'VSIC2018:K')
    await settled()
    await look.page.selectOption('#filter-figure', 'demand.p50')
    await look.page.waitForSelector('#preview-title:has-text("demand.p50")')
    const query = new URL(look.page.url()).searchParams
    expect([query.get('area'), query.get('sector'), query.get('figure')]).toEqual(['VN', 'VSIC2018:K', 'demand.p50'])

    const [download] = await Promise.all([
      look.page.waitForEvent('download'),
      look.page.click('a.button:has-text("CSV")'),
    ])
    const file = await readFile(await download.path())
    const rows = parse(file, { columns: true, bom: true, relax_column_count: true }) as Record<string, string>[]
    const of2030 = rows.find((row) => row['year'] === '2030')!
    const heads = await look.page.locator('table.preview thead th').allTextContents()
    const cells = await look.page.locator('table.preview tbody tr').first().locator('td').allTextContents()
    const shown = Number(cells[heads.indexOf('2030')]!.replaceAll(',', ''))
    expect(shown).toBe(Math.round(Number(of2030['demand_p50'])))
  })

  test('published figures as known on a day: the older vintage, and both with their history', async () => {
    const quarter =
      'table=observations&area=VN&measure=labourForce&sex=T&frequency=Q&from=2024-Q3&to=2024-Q3&figure=value'
    await visit(`?view=tables&${quarter}&asOf=2024-12-31&lang=en`)
    expect(await look.page.locator('table.preview tbody td').allTextContents()).toContain('52,654,900')
    await visit(`?view=tables&${quarter}&includeHistory=true&lang=en`)
    const both = await look.page.locator('table.preview tbody td').allTextContents()
    for (const value of ['52,654,900', '52,764,857']) expect(both).toContain(value)
  })

  test('what the API refuses is said in its words, and the page can go on', async () => {
    await look.goto('?view=tables&table=gaps&area=VN-XX&lang=en')
    await look.page.waitForSelector('.problem')
    look.errors.length = 0
    await look.page.selectOption('#filter-area', 'VN')
    await settled()
    expect(await look.page.locator('.problem').count()).toBe(0)
  })

  test('nothing that axe finds wrong, on a screen and on a phone', async () => {
    await visit('?view=tables&lang=vi')
    expect(await violations(look.page)).toEqual([])
    await look.withPage({ viewport: { width: 390, height: 800 } }, async (phone) => {
      await look.goto('?view=tables&lang=vi', phone)
      await phone.waitForSelector('table.preview')
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    })
  })
})
