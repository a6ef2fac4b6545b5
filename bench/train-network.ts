/**
 * Trains the pooled network and writes its artefact. Reproducible from the seeds and data on one backend.
 *
 *     node --experimental-strip-types bench/train-network.ts --collection M1_DIR --collection TOURISM_DIR --dated FILE \
 *       --dated FILE --until 1979-12 --steps 8000 --seed 21 --seed 22 --version 1.1.0 --output models/pooled/1.1.0 \
 *       --checkpoints DIR
 *
 * The dated panels are cut at `--until`, before the first origin any benchmark scores, so that no forecast is scored on
 * outcomes the network has seen. With `--checkpoints` a run that was interrupted goes on where it stood and ends with the same
 * bytes. Members are written as they finish. Node older than 22.6 runs the compiled file instead.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { createRandom } from '../src/domain/random.ts'
import { encodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import { fitDependence } from '../src/neural/fit-dependence.ts'
import { asTensors, type NetworkShape } from '../src/neural/network.ts'
import { averageQuantiles } from '../src/neural/pooled-network.ts'
import { startTraining, type TrainingPlan, type TrainingState, trainNetwork } from '../src/neural/train.ts'
import { FREQUENCY_SHARE, trainingMixture } from './training-mixture.ts'

const { values } = parseArgs({
  options: {
    collection: { type: 'string', multiple: true, default: [] },
    dated: { type: 'string', multiple: true, default: [] },
    until: { type: 'string', default: '1979-12' },
    steps: { type: 'string', default: '8000' },
    width: { type: 'string', default: '128' },
    blocks: { type: 'string', default: '2' },
    curves: { type: 'string', default: '8' },
    seed: { type: 'string', multiple: true, default: ['21'] },
    version: { type: 'string', default: '1.1.0' },
    synthetic: { type: 'string', default: '0.5' },
    output: { type: 'string', default: 'models/pooled/next' },
    checkpoints: { type: 'string' },
  },
})

const syntheticShare = Number(values.synthetic)
const { pools, draw, drawOf } = trainingMixture({
  collections: values.collection,
  dated: values.dated,
  until: values.until,
  synthetic: syntheticShare,
})
for (const p of pools)
  console.error(`${p.name}: ${p.A.length} annual, ${p.Q.length} quarterly, ${p.M.length} monthly series`)

const { tf, name: backend } = await loadBackend('auto')
const shape: NetworkShape = {
  width: Number(values.width),
  blocks: Number(values.blocks),
  curves: Number(values.curves),
}
const plan: TrainingPlan = { shape, steps: Number(values.steps), batch: 256, learningRate: 1.5e-3, averaged: 0.15 }
/** Windows by frequency, and their seed, that the dependence of errors between steps is measured on: none was trained on. */
const DEPENDENCE_WINDOWS = 12_000
const DEPENDENCE_SEED = 1979
const seeds = values.seed.map(Number)
const members: Float32Array[][] = []
const losses: number[] = []
let cpuSeconds = 0

for (const seed of seeds) {
  const file = values.checkpoints ? path.join(values.checkpoints, `${seed}.state`) : null
  const random = createRandom(seed)
  const state = (file ? readState(file) : null) ?? startTraining(shape, random)
  const began = process.cpuUsage().user
  const weights = await trainNetwork(tf, plan, draw, random, state, (now) => {
    if (now.adam.step % 500 !== 0) return
    if (file) writeState(file, now)
    const used = ((process.cpuUsage().user - began) / 1e6).toFixed(0)
    console.error(`seed ${seed} step ${now.adam.step} loss ${now.loss.toFixed(4)} ${used} CPU-s since start`)
  })
  cpuSeconds += (process.cpuUsage().user - began) / 1e6
  if (file) writeState(file, state)
  members.push(weights)
  losses.push(Number(state.loss.toFixed(5)))
  await write()
}
console.error(`${cpuSeconds.toFixed(0)} CPU-seconds`)

/** Writes the ensemble as far as it is trained, so that an interrupted run leaves a usable artefact. */
async function write(): Promise<void> {
  const tensors = members.map((weights) => asTensors(tf, shape, weights))
  const dependence = await fitDependence(
    (inputs) => averageQuantiles(tf, tensors, shape, inputs),
    drawOf,
    DEPENDENCE_WINDOWS,
    createRandom(DEPENDENCE_SEED),
  )
  for (const one of tensors) for (const t of one) t.dispose()
  const artefact = encodeArtefact(
    {
      name: 'pooled',
      version: values.version,
      shape,
      seeds: seeds.slice(0, members.length),
      dependence,
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
  mkdirSync(values.output, { recursive: true })
  writeFileSync(path.join(values.output, 'weights.bin'), artefact.weights)
  writeFileSync(path.join(values.output, 'meta.json'), artefact.meta)
  console.error(`${artefact.weights.length} bytes in ${values.output}`)
}

/** State of an interrupted run of the same plan; null where there is none. */
function readState(file: string): TrainingState | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    return null
  }
  const saved = deserialize(bytes) as { plan: unknown; state: TrainingState }
  if (JSON.stringify(saved.plan) !== planKey())
    throw new Error(
      `${file} is the state of another run (${JSON.stringify(saved.plan)}); move it away or repeat that run`,
    )
  return saved.state
}

function writeState(file: string, state: TrainingState): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, serialize({ plan: JSON.parse(planKey()), state }))
  renameSync(`${file}.part`, file)
}

/** What a checkpoint must agree with to be taken up. */
function planKey(): string {
  return JSON.stringify({ plan, syntheticShare, until: values.until, pools: pools.map((p) => p.name), backend })
}
