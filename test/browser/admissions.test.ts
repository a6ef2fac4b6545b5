import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { AdviceAnswer } from '../../src/contracts/programmes.ts'
import { loadProgrammes } from '../../src/ingest/programmes.ts'
import { SILENT } from '../../src/storage/log.ts'
import { PACK } from '../support/pack.ts'
import { type PublishedApp, startPublishedApp } from '../support/published-app.ts'
import { violations } from './chromium.ts'
import { describeInChromium } from './look.ts'

const PROGRAMME = 'SYN-U01-it'

/** Waits until the advice and the simulator stand on the page and nothing is on its way. */
async function settle(page: Page): Promise<void> {
  await page.waitForSelector('svg.cobweb', { timeout: 10_000 })
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .waiting'))
  await page.waitForLoadState('networkidle')
}

async function start(): Promise<PublishedApp> {
  const service = await startPublishedApp()
  await loadProgrammes({ pool: service.store.pool, log: SILENT }, join(PACK, 'synthetic'))
  return service
}

describeInChromium('admissions view on a published release', start, (look) => {
  const visit = async (query: string, on: Page = look.page): Promise<void> => {
    await look.goto(`?view=admissions&${query}`, on)
    await settle(on)
  }
  const advice = async (query = ''): Promise<AdviceAnswer> =>
    (
      await fetch(new URL(`/v1/programmes/${PROGRAMME}/advice?${query}`, look.service.url))
    ).json() as Promise<AdviceAnswer>
  const whole = (value: number, locale = 'vi-VN') =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value).replace('-', '−')

  test('a programme is found without marks, and its page says at once that the set is synthetic', async () => {
    await look.goto('?view=admissions')
    await look.page.waitForSelector('table.programmes')
    expect(await look.page.textContent('.synthetic')).toContain('GIẢ LẬP')
    await look.page.fill('input[type=search]', 'cong nghe thong tin dai hoc')
    expect(await look.page.locator('table.programmes tbody tr').count()).toBe(6)
    await look.page.click('table.programmes tbody tr:first-child a')
    await settle(look.page)
    expect(look.page.url()).toContain(`programme=${PROGRAMME}`)
    expect(await look.page.textContent('#programme-title')).toContain('Công nghệ thông tin')
  })

  test('the recommended intake, the waterfall and the over-subscription are those of the API', async () => {
    await visit(`programme=${PROGRAMME}`)
    const answer = await advice()
    expect(await look.page.textContent('#verdict-title')).toContain('2030–2032')
    const last = look.page.locator('table.steps tr[data-step=recommended] td.median')
    expect(await last.textContent()).toBe(whole(answer.programme.recommended))
    expect(await look.page.locator('.waterfall li').count()).toBe(answer.waterfall.length)
    const alert = await look.page.textContent('[role=alert][data-status=over]')
    expect(alert).toContain(whole(answer.coordination.announced))
    expect(alert).toContain(whole(answer.coordination.overSubscription))
    expect(await look.page.locator('table.quota tbody tr').count()).toBe(answer.quota.checks.length)
    expect(await look.page.getAttribute('tr[data-rule="tt03-2022.accreditation"]', 'data-outcome')).toBe('fail')
  })

  test('a rate changed by hand goes into the address and the whole page follows; undo brings ours back', async () => {
    await visit(`programme=${PROGRAMME}`)
    const field = look.page.locator('input[data-input=match]')
    await field.fill('50')
    await field.blur()
    await look.page.waitForURL(/match=0\.5/)
    await settle(look.page)
    const answer = await advice('match=0.5')
    const needed = look.page.locator('table.steps tr[data-step=graduatesNeeded] td.median')
    expect(await needed.textContent()).toBe(whole(answer.field.graduatesNeeded))
    expect(await look.page.locator('tr[data-step=match] [data-origin=user]').count()).toBe(1)
    await look.page.click('tr[data-step=match] .undo')
    await settle(look.page)
    expect(look.page.url()).not.toContain('match=')
    expect(await needed.textContent()).toBe(whole((await advice()).field.graduatesNeeded))
  })

  test('the simulator warns where the market would cycle and calms down with a weaker reaction', async () => {
    await visit(`programme=${PROGRAMME}&lang=en`)
    expect(await look.page.getAttribute('[data-stable]', 'data-stable')).toBe('false')
    await visit(`programme=${PROGRAMME}&lang=en&reaction=0.05`)
    expect(await look.page.getAttribute('[data-stable]', 'data-stable')).toBe('true')
    expect(await look.page.locator('svg.cobweb path.gap').count()).toBe(1)
  })

  test('the evidence can be taken along as a workbook', async () => {
    await visit(`programme=${PROGRAMME}&match=0.6`)
    const href = (await look.page.getAttribute('.exports a[href*="format=xlsx"]', 'href'))!
    expect(href).toContain('match=0.6')
    const answer = await fetch(new URL(href, look.service.url))
    expect(answer.status).toBe(200)
    expect(new TextDecoder().decode((await answer.arrayBuffer()).slice(0, 2))).toBe('PK')
  })

  test.each([
    ['vi', 1280, 'light'],
    ['en', 360, 'light'],
    ['vi', 360, 'dark'],
  ] as const)(
    'in %s at %i pixels, %s, it meets WCAG 2.2 AA and does not scroll sideways',
    async (lang, width, colorScheme) => {
      await look.withPage({ viewport: { width, height: 900 }, colorScheme }, async (page) => {
        await visit(`programme=${PROGRAMME}&lang=${lang}`, page)
        expect(await violations(page)).toEqual([])
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow).toBe(0)
      })
    },
  )

  test('a horizon that is too short is explained in the language of the page', async () => {
    await look.goto('?view=admissions&programme=SYN-U03-medicine&intakeYear=2029')
    await look.page.waitForSelector('.problem')
    expect(await look.page.textContent('p.warning')).toContain('Dự báo không đủ dài')
    expect(await look.page.textContent('.problem')).toContain('HORIZON_TOO_SHORT')
    expect(look.errors.splice(0).every((error) => error.includes('422'))).toBe(true)
  })
})
