import { describe, expect, it } from 'vitest'
import { coverageSvg } from '../../src/reports/coverage-svg.ts'

const points = [
  { horizon: 2, n: 40, cov80: 0.75, cov95: 0.9 },
  { horizon: 1, n: 44, cov80: 0.8, cov95: null },
  { horizon: 3, n: 3, cov80: null, cov95: null },
]

describe('coverage chart', () => {
  it('a point at its nominal level lies on the dashed line of that level; a share that is not known is not drawn', () => {
    const svg = coverageSvg(points, 'panel.csv', 'en')
    const nominal = /<line [^>]*y1="([\d.]+)"[^>]*stroke-dasharray="2 4"/.exec(svg)![1]
    const circles = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"[^>]*><title>h = (\d)/g)]
    expect(circles.map((c) => c[2])).toEqual(['1', '2'])
    expect(circles[0]![1]).toBe(nominal)
    expect(Number(circles[1]![1])).toBeGreaterThan(Number(nominal))
    expect([...svg.matchAll(/<rect x=/g)]).toHaveLength(1)
  })

  it('says in words what it draws, for those who do not see it, and escapes what it is given', () => {
    const svg = coverageSvg(points, 'A & <B>', 'vi')
    expect(svg).toContain('role="img"')
    expect(svg).toContain('<desc>h = 1: 80 %, -; h = 2: 75 %, 90 %; h = 3: -, -</desc>')
    expect(svg).toContain('A &amp; &lt;B&gt;')
    expect(svg).not.toContain('<B>')
  })

  it('without a share it says so', () => {
    expect(coverageSvg([], 'x', 'vi')).toContain('Quá ít sai số')
  })
})
