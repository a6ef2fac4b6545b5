import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fillPage, PAGES, renderSections } from '../../bench/accuracy-page.ts'
import { readLongRange, readScorecards } from '../../bench/scorecard.ts'

describe('pages that state accuracy', () => {
  const cards = readScorecards()
  const sections = renderSections(cards, readLongRange())

  it('every table is the one of the stored scorecards: after a new run, bench/accuracy-page.ts fills the pages', () => {
    expect(cards.length).toBeGreaterThan(0)
    for (const page of PAGES) {
      const text = readFileSync(page, 'utf8')
      expect(text, page).toContain('<!-- scorecards:')
      expect(text, page).toBe(fillPage(text, sections))
    }
  })

  it('a figure that was changed by hand is found', () => {
    const text = readFileSync(PAGES[0]!, 'utf8')
    const mase = cards[0]!.figures.MASE.toFixed(4)
    expect(text).toContain(mase)
    const spoilt = text.replaceAll(mase, '0.0001')
    expect(fillPage(spoilt, sections)).toBe(text)
  })

  it('a scorecard names what it was made with, and its origins add up to its figures', () => {
    for (const card of cards) {
      expect(card.madeWith.seed, card.panel).toBe(7)
      expect(Object.keys(card.byOrigin)).toEqual(card.origins)
      const n = Object.values(card.byOrigin).reduce((sum, f) => sum + f.n!, 0)
      expect(card.figures.n, card.panel).toBe(n)
      const smape = Object.values(card.byOrigin).reduce((sum, f) => sum + f.sMAPE * f.n!, 0) / n
      expect(Math.abs(card.figures.sMAPE / smape - 1), card.panel).toBeLessThan(1e-4)
    }
  })
})
