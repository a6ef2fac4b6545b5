/**
 * Do sample paths hold the right dependence? Coverage of 80 % bands, taken from paths, of the mean over the horizon and of the
 * change from the first step to the last, on the development panels, with the fitted dependence, with none and with full.
 *
 *     node --experimental-strip-types bench/path-coverage.ts --data FOLDER --network models/pooled/1.1.0 [--every 4]
 *
 * Every n-th case is used. Node older than 22.6 runs the compiled file instead.
 */
import { parseArgs } from 'node:util'
import { createRandom } from '../src/domain/random.ts'
import { loadNetwork } from '../src/jobs/load-network.ts'
import { decodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import { createPooledNetwork } from '../src/neural/pooled-network.ts'
import { samplePaths } from '../src/neural/sample-paths.ts'
import { developmentPanels } from './development-panels.ts'

const DRAWS = 200
const { values } = parseArgs({
  options: { data: { type: 'string' }, network: { type: 'string' }, every: { type: 'string', default: '4' } },
})
if (!values.data || !values.network) throw new Error('--data and --network are needed')
const artefact = await loadNetwork(values.network, decodeArtefact)
const network = createPooledNetwork(await loadBackend('wasm'), artefact)

const triangle = (value: number): number[][] =>
  Array.from({ length: 24 }, (_, k) => Array.from({ length: k + 1 }, (__, j) => (j === k ? 1 : value)))
const FUNCTIONALS = [
  (path: ArrayLike<number>): number => Array.from(path).reduce((sum, v) => sum + v, 0) / path.length,
  (path: ArrayLike<number>): number => path[path.length - 1]! - path[0]!,
] as const

console.log('                      mean over the horizon        change first to last')
console.log('panel              n   fitted    none    full    fitted    none    full')
for (const { name, frequency, cases } of developmentPanels(values.data)) {
  const used = cases.filter((_, i) => i % Number(values.every) === 0)
  const inside = FUNCTIONALS.map(() => [0, 0, 0])
  for (const { y, test } of used) {
    const h = test.length
    const [q] = await network.forecast([y], frequency, h)
    const quantiles = network.levels.map((_, j) => q!.subarray(j * h, (j + 1) * h))
    for (const [d, dependence] of [artefact.dependence[frequency], triangle(0), triangle(0.999)].entries()) {
      const paths = samplePaths({ levels: network.levels, quantiles, dependence, draws: DRAWS }, createRandom(1))
      for (const [f, of] of FUNCTIONALS.entries()) {
        const sorted = paths.map(of).sort((a, b) => a - b)
        const outcome = of(test)
        if (outcome >= sorted[DRAWS / 10]! && outcome <= sorted[DRAWS - 1 - DRAWS / 10]!) inside[f]![d]!++
      }
    }
  }
  const shares = inside.map((row) => row.map((n) => (n / used.length).toFixed(3).padStart(8)).join('')).join('  ')
  console.log(`${name.padEnd(18)} ${String(used.length).padStart(3)} ${shares}`)
}
network.dispose()
