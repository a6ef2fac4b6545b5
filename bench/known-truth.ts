/**
 * Forecasts simulated cities whose gaps are known, from the statistics their office would have published, and prints how often
 * the bands held the truth, whether the planted shortages were found, and the error against a last-share forecast.
 *
 *     node --experimental-strip-types bench/known-truth.ts [--seeds 20] [--from 1] [--draws 1000] [--verbose]
 *
 * Node older than 22.6 runs the compiled file instead.
 */
import { parseArgs } from 'node:util'
import { coverageTolerance } from '../src/market/track-record/intervals.ts'
import { precisionAndRecall } from '../src/market/track-record/ranking.ts'
import { type CityScore, scoreCity } from '../test/support/score-city.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    draws: { type: 'string', default: '1000' },
    verbose: { type: 'boolean', default: false },
  },
})
const scores: CityScore[] = []
const began = performance.now()
for (let k = 0; k < Number(values.seeds); k++) {
  const score = await scoreCity(Number(values.from) + k, Number(values.draws))
  scores.push(score)
  const { inside, error, city } = score
  console.log(
    `seed ${city.seed}: gap bands held ${inside.gap} of ${inside.of}, demand ${inside.demand}, supply ${inside.supply}; error ${error.model.toFixed(0)} against ${error.lastShare.toFixed(0)} persons; planted ${[...city.planted].join(', ')}; precision ${score.precision}, recall ${score.recall}`,
  )
  if (values.verbose)
    for (const row of score.truth)
      console.log(
        `    ${row.occupation.padEnd(11)} gap ${row.gap.toFixed(0).padStart(8)} of ${row.demand.toFixed(0).padStart(7)}; ${row.p10.toFixed(0)} | ${row.p50.toFixed(0)} | ${row.p90.toFixed(0)}, P(shortage) ${row.pShortage.toFixed(2)}`,
      )
}
const sum = (of: (score: CityScore) => number): number => scores.reduce((total, score) => total + of(score), 0)
const cells = sum((s) => s.inside.of)
const rate = (of: 'gap' | 'demand' | 'supply'): string => `${((100 * sum((s) => s.inside[of])) / cells).toFixed(1)} %`
const found = precisionAndRecall(
  scores.flatMap((s) => s.planted),
  scores.flatMap((s) => s.flagged),
)
const short = scores.flatMap((s) => s.truth.map((row) => row.gap > 0.05 * row.demand))
const realised = precisionAndRecall(
  short,
  scores.flatMap((s) => s.flagged),
)
const show = (value: number | null): string => value?.toFixed(3) ?? 'none'
// A missed shortage that costs as much as r false alarms is called from P > 1 / (1 + r) on.
const atCosts = [1, 2, 3, 5].map((ratio) => {
  const { precision, recall } = precisionAndRecall(
    scores.flatMap((s) => s.planted),
    scores.flatMap((s) => s.truth.map((row) => row.pShortage > 1 / (1 + ratio))),
  )
  return `a miss worth ${ratio} false alarms, called from ${(1 / (1 + ratio)).toFixed(2)}: precision ${show(precision)}, recall ${show(recall)}`
})
const bins = [0, 0.2, 0.4, 0.6, 0.8].map((from) => {
  const rows = scores
    .flatMap((s) => s.truth)
    .filter((row) => row.pShortage >= from && row.pShortage < from + 0.2 + 1e-9)
  const came = rows.filter((row) => row.gap > 0.05 * row.demand).length
  return `${from.toFixed(1)}-${(from + 0.2).toFixed(1)}: ${came} of ${rows.length}`
})
const chance = coverageTolerance(cells, 0.8)
console.log(
  `80 per cent bands held ${rate('gap')} of the true gaps, ${rate('demand')} of demand, ${rate('supply')} of supply (${cells} figures; chance alone, if independent: ${(100 * chance.low).toFixed(0)} to ${(100 * chance.high).toFixed(0)} %)`,
)
console.log(
  `planted shortages: precision ${show(found.precision)}, recall ${show(found.recall)}; shortages that came true: precision ${show(realised.precision)}, recall ${show(realised.recall)}`,
)
for (const line of atCosts) console.log(`  ${line}`)
console.log(`shortages that came true by what was said of them, P(gap > 5 %): ${bins.join('; ')}`)
console.log(
  `mean absolute error of the gap in the last year: ${(sum((s) => s.error.model) / scores.length).toFixed(0)} persons, last-share ${(sum((s) => s.error.lastShare) / scores.length).toFixed(0)}: ${(sum((s) => s.error.model) / sum((s) => s.error.lastShare)).toFixed(2)} times`,
)
console.log(`${((performance.now() - began) / 1000 / scores.length).toFixed(1)} s a city`)
