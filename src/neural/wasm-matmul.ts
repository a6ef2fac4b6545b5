import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs'
import type { Tf } from './backend.ts'

const PATCHED = new WeakSet<object>()

interface MatMulAttributes {
  readonly transposeA?: boolean
  readonly transposeB?: boolean
}

/**
 * Registers matrix products that transpose their operands first. The WebAssembly backend takes its fast path (XNNPACK)
 * only for untransposed operands and falls to a triple loop otherwise, which every gradient of a dense layer meets:
 * six times slower in training, same results.
 */
export function transposeBeforeMatMul(tf: Tf): void {
  const transpose = tf.getKernel('Transpose', 'wasm')
  for (const name of ['BatchMatMul', '_FusedMatMul']) {
    const kernel = tf.getKernel(name, 'wasm')
    if (!kernel || !transpose || PATCHED.has(kernel.kernelFunc)) continue
    const patched: KernelConfig['kernelFunc'] = ({ inputs, attrs, backend }) => {
      const { transposeA = false, transposeB = false } = attrs as MatMulAttributes
      const made: TensorInfo[] = []
      const flip = (x: TensorInfo, wanted: boolean): TensorInfo => {
        if (!wanted) return x
        const rank = x.shape.length
        const perm = x.shape.map((_, i) => (i < rank - 2 ? i : i === rank - 2 ? rank - 1 : rank - 2))
        const out = transpose.kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as TensorInfo
        made.push(out)
        return { ...out, shape: perm.map((p) => x.shape[p]!) }
      }
      const result = kernel.kernelFunc({
        inputs: { ...inputs, a: flip(inputs.a!, transposeA), b: flip(inputs.b!, transposeB) },
        attrs: { ...attrs, transposeA: false, transposeB: false },
        backend,
      })
      for (const { dataId } of made) (backend as { disposeData(id: object): void }).disposeData(dataId)
      return result
    }
    PATCHED.add(patched)
    tf.unregisterKernel(name, 'wasm')
    tf.registerKernel({ ...kernel, kernelFunc: patched })
  }
}
