import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { OpeningList } from '../../src/contracts/openings.ts'
import type { OverrideList } from '../../src/contracts/overrides.ts'
import type { ScenarioList } from '../../src/contracts/scenarios.ts'
import type { GapUncertainty } from '../../src/contracts/uncertainty.ts'
import { formatReleases, parseReleases } from '../../src/dashboard/releases/address.ts'
import { KEY } from '../support/api.ts'
import { startPublishedApp } from '../support/published-app.ts'
import { inThousands, settle, violations } from './chromium.ts'
import { describeInChromium } from './look.ts'

const GAP = 'VN-HN:VSIC2018:K:2030:T'

test('address of two releases: what is written is read back', () => {
  const address = { lang: 'en', before: 'r-1', after: 'r-2', area: 'VN', year: 2031, kind: 'lens' } as const
  expect(parseReleases(formatReleases(address))).toEqual(address)
  expect(parseReleases('?view=releases&kind=all')).toEqual({ lang: 'vi', kind: 'section' })
})

describeInChromium(
  'panels that are opened when asked for',
  () => startPublishedApp({ NHANLUC_API_KEY: KEY }),
  (look) => {
    const visit = async (open: string, lang = 'en') => {
      await look.goto(`?area=VN-HN&sector=K&year=2030&open=${open}&lang=${lang}`)
      await settle(look.page)
    }

    test('a panel is closed until it is asked for; by the keyboard it opens, and the address says so', async () => {
      await visit('')
      await look.page.waitForSelector('#uncertainty')
      expect(await look.page.locator('#uncertainty table').count()).toBe(0)
      await look.page.focus('#uncertainty summary')
      await look.page.keyboard.press('Enter')
      await look.page.waitForSelector('#uncertainty table')
      expect(new URL(look.page.url()).searchParams.get('open')).toBe('uncertainty')
      await look.page.goBack()
      await look.page.waitForFunction(() => !document.querySelector('#uncertainty table'))
    })

    test('why the band is wide: shares and assumptions of the API, and its sentence', async () => {
      await visit('uncertainty', 'vi')
      const data = await look.ask<GapUncertainty>(`/v1/gaps/${GAP}/uncertainty`)
      expect(await look.page.textContent('#uncertainty .lead')).toBe(data.sentence.vi)
      for (const row of data.rows.filter((one) => one.kind === 'component')) {
        const cell = look.page.locator(`#uncertainty tr[data-item="${row.item}"] td.median data`)
        expect(Number(await cell.getAttribute('value'))).toBe(row.varianceShare)
      }
      const [most] = data.rows.filter((one) => one.kind === 'prior')
      const ends = await look.page.locator(`#uncertainty tr[data-item="${most!.item}"] data`).allTextContents()
      expect(ends).toEqual([most!.gapAtLow!, most!.gapAtHigh!].map((value) => inThousands(value, 'vi-VN', true)))
    })

    test('openings by definition: expansion plus replacement of the API, and which definition the page uses', async () => {
      await visit('openings')
      const { rows } = await look.ask<z.infer<typeof OpeningList>>(
        '/v1/openings?area=VN-HN&sector=VSIC2018:K&year=2030',
      )
      expect(rows.length).toBe(3)
      for (const row of rows) {
        const cell = look.page.locator(`#openings tr[data-definition="${row.definitionId}"] td.median data`)
        expect(await cell.textContent()).toBe(inThousands(row.jobOpenings.p50, 'en-GB', true))
      }
      expect(await look.page.locator('#openings .badge').count()).toBe(1)
    })

    test("an expert's figure with reason and expiry stands beside the model's at once", async () => {
      await visit('override')
      await look.page.fill('#override input[name=key]', KEY)
      await look.page.keyboard.press('Enter')
      await look.page.fill('#override input[name=value]', '12.5')
      await look.page.fill('#override input[name=author]', 'A. Planner')
      await look.page.fill('#override input[name=expiresOn]', '2099-01-01')
      await look.page.fill('#override textarea[name=reason]', 'Two banks move their headquarters here in 2028')
      await look.page.click('#override button.primary')
      await look.page.waitForSelector('.note.override')
      const { rows } = await look.ask<z.infer<typeof OverrideList>>(`/v1/overrides?figure=${GAP}&active=true`)
      expect([rows[0]!.value, rows[0]!.author]).toEqual([12_500, 'A. Planner'])
      expect(await look.page.textContent('.note.override')).toContain('+12.5')
    })

    test('a scenario saved on the page is computed and compared with the others', async () => {
      await visit('scenario')
      await look.page.fill('#scenario input[name=key]', KEY)
      await look.page.keyboard.press('Enter')
      await look.page.selectOption('#scenario select[name=sector-1]', 'VSIC2018:K')
      await look.page.fill('#scenario input[name=size-1]', '2')
      await look.page.click('#scenario button[data-add]')
      await look.page.click('#scenario button[data-add]')
      await look.page.selectOption('#scenario select[name=kind-3]', 'participation')
      await look.page.fill('#scenario input[name=fromPercent-3]', '68')
      await look.page.fill('#scenario input[name=size-3]', '1.5')
      // The second is taken off the list again; what stands in the others stays.
      await look.page.click('#scenario fieldset:nth-of-type(2) button')
      expect(await look.page.locator('#scenario fieldset.change').count()).toBe(2)
      await look.page.fill('#scenario input[name=name]', 'Ngân hàng tăng nhanh')
      await look.page.fill('#scenario input[name=nameEn]', 'Banks grow fast')
      await look.page.fill('#scenario input[name=note]', 'Tăng thêm 2 điểm mỗi năm')
      await look.page.fill('#scenario input[name=owner]', 'A. Planner')
      await look.page.click('#scenario button.primary')
      await look.page.waitForSelector('#scenario .done', { timeout: 60_000 })
      const { rows } = await look.ask<z.infer<typeof ScenarioList>>('/v1/scenarios')
      const saved = rows.find((row) => row.name.en === 'Banks grow fast')!
      expect(saved.changes).toMatchObject([
        { kind: 'sectorGrowth', sector: 'VSIC2018:K', pointsPerYear: 2 },
        { kind: 'participation', fromPercent: 68, points: 1.5 },
      ])
      await visit('scenarios')
      expect(await look.page.locator(`table.scenarios th[data-scenario="${saved.id}"]`).textContent()).toBe(
        'Banks grow fast',
      )
    })

    test('one release alone is nothing to compare, and the page says so', async () => {
      await look.goto('?view=releases&lang=en')
      await look.page.waitForSelector('.empty')
      expect(await look.page.textContent('.empty')).toContain('one release')
      expect(await violations(look.page)).toEqual([])
    })

    test('open panels meet WCAG 2.2 AA on a phone and do not scroll sideways', async () => {
      await look.withPage({ viewport: { width: 390, height: 844 } }, async (page) => {
        await look.goto('?sector=K&year=2030&open=uncertainty,openings,override,scenario,table&lang=vi', page)
        await settle(page)
        await page.waitForSelector('#openings table')
        expect(await violations(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      })
    })
  },
)
