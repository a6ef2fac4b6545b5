import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Memo, OrderScoreList } from '../../src/contracts/orders.ts'
import { formatOrders, parseOrders } from '../../src/dashboard/orders/address.ts'
import { loadProgrammes } from '../../src/ingest/programmes.ts'
import { SILENT } from '../../src/storage/log.ts'
import { KEY } from '../support/api.ts'
import { PACK } from '../support/pack.ts'
import { startPublishedApp } from '../support/published-app.ts'
import { inThousands, violations } from './chromium.ts'
import { describeInChromium } from './look.ts'

test('address of the orders: what is written is read back, and what is not understood counts as absent', () => {
  const address = { lang: 'en', area: 'VN', year: 2031, group: 'VSCO2020:2', asOfYear: 2032, task: 'order' } as const
  expect(parseOrders(formatOrders(address))).toEqual(address)
  expect(parseOrders('?view=orders&group=4')).toEqual({ lang: 'vi', group: 'VSCO2020:4' })
  expect(parseOrders('?view=orders&year=soon&group=all&task=none')).toEqual({ lang: 'vi' })
})

async function start() {
  const service = await startPublishedApp({ NHANLUC_API_KEY: KEY })
  await loadProgrammes({ pool: service.store.pool, log: SILENT }, join(PACK, 'synthetic'))
  return service
}

describeInChromium('training orders', start, (look) => {
  const settle = (page = look.page) =>
    page.waitForFunction(
      () => document.querySelector('table.chooser') && !document.querySelector('[aria-busy="true"], .waiting'),
    )
  const memo = () => look.ask<z.infer<typeof Memo>>('/v1/orders/memo?area=VN-HN&year=2030')

  test('gaps by group are those of the API; without orders the page says so and leads to the form', async () => {
    await look.goto('?view=orders&lang=vi')
    await settle()
    const { rows, summary } = await memo()
    expect(rows.length).toBe(10)
    expect(await look.page.textContent('.headline')).toBe(summary.vi.join(' '))
    for (const row of rows) {
      const median = look.page.locator(`table.chooser tr[data-key="${row.occupation}"] td.median data`)
      expect(await median.textContent()).toBe(inThousands(row.gap.p50, 'vi-VN', true))
    }
    await look.page.click('.empty a')
    await look.page.waitForSelector('#place details[open] input[name=key]')
    expect(new URL(look.page.url()).searchParams.get('task')).toBe('order')
  })

  test('an order placed on the page stands in the API, in the list and in the memo that can be taken along', async () => {
    await look.goto('?view=orders&task=order&lang=en')
    await settle()
    await look.page.fill('input[name=key]', KEY)
    await look.page.keyboard.press('Enter')
    await look.page.fill('input[name=buyer]', 'Department of Home Affairs')
    await look.page.selectOption('select[name=programme]', 'SYN-U01-it')
    await look.page.fill('input[name=places]', '60')
    await look.page.fill('input[name=women]', '25')
    await look.page.click('button.primary')
    await look.page.waitForSelector('.done')
    await look.page.waitForSelector('table.order-list tr[data-order="o-1"]')
    const ordered = (await memo()).rows.find((row) => row.order === 'o-1')!
    expect([ordered.places, ordered.women, ordered.programme]).toEqual([60, 25, 'SYN-U01-it'])
    const group = look.page.locator(`table.chooser tr[data-key="${ordered.occupation}"]`)
    expect(await group.locator('td data[value="60"]').textContent()).toBe('60')
    expect(await look.page.textContent('.synthetic')).toContain('SYNTHETIC')
    const scores = await look.ask<z.infer<typeof OrderScoreList>>('/v1/orders/scores?area=VN-HN&year=2030')
    const outcome = await look.page.getAttribute('table.order-scores tr[data-order="o-1"]', 'data-outcome')
    expect(outcome).toBe(scores.rows[0]!.outcome)
    const pdf = await fetch(new URL((await look.page.getAttribute('a[href*="format=pdf"]', 'href'))!, look.service.url))
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-')
  })

  test('a key that is not the right one is asked for again, and what was typed stays', async () => {
    await look.goto('?view=orders&task=order&lang=en')
    await settle()
    await look.page.fill('input[name=key]', 'not-the-key-of-this-service')
    await look.page.keyboard.press('Enter')
    await look.page.fill('input[name=buyer]', 'Somebody')
    await look.page.fill('input[name=places]', '5')
    await look.page.click('button.primary')
    await look.page.waitForSelector('.fields .problem')
    expect(await look.page.inputValue('input[name=buyer]')).toBe('Somebody')
    await look.page.click('.fields .problem button')
    await look.page.waitForSelector('input[name=key]')
    expect(look.errors.splice(0).every((error) => error.includes('401'))).toBe(true)
  })

  test.each([
    ['vi', 1280],
    ['en', 390],
  ] as const)('in %s at %i pixels it meets WCAG 2.2 AA and does not scroll sideways', async (lang, width) => {
    await look.withPage({ viewport: { width, height: 844 } }, async (page) => {
      await look.goto(`?view=orders&task=order&lang=${lang}`, page)
      await settle(page)
      expect(await violations(page)).toEqual([])
      expect(await page.locator('body').innerText()).not.toMatch(/[{}]|undefined|NaN/)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
  })
})
