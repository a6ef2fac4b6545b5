/**
 * Times the joint simulation of gaps by sector, occupation and sex at the size of a city, and the same yearly step written
 * for TensorFlow.js, on made-up numbers.
 *
 *     node --experimental-strip-types bench/market-simulation.ts [--draws 1000] [--years 15] [--tf]
 *
 * Node older than 22.6 runs the compiled file instead.
 */
import { parseArgs } from 'node:util'
import { createRandom } from '../src/domain/random.ts'
import { collectMargins, marketOfCells } from '../src/market/gaps/cell-margins.ts'
import { drawMarket, WHOLE_ECONOMY } from '../src/market/gaps/draws.ts'
import { normalQuantile } from '../src/market/gaps/normal-quantile.ts'
import { runOccupationKernel } from '../src/market/gaps/occupation-kernel.ts'
import type { OccupationMarketInput } from '../src/market/gaps/occupation-market.ts'
import { summariseMarket } from '../src/market/gaps/simulate.ts'
import { loadBackend, type Tf } from '../src/neural/backend.ts'

const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '1000' },
    years: { type: 'string', default: '15' },
    sectors: { type: 'string', default: '21' },
    occupations: { type: 'string', default: '40' },
    tf: { type: 'boolean', default: false },
  },
})
const draws = Number(values.draws)
const horizon = Number(values.years)
const sectors = Number(values.sectors)
const width = Number(values.occupations)
const random = createRandom(5)
const LEVELS = [0.025, 0.1, 0.5, 0.9, 0.975]

const walk = (base: number, growth: number, sd: number) => ({
  base,
  levels: LEVELS,
  values: LEVELS.map((level) =>
    Array.from(
      { length: horizon },
      (_, k) => base * Math.exp(growth * (k + 1) + sd * Math.sqrt(k + 1) * normalQuantile(level)),
    ),
  ),
})

const bases = Array.from({ length: sectors }, () => 20_000 + 400_000 * random.uniform())
const shares = bases.flatMap(() => {
  const raw = Array.from({ length: width }, () => Math.exp(1.5 * random.normal()))
  const sum = raw.reduce((a, b) => a + b, 0)
  return raw.map((share) => share / sum)
})
const input: OccupationMarketInput = {
  occupations: Array.from({ length: width }, (_, o) => `O${o}`),
  shares,
  shareSlopes: shares.map(() => 0.02 * random.normal()),
  shareSlopeSds: shares.map(() => 0.01),
  womenShares: shares.map(() => 0.1 + 0.8 * random.uniform()),
  exitRates: [0, 1].map(() => Array.from({ length: width }, () => 0.02 + 0.02 * random.uniform())),
  entrantShares: [0, 1].map(() => Array.from({ length: width }, () => random.uniform())),
  womenOfSupply: new Array(horizon + 1).fill(0.48),
}

const before = process.cpuUsage()
const began = performance.now()
const { visit, margins } = collectMargins(sectors, input.occupations, draws)
const market = drawMarket(
  {
    sectors: bases.map((base, i) => ({
      code: `S${i}`,
      demand: walk(base, 0.03 * random.normal(), 0.02),
      exitRate: { low: 0.02, high: 0.03 },
      entrantShare: base,
    })),
    labourForce: walk(1.02 * bases.reduce((a, b) => a + b, 0), 0.01, 0.008),
    baseYear: 2025,
    horizon,
    draws,
    seed: 5,
    occupations: input,
  },
  visit,
)
const drawn = performance.now()
const options = { shortageThresholdPercent: 5 }
const ofSectors = summariseMarket(market, options)
const ofOccupations = input.occupations.flatMap((_, o) =>
  [[2 * o], [2 * o + 1], [2 * o, 2 * o + 1]].map((rows) =>
    summariseMarket(marketOfCells(market, margins, WHOLE_ECONOMY, rows), options),
  ),
)
const used = process.cpuUsage(before)
const done = performance.now()
runOccupationKernel(market, input, { cells: () => {} })
const bare = performance.now()
const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(2)
console.log(`${draws} draws x ${sectors} sectors x ${width} occupations x 2 sexes x ${horizon} years`)
console.log(
  `draws of all cells        ${seconds(began, drawn)} s; of which the kernel ${seconds(done, bare)} s, typed arrays, one thread`,
)
console.log(
  `quantiles of ${ofSectors.figures.length + ofOccupations.reduce((sum, one) => sum + one.figures.length, 0)} figures ${seconds(drawn, done)} s; in all ${seconds(began, done)} s (${((used.user + used.system) / 1e6).toFixed(2)} s of processor time)`,
)
console.log(`resident memory           ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`)
console.log(`gap of all, last year     ${JSON.stringify(ofSectors.figures.at(-1)!.gap)}`)

if (values.tf) {
  for (const backend of ['wasm', 'cpu'] as const) {
    const { tf, name } = await loadBackend(backend)
    const began = performance.now()
    await tensorKernel(tf)
    console.log(`kernel, TensorFlow.js     ${seconds(began, performance.now())} s, ${name}`)
  }
}

/** The kernel's arithmetic in tensors of [sector, occupation, draw], without reading the result back but for one sum. */
async function tensorKernel(tf: Tf): Promise<void> {
  const cells: [number, number, number] = [sectors, width, draws]
  const constant = (data: ArrayLike<number>, shape: number[]) => tf.tensor(Float32Array.from(data), shape)
  const share = constant(shares, [sectors, width, 1])
  const slope = constant(input.shareSlopes, [sectors, width, 1])
  const noise = tf.randomNormal(cells, 0, 1, 'float32', 1)
  const odds = constant(
    Array.from(input.womenShares, (w) => Math.log(w / (1 - w))),
    [sectors, width, 1],
  )
  const womenNoise = tf.randomNormal(cells, 0, 1, 'float32', 2)
  const exits = input.exitRates.map((row) => constant(row as number[], [1, width, 1]))
  const wishes = input.entrantShares!.map((row) => {
    const sum = (row as number[]).reduce((a, b) => a + b, 0)
    return constant(
      (row as number[]).map((v) => v / sum / sectors),
      [1, width, 1],
    )
  })
  const demandOf = (t: number) =>
    tf.tidy(() => {
      const column = new Float32Array(sectors * draws)
      for (let i = 0; i < sectors; i++)
        for (let d = 0; d < draws; d++) column[i * draws + d] = market.demand[(d * sectors + i) * (horizon + 1) + t]!
      const moved = share.mul(slope.add(noise.mul(0.01)).mul(t).exp()) // [sector, occupation, draw]
      const people = moved.div(moved.sum(1, true)).mul(tf.tensor(column, [sectors, 1, draws]))
      const women = people.mul(odds.add(womenNoise.mul(0.02 * Math.sqrt(t))).sigmoid())
      return [women, people.sub(women)] as const
    })
  let supply = demandOf(0).map((part) => part.clone())
  for (let t = 1; t <= horizon; t++) {
    const demand = demandOf(t)
    const next = supply.map((stock, sex) =>
      tf.tidy(() => {
        const stay = stock.mul(tf.sub(1, exits[sex]!))
        const force = stock.sum([0, 1], true).mul(1.01) // [1, 1, draw]
        return stay.add(wishes[sex]!.mul(force.sub(stay.sum([0, 1], true))))
      }),
    )
    const gap = tf.tidy(() => demand[0].sub(next[0]!).add(demand[1].sub(next[1]!)).sum())
    await gap.data()
    tf.dispose([...supply, ...demand, gap])
    supply = next
  }
  tf.dispose([...supply, share, slope, noise, odds, womenNoise, ...exits, ...wishes])
}
