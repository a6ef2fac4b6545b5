import type { Refusal } from '../../contracts/ingest.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { nearest } from '../nearest.ts'
import { LabelIndex, type Labelled } from './label.ts'

/** Finds the code of a scheme (`VSIC2018`, `VSCO2020`, `SEX`, `TOTAL`) by code or label. */
export interface CodeFinder {
  readonly schemes: readonly string[]
  find(scheme: string, text: string): string | null
  /** Why there is none, with the nearest there are. */
  refuse(column: string, scheme: string, text: string): Refusal
}

const SEX_CODES: readonly Labelled[] = ['T', 'F', 'M'].map((code) => ({ code, names: [code] }))

export function codeFinder({ classifications, synonyms }: KnownCodes): CodeFinder {
  const entries = new Map<string, Labelled[]>([['SEX', [...SEX_CODES]]])
  const add = (scheme: string, entry: Labelled): void => {
    entries.set(scheme, [...(entries.get(scheme) ?? []), entry])
  }
  for (const { code, names } of classifications) {
    const colon = code.indexOf(':')
    add(code.slice(0, colon), { code: code.slice(colon + 1), names })
  }
  for (const { scheme, label, code } of synonyms) if (scheme !== 'AREA') add(scheme, { code, names: [label] })
  const indexes = new Map([...entries].map(([scheme, list]) => [scheme, new LabelIndex(list)]))
  return {
    schemes: [...entries.keys()],
    find: (scheme, text) => indexes.get(scheme)?.find(text) ?? null,
    refuse(column, scheme, text) {
      const near = nearest(text, entries.get(scheme) ?? [])
      const hint = near.length > 0 ? `; nearest: ${near.join(', ')}` : ''
      const reason = `${column}: "${text}" is no code or label of ${scheme} known here${hint}; name it in the mapping's codes, or add it to the synonyms`
      return { column, reason, candidates: near }
    },
  }
}
