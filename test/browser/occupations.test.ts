import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { GapList } from '../../src/contracts/gaps.ts'
import type { PathwayList } from '../../src/contracts/pathways.ts'
import { formatOccupations, parseOccupations } from '../../src/dashboard/occupations/address.ts'
import { startPublishedApp } from '../support/published-app.ts'
import { inThousands, violations } from './chromium.ts'
import { describeInChromium } from './look.ts'

test('address of the occupations: what is written is read back, and what is not understood counts as absent', () => {
  const address = {
    lang: 'en',
    area: 'VN',
    year: 2031,
    sex: 'F',
    group: 'VSCO2020:5',
    way: 'from',
    job: 'ISCO08:52',
    all: true,
  } as const
  expect(parseOccupations(formatOccupations(address))).toEqual(address)
  expect(parseOccupations('?view=occupations&job=52&way=up&sex=X')).toEqual({ lang: 'vi', sex: 'T', job: 'ISCO08:52' })
})

describeInChromium('occupations', startPublishedApp, (look) => {
  const settle = (page = look.page) =>
    page.waitForFunction(
      () => document.querySelector('table.moves') && !document.querySelector('[aria-busy="true"], .waiting'),
    )
  const gaps = async () =>
    (await look.ask<z.infer<typeof GapList>>('/v1/gaps?area=VN-HN&kind=occupation&year=2030')).rows

  test('groups, women and men: the figures of the API, for the sex that is chosen', async () => {
    await look.goto('?view=occupations&group=4&lang=vi')
    await settle()
    const rows = await gaps()
    const median = (group: string) =>
      look.page.locator(`table.chooser tr[data-key="${group}"] td.median data`).textContent()
    for (const row of rows.filter((one) => one.sex === 'T'))
      expect(await median(row.occupation)).toBe(inThousands(row.gap.p50, 'vi-VN', true))
    for (const row of rows.filter((one) => one.occupation === 'VSCO2020:4')) {
      const cell = look.page.locator(`table.sexes tr[data-sex="${row.sex}"] td.median data`)
      expect(await cell.textContent()).toBe(inThousands(row.gap.p50, 'vi-VN', true))
    }
    await look.page.check('input[name=sex][value=F]')
    await settle()
    expect(new URL(look.page.url()).searchParams.get('sex')).toBe('F')
    const women = rows.find((one) => one.occupation === 'VSCO2020:2' && one.sex === 'F')!
    expect(await median('VSCO2020:2')).toBe(inThousands(women.gap.p50, 'vi-VN', true))
  })

  test('pathways in both directions are those of the API, best first, and the direction stands in the address', async () => {
    await look.goto('?view=occupations&group=5&way=from&job=52&lang=en')
    await settle()
    const shown = async () =>
      look.page.locator('table.moves tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset['move']))
    const out = await look.ask<z.infer<typeof PathwayList>>('/v1/pathways?from=ISCO08:52&area=VN-HN&year=2030')
    expect(await shown()).toEqual(out.rows.slice(0, 10).map((row) => row.to.code))
    const first = look.page.locator('table.moves tbody tr').first()
    expect(Number(await first.locator('data').first().getAttribute('value'))).toBe(out.rows[0]!.coverage)
    await look.page.check('input[name=way][value=to]')
    await look.page.waitForURL(/way=to/)
    await settle()
    const into = await look.ask<z.infer<typeof PathwayList>>('/v1/pathways?to=ISCO08:52&area=VN-HN&year=2030')
    expect(await shown()).toEqual(into.rows.slice(0, 10).map((row) => row.from.code))
    await look.page.click('a:has-text("See all")')
    await settle()
    expect((await shown()).length).toBe(into.rows.length)
  })

  test.each([
    ['vi', 1280, 'light'],
    ['en', 390, 'dark'],
  ] as const)(
    'in %s at %i pixels, %s, it meets WCAG 2.2 AA and does not scroll sideways',
    async (lang, width, scheme) => {
      await look.withPage({ viewport: { width, height: 844 }, colorScheme: scheme }, async (page) => {
        await look.goto(`?view=occupations&lang=${lang}`, page)
        await settle(page)
        expect(await violations(page)).toEqual([])
        expect(await page.locator('body').innerText()).not.toMatch(/[{}]|undefined|NaN/)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      })
    },
  )
})
