import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = resolve(import.meta.dirname, '../src')

/** Which rooms a room may import from. Changing an arrow is an ADR. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contracts: ['domain'],
  forecast: ['domain'],
  neural: ['domain', 'forecast'],
  market: ['domain'],
  storage: ['domain', 'contracts'],
  ingest: ['domain', 'contracts', 'storage'],
  reports: ['domain', 'contracts'],
  jobs: ['domain', 'contracts', 'forecast', 'neural', 'market', 'storage', 'ingest'],
  http: ['domain', 'contracts', 'storage', 'reports', 'config.ts'],
  dashboard: ['domain', 'contracts'],
  'config.ts': ['domain'],
}
/** Rooms of pure mathematics: no files, network, environment, clock or unseeded randomness. */
const PURE = ['domain', 'forecast', 'neural', 'market']
const IMPURE = /\b(Date\.now|Math\.random|process\.env|new Date\(\))|from 'node:(fs|net|http|child_process)/

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (f) => /\.tsx?$/.test(f) && !f.endsWith('.d.ts'),
)
const roomOf = (file: string): string => file.split(sep)[0]!

describe('architecture', () => {
  it('imports: no room reaches for one above it', () => {
    const wrong: string[] = []
    for (const file of sources) {
      const room = roomOf(file)
      const allowed = MAY_IMPORT[room]
      if (!allowed) continue // main.ts and compose.ts tie everything together
      const text = readFileSync(join(SRC, file), 'utf8')
      for (const [, target] of text.matchAll(/from '(\.{1,2}\/[^']+)'/g)) {
        const other = roomOf(relative(SRC, resolve(SRC, dirname(file), target!)))
        if (other !== room && !allowed.includes(other)) wrong.push(`${file} imports ${other}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('purity: the mathematics reads no clock, file, network, environment or unseeded randomness', () => {
    const wrong = sources
      .filter((file) => PURE.includes(roomOf(file)))
      .filter((file) => {
        const code = readFileSync(join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
        return IMPURE.test(code)
      })
    expect(wrong).toEqual([])
  })

  it('TensorFlow.js is imported in one room only', () => {
    const users = sources.filter((file) =>
      /from '@tensorflow\/|require\('@tensorflow|import\('@tensorflow/.test(readFileSync(join(SRC, file), 'utf8')),
    )
    expect(users.filter((file) => roomOf(file) !== 'neural')).toEqual([])
  })
})
