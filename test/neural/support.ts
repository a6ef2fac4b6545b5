import { readFileSync } from 'node:fs'
import { type Artefact, decodeArtefact } from '../../src/neural/artefact.ts'
import { type LoadedBackend, loadBackend } from '../../src/neural/backend.ts'

const FOLDER = new URL('../../models/pooled/1.0.0/', import.meta.url)
let loaded: Promise<LoadedBackend> | undefined

/** The WebAssembly backend, loaded once a test file. */
export function wasm(): Promise<LoadedBackend> {
  loaded ??= loadBackend('wasm')
  return loaded
}

export const shippedFiles = (): { readonly meta: string; readonly weights: Uint8Array } => ({
  meta: readFileSync(new URL('meta.json', FOLDER), 'utf8'),
  weights: readFileSync(new URL('weights.bin', FOLDER)),
})

export function shipped(): Artefact {
  const { meta, weights } = shippedFiles()
  return decodeArtefact(meta, weights)
}
