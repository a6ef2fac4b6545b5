import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadBackend } from '../../src/neural/backend.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder whose `node_modules` holds this package under the alias of the native one. */
function withPackage(name: string, main: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'backend-'))
  folders.push(folder)
  const home = path.join(folder, 'node_modules', 'tfjs-node-native')
  mkdirSync(home, { recursive: true })
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ name, version: '4.22.0', main: 'index.js' }))
  writeFileSync(path.join(home, 'index.js'), main)
  return path.join(folder, 'index.js')
}

const tfjs = createRequire(import.meta.url).resolve('@tensorflow/tfjs')

describe('backend', () => {
  it('auto always finds one and says why better ones were passed over', async () => {
    const { name, reasons } = await loadBackend('auto')
    expect(name).toMatch(/^(native|wasm|cpu), tfjs 4/)
    if (!name.startsWith('native')) expect(reasons.join(' ')).toMatch(/native:/)
  })

  it('a package that only bears the alias is not taken for the native one', async () => {
    const from = withPackage('@tensorflow/tfjs', 'module.exports = {}')
    await expect(loadBackend('native', from)).rejects.toThrow(/tfjs-node-native is @tensorflow\/tfjs, not the native/)
  })

  it('the native package without its library: the reason is given, and another backend serves', async () => {
    const from = withPackage(
      '@tensorflow/tfjs-node',
      "throw new Error('libtensorflow.so.2: cannot open shared object file')",
    )
    await expect(loadBackend('native', from)).rejects.toThrow(/libtensorflow\.so\.2: cannot open/)
  })

  it('a package that registers the native backend is used, with the functions later versions of Node have dropped', async () => {
    // stands in for the library, which cannot be had everywhere: registers on the same core, as tfjs-node does when required
    const from = withPackage(
      '@tensorflow/tfjs-node',
      `const util = require('node:util')
       if (!util.isNullOrUndefined(undefined) || util.isNullOrUndefined(0) || !util.isArray([])) throw new Error('no shim')
       const tf = require(${JSON.stringify(tfjs)})
       if (tf.findBackendFactory('tensorflow') === null) {
         tf.registerBackend('tensorflow', tf.findBackendFactory('cpu'), 3)
         tf.copyRegisteredKernels('cpu', 'tensorflow')
       }`,
    )
    const { tf, name, reasons } = await loadBackend('native', from)
    expect(name).toMatch(/^native, tfjs 4/)
    expect(reasons).toEqual([])
    expect(tf.getBackend()).toBe('tensorflow')
    expect(tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0])).toBe(11)
    await loadBackend('wasm')
  })
})
