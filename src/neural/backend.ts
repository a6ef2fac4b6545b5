import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '../domain/errors.ts'
import { transposeBeforeMatMul } from './wasm-matmul.ts'

export type Tf = typeof import('@tensorflow/tfjs')
export type BackendChoice = 'auto' | 'native' | 'wasm' | 'cpu'

/** TensorFlow.js with a backend set, and what it is, for the run record. */
export interface LoadedBackend {
  readonly tf: Tf
  /** e.g. `wasm, tfjs 4.22.0` */
  readonly name: string
  /** Why a better backend was passed over; empty when the first choice loaded. */
  readonly reasons: readonly string[]
}

/**
 * Loads TensorFlow.js: native where the optional package is really there, else WebAssembly, else plain JavaScript.
 * All three register on the same core, so code and artefacts are the same.
 *
 * @param choice `auto` tries in that order; a named backend is that one or an error
 * @param from   module or folder whose `node_modules` are searched
 * @throws AppError NOT_AVAILABLE when a backend was asked for by name and cannot be loaded
 */
export async function loadBackend(choice: BackendChoice, from: string = import.meta.url): Promise<LoadedBackend> {
  const tf = await import('@tensorflow/tfjs')
  const require = createRequire(from)
  const reasons: string[] = []
  const order = choice === 'auto' ? (['native', 'wasm', 'cpu'] as const) : ([choice] as const)
  for (const backend of order) {
    try {
      await START[backend](tf, require)
      await tf.ready()
      return { tf, name: `${backend}, tfjs ${tf.version_core}`, reasons }
    } catch (cause) {
      reasons.push(`${backend}: ${(cause as Error).message.split('\n')[0]}`)
    }
  }
  throw new AppError(
    'NOT_AVAILABLE',
    `TensorFlow.js backend ${choice} cannot be loaded (${reasons.join('; ')}). Set NHANLUC_BACKEND to auto or wasm.`,
    { choice },
  )
}

const START: Readonly<Record<Exclude<BackendChoice, 'auto'>, (tf: Tf, require: NodeJS.Require) => Promise<void>>> = {
  native: async (tf, require) => {
    // danfojs's override puts plain tfjs at @tensorflow/tfjs-node, so the real one is installed under an alias and its name checked
    const manifest = require('tfjs-node-native/package.json') as { name: string }
    if (manifest.name !== '@tensorflow/tfjs-node')
      throw new Error(`tfjs-node-native is ${manifest.name}, not the native package`)
    // removed in Node 23, still called by tfjs-node 4.22
    const legacy = require('node:util') as { isNullOrUndefined?: unknown; isArray?: unknown }
    legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
    legacy.isArray ??= Array.isArray
    require('tfjs-node-native')
    await use(tf, 'tensorflow')
  },
  wasm: async (tf, require) => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep)
    await use(tf, 'wasm')
    transposeBeforeMatMul(tf)
  },
  cpu: (tf) => use(tf, 'cpu'),
}

async function use(tf: Tf, name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`backend ${name} did not initialise`)
}
