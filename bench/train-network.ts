/**
 * Trains the pooled network and writes its artefact. Reproducible from the seeds and data on one backend.
 *
 *     node --experimental-strip-types bench/train-network.ts --m1 DIR --tourism DIR --dated FILE --dated FILE \
 *       --until 1979-12 --steps 9000 --seed 11 --seed 12 --version 1.0.0 --output models/pooled/1.0.0
 *
 * The dated panels are cut at `--until`, before the first origin any benchmark scores, so that no forecast is scored on
 * outcomes the network has seen. Node older than 22.6 runs the compiled file instead.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { SeasonalFrequency } from '../src/domain/period.ts'
import { createRandom, type Random } from '../src/domain/random.ts'
import { encodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import type { NetworkShape } from '../src/neural/network.ts'
import { syntheticSeries } from '../src/neural/synthetic.ts'
import { type TrainingPlan, type TrainingSeries, trainNetwork } from '../src/neural/train.ts'
import { readCompetition, readDatedPanel } from './training-data.ts'

const { values } = parseArgs({
  options: {
    m1: { type: 'string' },
    tourism: { type: 'string' },
    dated: { type: 'string', multiple: true, default: [] },
    until: { type: 'string', default: '1979-12' },
    steps: { type: 'string', default: '9000' },
    width: { type: 'string', default: '192' },
    blocks: { type: 'string', default: '3' },
    seed: { type: 'string', multiple: true, default: ['11'] },
    version: { type: 'string', default: '1.0.0' },
    synthetic: { type: 'string', default: '0.45' },
    output: { type: 'string' },
  },
})
const output = values.output ?? 'models/pooled/next'

/** How often each frequency is drawn; monthly series are the most varied. */
const FREQUENCY_SHARE: Readonly<Record<SeasonalFrequency, number>> = { A: 0.28, Q: 0.22, M: 0.5 }

/** Longest synthetic history by frequency. */
const LONGEST: Readonly<Record<SeasonalFrequency, number>> = { A: 60, Q: 160, M: 480 }

const sources: { readonly name: string; readonly series: readonly TrainingSeries[] }[] = []
if (values.m1) sources.push({ name: 'm1', series: readCompetition(values.m1) })
if (values.tourism) sources.push({ name: 'tourism', series: readCompetition(values.tourism) })
for (const file of values.dated)
  sources.push({ name: `${path.basename(file)} to ${values.until}`, series: readDatedPanel(file, values.until) })
const pools = sources.map((s) => ({
  A: [] as TrainingSeries[],
  Q: [] as TrainingSeries[],
  M: [] as TrainingSeries[],
  name: s.name,
}))
sources.forEach((s, i) => {
  for (const one of s.series) pools[i]![one.frequency].push(one)
})
for (const p of pools)
  console.error(`${p.name}: ${p.A.length} annual, ${p.Q.length} quarterly, ${p.M.length} monthly series`)

const syntheticShare = Number(values.synthetic)
function draw(random: Random): TrainingSeries {
  const u = random.uniform()
  const frequency: SeasonalFrequency =
    u < FREQUENCY_SHARE.A ? 'A' : u < FREQUENCY_SHARE.A + FREQUENCY_SHARE.Q ? 'Q' : 'M'
  const filled = pools.filter((p) => p[frequency].length > 0)
  if (filled.length === 0 || random.uniform() < syntheticShare) {
    const length = 14 + Math.floor(random.uniform() ** 1.2 * (LONGEST[frequency] - 14))
    return { frequency, y: syntheticSeries(random, frequency, length) }
  }
  const pool = filled[Math.floor(random.uniform() * filled.length)]![frequency]
  return pool[Math.floor(random.uniform() * pool.length)]!
}

const { tf, name: backend } = await loadBackend('auto')
const shape: NetworkShape = { width: Number(values.width), blocks: Number(values.blocks) }
const plan: TrainingPlan = { shape, steps: Number(values.steps), batch: 256, learningRate: 1.5e-3, averaged: 0.15 }
const seeds = values.seed.map(Number)
const members: Float32Array[][] = []
const losses: number[] = []

/** Writes the ensemble as far as it is trained, so that an interrupted run leaves a usable artefact. */
function write(): void {
  const artefact = encodeArtefact(
    {
      name: 'pooled',
      version: values.version,
      shape,
      seeds: seeds.slice(0, members.length),
      training: {
        steps: plan.steps,
        batch: plan.batch,
        learningRate: plan.learningRate,
        averagedShare: plan.averaged,
        syntheticShare,
        frequencyShare: FREQUENCY_SHARE,
        data: pools.map((p) => ({ name: p.name, annual: p.A.length, quarterly: p.Q.length, monthly: p.M.length })),
        lastObservation: values.until,
        backend,
        finalLoss: losses,
      },
    },
    members,
  )
  mkdirSync(output, { recursive: true })
  writeFileSync(path.join(output, 'weights.bin'), artefact.weights)
  writeFileSync(path.join(output, 'meta.json'), artefact.meta)
  console.error(`${artefact.weights.length} bytes in ${output}`)
}

for (const seed of seeds) {
  const began = performance.now()
  let last = Number.NaN
  members.push(
    await trainNetwork(tf, plan, draw, createRandom(seed), (step, loss) => {
      last = loss
      if (step % 500 === 0)
        console.error(
          `seed ${seed} step ${step} loss ${loss.toFixed(4)} ${((performance.now() - began) / 1000).toFixed(0)} s`,
        )
    }),
  )
  losses.push(Number(last.toFixed(5)))
  write()
}
