import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figures } from './figures.ts'

/** Where scorecards are kept; `docs/accuracy.md` and the README are filled from here. */
export const RESULTS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'results')

/** What the engine reached on one panel, beside its parts and its peers. */
export interface Scorecard {
  readonly panel: string
  readonly title: string
  readonly frequency: string
  readonly horizon: number
  readonly origins: readonly string[]
  readonly figures: Figures
  /** Largest relative gap between a parent and the sum of its children; null without a hierarchy. */
  readonly incoherence: number | null
  readonly missing: number
  readonly cpuSeconds: number
  readonly byOrigin: Readonly<Record<string, Figures>>
  /** The engine without one of its parts, and each contender alone. */
  readonly ablation: Readonly<Record<string, Figures>>
  readonly peers: Readonly<Record<string, Figures>>
  /** How the peers of this panel were run, where `bench/peers/` ran them. */
  readonly peersBy: string | null
  /** Where those peers were run on some of the origins only: these, and the engine's own figures there. */
  readonly part: { readonly origins: readonly string[]; readonly figures: Figures } | null
  readonly madeWith: {
    readonly network: string | null
    readonly backend: string
    readonly node: string
    readonly seed: number
  }
}

/** Ten-year projections of US sectors, mean absolute per cent error of the tenth year. */
export interface LongRange {
  readonly bases: readonly number[]
  readonly sectors: number
  readonly errors: Readonly<Record<string, number>>
  readonly inside80: Readonly<Record<string, number>>
  /** Mean error of each sector over that of the best simple forecaster for it. */
  readonly ratios: Readonly<Record<string, number>>
}

export function writeResult(name: string, value: unknown): string {
  const file = path.join(RESULTS, `${name}.json`)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(value, (_, v) => (typeof v === 'number' ? Number(v.toPrecision(6)) : v), 1)}\n`)
  return file
}

export function readScorecards(): Scorecard[] {
  if (!existsSync(RESULTS)) return []
  return readdirSync(RESULTS)
    .filter((name) => name.endsWith('.json') && name !== 'long-range.json')
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(RESULTS, name), 'utf8')) as Scorecard)
}

export function readLongRange(): LongRange | null {
  const file = path.join(RESULTS, 'long-range.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LongRange) : null
}

/** Peers that `bench/peers/` has run on a panel. */
export function measuredPeers(
  panel: string,
): { peers: Readonly<Record<string, Figures>>; by: string; origins: readonly string[] } | null {
  const file = path.join(RESULTS, 'peers', `${panel}.json`)
  if (!existsSync(file)) return null
  const { peers, versions, origins } = JSON.parse(readFileSync(file, 'utf8')) as {
    peers: Record<string, Figures>
    versions: string
    origins: string[]
  }
  return { peers, by: versions, origins }
}
