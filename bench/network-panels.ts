/**
 * Scores a network alone on the development panels: MASE, scaled quantile loss over its own levels, coverage of its
 * uncalibrated bands.
 *
 *     node --experimental-strip-types bench/network-panels.ts --data FOLDER --network models/pooled/1.1.0 [--ladder]
 *
 * `--ladder` adds Theta, the damped trend and ets at the same origins. `--benchmarks FILE` scores the benchmarks of that file
 * instead, for the record: nothing is chosen by them. Node older than 22.6 runs the compiled file instead.
 */
import { parseArgs } from 'node:util'
import { SEASON_LENGTH } from '../src/domain/period.ts'
import { LADDER } from '../src/forecast/ladder.ts'
import { mase, quantileLoss, seasonalScale } from '../src/forecast/metrics/scores.ts'
import { loadNetwork } from '../src/jobs/load-network.ts'
import { decodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import { createPooledNetwork } from '../src/neural/pooled-network.ts'
import { cutBenchmark, readBenchmarks } from './benchmarks.ts'
import { type DevelopmentPanel, developmentPanels } from './development-panels.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    network: { type: 'string' },
    ladder: { type: 'boolean', default: false },
    benchmarks: { type: 'string' },
  },
})
if (!values.data || !values.network) throw new Error('--data and --network are needed')
const network = createPooledNetwork(await loadBackend('wasm'), await loadNetwork(values.network, decodeArtefact))
const ladder = values.ladder ? LADDER.filter((c) => ['theta', 'damped', 'ets'].includes(c.name)) : []
const at = (level: number): number => network.levels.indexOf(level)

console.log(
  `${'panel'.padEnd(18)}     n     MASE      sQL   cov80   cov95${ladder.map((c) => c.name.padStart(9)).join('')}`,
)
for (const { name, frequency, horizon, cases } of values.benchmarks
  ? benchmarkPanels(values.benchmarks, values.data)
  : developmentPanels(values.data)) {
  const m = SEASON_LENGTH[frequency]
  const quantiles = await network.forecast(
    cases.map((c) => c.y),
    frequency,
    horizon,
  )
  const total = { n: 0, mase: 0, loss: 0, inside80: 0, inside95: 0, ladder: ladder.map(() => 0) }
  for (const [i, { y, test }] of cases.entries()) {
    const scale = seasonalScale(y, m)
    if (!(scale > 0)) continue
    const q = quantiles[i]!
    const row = (level: number): Float64Array => q.subarray(at(level) * horizon, at(level) * horizon + test.length)
    total.n++
    total.mase += mase(test, row(0.5), y, m)
    for (const level of network.levels)
      for (const [k, v] of row(level).entries())
        total.loss += quantileLoss(test[k]!, v, level) / test.length / scale / network.levels.length
    for (const [k, v] of test.entries()) {
      if (v >= row(0.1)[k]! && v <= row(0.9)[k]!) total.inside80 += 1 / test.length
      if (v >= row(0.025)[k]! && v <= row(0.975)[k]!) total.inside95 += 1 / test.length
    }
    const factor = y.reduce((sum, v) => sum + Math.abs(v), 0) / y.length
    const scaled = y.map((v) => v / factor)
    for (const [j, c] of ladder.entries())
      total.ladder[j]! +=
        y.length >= c.minLength(m)
          ? mase(
              test,
              c.forecast(scaled, m, test.length).mean.map((v) => v * factor),
              y,
              m,
            )
          : Number.NaN
  }
  const mean = (sum: number, digits: number, width: number): string => (sum / total.n).toFixed(digits).padStart(width)
  console.log(
    `${name.padEnd(18)} ${String(total.n).padStart(5)} ${mean(total.mase, 4, 8)} ${mean(total.loss, 4, 8)} ${mean(total.inside80, 3, 7)} ${mean(total.inside95, 3, 7)}${total.ladder.map((v) => mean(v, 3, 9)).join('')}`,
  )
}
network.dispose()

function benchmarkPanels(file: string, data: string): DevelopmentPanel[] {
  return Object.entries(readBenchmarks(file)).map(([name, b]) => ({
    name: name.slice(0, 18),
    frequency: b.frequency,
    horizon: b.horizon,
    cases: cutBenchmark(b, data).flatMap(({ name: origin, series }) =>
      [...series.values()].map(({ train, test }) => ({
        y: Float64Array.from(train, (p) => p.v),
        test: Float64Array.from(test, (p) => p.v),
        origin,
      })),
    ),
  }))
}
