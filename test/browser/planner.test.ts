import { expect, test } from 'vitest'
import type { GapDrivers } from '../../src/contracts/drivers.ts'
import type { ComparedRow } from '../../src/contracts/scenarios.ts'
import { startPublishedApp } from '../support/published-app.ts'
import { inThousands, settle, violations } from './chromium.ts'
import { describeInChromium } from './look.ts'

describeInChromium('what a planner asks next', startPublishedApp, (look) => {
  const visit = async (query: string) => {
    await look.goto(query)
    await settle(look.page)
  }

  test.each([
    ['vi', 'vi-VN'],
    ['en', 'en-GB'],
  ] as const)(
    'why there is a gap (%s): the drivers of the API, in order, their sum, and its sentence',
    async (lang, locale) => {
      await visit(`?area=VN-HN&sector=C&year=2030&lang=${lang}`)
      const data = await look.ask<GapDrivers>('/v1/gaps/VN-HN:VSIC2018:C:2030:T/drivers?round=100')
      const shown = await look.page.locator('table.why tbody data').allTextContents()
      expect(shown).toEqual(
        [...data.drivers.map((d) => d.persons), data.meanGap].map((v) => inThousands(v, locale, true)),
      )
      expect(await look.page.textContent('.why-block .lead')).toBe(data.sentence[lang])
    },
  )

  test('scenarios: one column each, a line per section, differences as the API gives them', async () => {
    await visit('?area=VN&sector=C&year=2030&open=scenarios&lang=en')
    const columns = await look.page.locator('table.scenarios thead th[data-scenario]').count()
    expect(columns).toBe(3)
    expect(await look.page.locator('table.scenarios tbody tr').count()).toBe(22)
    for (const id of ['fdi-surge', 'female-participation', 'low-growth']) {
      const { rows } = await look.ask<{ rows: ComparedRow[] }>(`/v1/scenarios/${id}/compare?area=VN&sector=C&year=2030`)
      const cell = look.page.locator(`table.scenarios tr[data-sector="VSIC2018:C"] td[data-scenario="${id}"]`)
      expect(await cell.locator('data').textContent()).toBe(inThousands(rows[0]!.gap.difference.p50, 'en-GB', true))
    }
    await look.page.click('#scenarios .switch a:has-text("Demand")')
    const { rows } = await look.ask<{ rows: ComparedRow[] }>(
      '/v1/scenarios/low-growth/compare?area=VN&sector=C&year=2030',
    )
    const cell = look.page.locator('table.scenarios tr[data-sector="VSIC2018:C"] td[data-scenario="low-growth"]')
    expect(await cell.locator('data').textContent()).toBe(inThousands(rows[0]!.demand.difference.p50, 'en-GB', true))
  })

  test('both follow the rules of accessible pages', async () => {
    await visit('?area=VN&sector=C&year=2030&lang=vi')
    expect(await violations(look.page)).toEqual([])
  })
})
