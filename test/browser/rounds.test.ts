import { expect, test } from 'vitest'
import type { TrackCaseRow } from '../../src/contracts/track-record.ts'
import { HEIGHT, INSET, roundsChart, WIDTH } from '../../src/dashboard/planner/figures/rounds-chart.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { insertRound, replaceScores, type TrackCaseRecord } from '../../src/storage/track-record.ts'
import { startPublishedApp } from '../support/published-app.ts'
import { inThousands, settle, violations } from './chromium.ts'
import { describeInChromium } from './look.ts'

const past = (target: number, forecast: number, actual: number): TrackCaseRow => ({
  kind: 'sector',
  area: 'VN',
  measure: 'employment',
  unit: 'VSIC2018:C',
  label: { vi: 'C', en: 'C' },
  origin: target - 6,
  target,
  horizon: 6,
  knownOn: null,
  base: 9000,
  forecast,
  p10: 0.9 * forecast,
  p90: 1.1 * forecast,
  actual,
  actualStatus: 'A',
  error: forecast - actual,
  contenders: {},
})

test('rounds chart: everything lies in the frame, higher figures higher up, and misses are told from hits', () => {
  const { marks, outcomes, ticks } = roundsChart([
    past(2022, 10_000, 10_500),
    past(2023, 10_400, 12_000),
    past(2024, 11_000, 10_900),
  ])
  expect(marks.map((mark) => mark.isInside)).toEqual([true, false, true])
  for (const y of marks.flatMap((mark) => [mark.forecast, mark.actual, mark.low!, mark.high!])) {
    expect(y).toBeGreaterThanOrEqual(INSET.top)
    expect(y).toBeLessThanOrEqual(HEIGHT - INSET.bottom)
  }
  for (const { x } of marks) expect(x > INSET.left && x < WIDTH - INSET.right).toBe(true)
  expect(marks[1]!.actual).toBeLessThan(marks[0]!.actual)
  expect(outcomes).toMatch(/^M[\d.]+,[\d.]+L[\d.]+,[\d.]+L[\d.]+,[\d.]+$/)
  // The band of the first forecast begins at 9,000 and the highest outcome is 12,000; steps of 1,000 hold them.
  expect(ticks.map((tick) => tick.value)).toEqual([9000, 10_000, 11_000, 12_000, 13_000])
  expect(roundsChart([])).toEqual({ marks: [], outcomes: '', ticks: [] })
})

/** Three rounds six years ahead, by hand: what the page shows is what is stored. */
async function insertRecord(app: Awaited<ReturnType<typeof startPublishedApp>>): Promise<void> {
  const key = { kind: 'sector', area_id: 'VN', measure: 'employment', unit: 'VSIC2018:C' } as const
  await withTransaction(app.store.pool, async (tx) => {
    for (const [origin, said, actual] of [
      [2016, 8_000_000, 11_500_000],
      [2017, 10_500_000, 12_000_000],
      [2018, 12_100_000, 12_200_000],
    ] as const) {
      const one: TrackCaseRecord = {
        ...key,
        target: origin + 6,
        base: 9_000_000,
        scale: 300_000,
        forecasts: { published: said, naive: 9_000_000 },
        p10: said - 600_000,
        p90: said + 600_000,
        crps: 100_000,
        actual,
        actual_status: 'A',
      }
      await insertRound(tx, app.releaseId, { round_id: `national-${origin}`, origin, known_on: null }, [one])
    }
    const score = {
      rounds: 3,
      cases: 3,
      wape: 14.3,
      mape: 15,
      mase: 5,
      skill: 0.4,
      expansionWape: 60,
      directionHits: 1,
      relativeGrowthHits: 0.5,
      dissimilarity: null,
      spearman: null,
      precisionAtTop: null,
      crps: 9,
    }
    const intervals = { coverage: 1 / 3, meanScore: 1, tolerance: { low: 0.34, high: 1 } }
    await replaceScores(
      tx,
      app.releaseId,
      [
        { ...key, horizon: 6, contender: 'published', score: { ...score, intervals } },
        { ...key, horizon: 6, contender: 'naive', score: { ...score, wape: 24.1, skill: 0, intervals: null } },
      ],
      [
        {
          kind: 'sector',
          area: 'VN',
          measure: 'employment',
          published: 'drift',
          best: 'drift',
          lostTo: [],
          obeys: true,
          wape: { drift: 12, blend: 13 },
          rounds: 11,
          agreement: null,
        },
      ],
    )
  })
}

describeInChromium('earlier forecasts on the page', startPublishedApp, (look) => {
  test.each(['vi', 'en'] as const)(
    'while rounds are being run the page says so, and then shows them (%s)',
    async (lang) => {
      const { pool } = look.service.store
      await pool.query('delete from track_round; delete from track_score; delete from track_verdict')
      await look.goto(`?area=VN-HN&sector=C&year=2030&lang=${lang}`)
      await settle(look.page)
      expect(await look.page.textContent('section.rounds .empty')).toContain(
        lang === 'vi' ? 'đang được chạy lại' : 'being run again',
      )

      await insertRecord(look.service)
      await look.goto(`?area=VN-HN&sector=C&year=2030&lang=${lang}&again`)
      await settle(look.page)
      const section = look.page.locator('section.rounds')
      expect(await section.locator('.lead').textContent()).toContain(lang === 'vi' ? '14,3%' : '14.3%')
      expect(await section.locator('svg .dot.outside').count()).toBe(2)
      await section.locator('details summary').click()
      const shown = await section.locator('details tbody tr').first().locator('data').allTextContents()
      const locale = lang === 'vi' ? 'vi-VN' : 'en-GB'
      expect(shown).toEqual(
        expect.arrayContaining([inThousands(8_000_000, locale, false), inThousands(11_500_000, locale, false)]),
      )
      expect(await violations(look.page)).toEqual([])
    },
  )
})
