import type { Coordinate } from '../formats/reader.ts'
import { keptCode, NOT_STATED } from './keep-code.ts'

/** Labels kept of one document; beyond, codes stand for themselves. */
const MOST_CODES = 200_000

/** What figures kept as published brought with them: datasets, territories and codes that only their source knows. */
export class PublishedLists {
  /** Measure of the store -> title. */
  readonly datasets = new Map<string, string>()
  /** Area of the store -> label as published. */
  readonly areas = new Map<string, string | null>()
  readonly #codes = new Map<string, Map<string, Map<string, string | null>>>()
  #size = 0

  addDataset(id: string, title: string | null): void {
    if (!this.datasets.has(id)) this.datasets.set(id, title ?? id)
  }

  addArea(id: string, label: string | null): void {
    if (id.endsWith(`:${NOT_STATED}`)) {
      this.areas.set(id, 'Không nêu / Not stated')
      return
    }
    if (this.areas.get(id)) return
    this.areas.set(id, label)
  }

  addCode(dataset: string, dimension: string, coordinate: Coordinate): void {
    let dimensions = this.#codes.get(dataset)
    if (!dimensions) {
      dimensions = new Map()
      this.#codes.set(dataset, dimensions)
    }
    let codes = dimensions.get(dimension)
    if (!codes) {
      codes = new Map()
      dimensions.set(dimension, codes)
    }
    const code = keptCode(coordinate)
    if (codes.has(code) || this.#size >= MOST_CODES) return
    this.#size += 1
    codes.set(code, coordinate.label)
  }

  *codes(): Generator<{ dataset: string; dimension: string; code: string; label: string | null }> {
    for (const [dataset, dimensions] of this.#codes)
      for (const [dimension, codes] of dimensions)
        for (const [code, label] of codes) yield { dataset, dimension, code, label }
  }
}
