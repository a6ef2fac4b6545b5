import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { runProgram } from '../support/program.ts'

/** Largest relative difference between two backends: the network works in 32 bits, and sums in another order. */
const ACROSS_BACKENDS = 1e-4
/** Four cold starts of the program. */
const TIMEOUT_MS = 180_000

describe('the same data and seed', () => {
  let folder: string
  let input: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nhanluc-reproducible-'))
    input = path.join(folder, 'panel.csv')
    const random = createRandom(41)
    const rows = Array.from({ length: 8 }, (_, i) => {
      let level = 50 * (i + 1)
      return Array.from({ length: 40 }, (_, t) => {
        level *= 1.004 + 0.02 * random.normal()
        return `s${i},${2012 + Math.floor(t / 4)}-Q${(t % 4) + 1},${level * (1 + 0.03 * (t % 4))}`
      })
    }).flat()
    await writeFile(input, `series_id,period,value\n${rows.join('\n')}\n`)
  }, TIMEOUT_MS)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const forecast = async (name: string, env: Record<string, string>): Promise<string> => {
    const output = path.join(folder, name)
    const options = ['--frequency', 'Q', '--horizon', '6', '--seed', '3', '--output', output]
    const { code, stderr } = await runProgram(['forecast', '--input', input, ...options], env).ended
    expect(code, stderr).toBe(0)
    return readFile(output, 'utf8')
  }
  const numbers = (text: string): number[] =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split(',').slice(2).map(Number))

  it(
    'give the same bytes on one backend, whatever the number of threads',
    async () => {
      const once = await forecast('a.csv', { NHANLUC_BACKEND: 'wasm', NHANLUC_THREADS: '1' })
      const again = await forecast('b.csv', { NHANLUC_BACKEND: 'wasm', NHANLUC_THREADS: '2' })
      expect(again).toBe(once)
    },
    TIMEOUT_MS,
  )

  it(
    'give the same figures on another backend to one part in ten thousand',
    async () => {
      const wasm = numbers(await forecast('wasm.csv', { NHANLUC_BACKEND: 'wasm' }))
      const cpu = numbers(await forecast('cpu.csv', { NHANLUC_BACKEND: 'cpu' }))
      expect(cpu).toHaveLength(wasm.length)
      wasm.forEach((v, k) => {
        expect(Math.abs(cpu[k]! / v - 1)).toBeLessThan(ACROSS_BACKENDS)
      })
    },
    TIMEOUT_MS,
  )
})
