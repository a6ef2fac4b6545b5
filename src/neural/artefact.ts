import { createHash } from 'node:crypto'
import { AppError } from '../domain/errors.ts'
import { SEASONAL_FREQUENCIES, type SeasonalFrequency } from '../domain/period.ts'
import { BLOCKS, INPUTS, RECENT, STEPS } from './encode.ts'
import { LEVELS } from './head.ts'
import { type NetworkShape, weightShapes } from './network.ts'

/** What stands in `meta.json` beside `weights.bin`. */
export interface ArtefactMeta {
  readonly name: string
  readonly version: string
  /** Layout of inputs and outputs; an artefact of another layout is refused. */
  readonly layout: string
  readonly shape: NetworkShape
  /** Networks of the ensemble, one seed each. */
  readonly seeds: readonly number[]
  readonly sha256: string
  /** Correlations between steps of the errors' normal scores: a row a step, numbers up to the diagonal, as text to keep the file short. */
  readonly dependence: Readonly<Record<SeasonalFrequency, readonly string[]>>
  readonly training: Readonly<Record<string, unknown>>
}

export interface Artefact {
  readonly meta: ArtefactMeta
  /** [members][weights] */
  readonly members: readonly (readonly Float32Array[])[]
  /** [STEPS][k + 1] lower triangle, by frequency; see `samplePaths`. */
  readonly dependence: Readonly<Record<SeasonalFrequency, readonly (readonly number[])[]>>
}

/** Identifies what the network reads and gives. */
export const LAYOUT = `recent ${RECENT}, blocks ${BLOCKS}, inputs ${INPUTS}, steps ${STEPS}, levels ${LEVELS.join(' ')}`

/** Bytes of `weights.bin` and text of `meta.json`: little-endian float32, members in order. */
export function encodeArtefact(
  meta: Omit<ArtefactMeta, 'sha256' | 'layout'>,
  members: readonly (readonly Float32Array[])[],
): { readonly weights: Uint8Array; readonly meta: string } {
  const values = members.flatMap((m) => [...m])
  const weights = new Uint8Array(values.reduce((sum, v) => sum + v.length * 4, 0))
  const view = new DataView(weights.buffer)
  let at = 0
  for (const array of values) for (const v of array) view.setFloat32(4 * at++, v, true)
  const full: ArtefactMeta = { ...meta, layout: LAYOUT, sha256: sha256(weights) }
  return { weights, meta: `${JSON.stringify(full, null, 2)}\n` }
}

/**
 * Reads an artefact.
 * @throws AppError ARTEFACT_INCOMPATIBLE when the checksum, the layout or the length does not agree
 */
export function decodeArtefact(metaText: string, weights: Uint8Array): Artefact {
  const fail = (why: string): never => {
    throw new AppError(
      'ARTEFACT_INCOMPATIBLE',
      `The network's artefact cannot be used: ${why}. Take models/ from the same release as the program, or retrain with bench/train-network.ts.`,
    )
  }
  let meta: ArtefactMeta
  try {
    meta = JSON.parse(metaText) as ArtefactMeta
  } catch {
    return fail('meta.json is not JSON')
  }
  if (meta.layout !== LAYOUT) fail(`its layout is "${meta.layout}", the program's "${LAYOUT}"`)
  if (sha256(weights) !== meta.sha256) fail('the checksum of weights.bin is not the one in meta.json')
  const sizes = weightShapes(meta.shape).map(([, rows, columns]) => rows * columns)
  const size = sizes.reduce((a, b) => a + b, 0)
  if (weights.length !== 4 * size * meta.seeds.length)
    fail(`weights.bin has ${weights.length} bytes, ${4 * size * meta.seeds.length} were expected`)
  const dependence = Object.fromEntries(
    SEASONAL_FREQUENCIES.map((f) => [f, (meta.dependence?.[f] ?? []).map((row) => row.split(' ').map(Number))]),
  ) as Record<SeasonalFrequency, number[][]>
  for (const [f, rows] of Object.entries(dependence))
    if (rows.length !== STEPS || rows.some((row, k) => row.length !== k + 1 || row.some((v) => !(Math.abs(v) <= 1))))
      fail(`its dependence of errors at frequency ${f} is not a triangle of ${STEPS} rows of correlations`)
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength)
  let at = 0
  const members = meta.seeds.map(() =>
    sizes.map((n) => Float32Array.from({ length: n }, () => view.getFloat32(4 * at++, true))),
  )
  return { meta, members, dependence }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
