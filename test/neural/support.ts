import { readFileSync } from 'node:fs'
import { createRandom, type Random } from '../../src/domain/random.ts'
import { SHIPPED_NETWORK } from '../../src/jobs/load-network.ts'
import { type Artefact, decodeArtefact, encodeArtefact } from '../../src/neural/artefact.ts'
import { type LoadedBackend, loadBackend } from '../../src/neural/backend.ts'
import { STEPS } from '../../src/neural/encode.ts'
import { initialWeights, type NetworkShape } from '../../src/neural/network.ts'
import { extendDependence } from '../../src/neural/sample-paths.ts'
import { syntheticSeries } from '../../src/neural/synthetic.ts'
import type { TrainingPlan } from '../../src/neural/train.ts'
import type { TrainingSeries } from '../../src/neural/windows.ts'

const FOLDER = new URL(`../../${SHIPPED_NETWORK}/`, import.meta.url)
let loaded: Promise<LoadedBackend> | undefined

/** The WebAssembly backend, loaded once a test file. */
export function wasm(): Promise<LoadedBackend> {
  loaded ??= loadBackend('wasm')
  return loaded
}

/** Runs with plain JavaScript kernels, then gives the WebAssembly ones back. */
export async function onPlainJavaScript<T>({ tf }: LoadedBackend, run: () => T | Promise<T>): Promise<T> {
  await tf.setBackend('cpu')
  try {
    return await run()
  } finally {
    await tf.setBackend('wasm')
  }
}

export const shippedFiles = (): { readonly meta: string; readonly weights: Uint8Array } => ({
  meta: readFileSync(new URL('meta.json', FOLDER), 'utf8'),
  weights: readFileSync(new URL('weights.bin', FOLDER)),
})

export function shipped(): Artefact {
  const { meta, weights } = shippedFiles()
  return decodeArtefact(meta, weights)
}

/** A network small enough for a test to train. */
export const SMALL: NetworkShape = { width: 24, blocks: 1, curves: 4 }
export const SHORT_PLAN: TrainingPlan = { shape: SMALL, steps: 120, batch: 32, learningRate: 3e-3, averaged: 0.2 }

export const smallWeights = (seed: number): Float32Array[] => initialWeights(SMALL, createRandom(seed))

/** Correlations of a random walk's errors, as the artefact writes them. */
const WALK = extendDependence([], STEPS).map((row) => row.join(' '))

export const smallMeta = (seeds: number[]) => ({
  name: 'small',
  version: '0',
  shape: SMALL,
  seeds,
  dependence: { A: WALK, Q: WALK, M: WALK },
  training: {},
})

export function smallArtefact(seed: number): Artefact {
  const { meta, weights } = encodeArtefact(smallMeta([seed]), [smallWeights(seed)])
  return decodeArtefact(meta, weights)
}

/** Annual synthetic series, drawn from the stream handed in. */
export const drawAnnual = (random: Random): TrainingSeries => ({
  frequency: 'A',
  y: syntheticSeries(random, 'A', 40),
})
