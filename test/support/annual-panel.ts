import { createRandom } from '../../src/domain/random.ts'
import type { PanelSeries } from '../../src/forecast/types.ts'

/** Annual employment of sectors from 2008 on: noisy trends around different levels. */
export function annualPanel(series: number, years: number, seed: number): PanelSeries[] {
  const random = createRandom(seed)
  return Array.from({ length: series }, (_, i) => {
    let level = Math.log(50 * (i + 1))
    const growth = 0.02 * random.normal()
    const y = Float64Array.from({ length: years }, () => {
      level += growth + 0.03 * random.normal()
      return Math.exp(level)
    })
    return { id: `s${i}`, start: 2008, y }
  })
}
