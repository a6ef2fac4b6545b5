import { AppError } from '../../domain/errors.ts'
import { jsonStart } from './bytes/first-json.ts'
import { readExact } from './json/exact-values.ts'
import { readCells } from './jsonstat/cells.ts'
import { readCube } from './jsonstat/cube.ts'
import { datasetsOf } from './jsonstat/documents.ts'
import { headOf } from './jsonstat/head.ts'
import type { Reader, ReadItem } from './reader.ts'

/**
 * JSON-stat 1.x bundles, 2.0 datasets and collections.
 * @see https://json-stat.org/full/
 */
export const jsonStat: Reader = {
  format: 'jsonstat',
  describes: {
    vi: 'JSON-stat 1.x (bundle) và 2.0 (dataset, collection)',
    en: 'JSON-stat 1.x (bundle) and 2.0 (dataset, collection)',
  },
  recognises(first) {
    const text = jsonStart(first, '{')
    if (text === null) return 0
    if (/^\s*\{[^{}]*"class"\s*:\s*"(dataset|collection)"/.test(text)) return 0.95
    const has = (member: string): boolean => text.includes(`"${member}"`)
    if (has('category') && has('dimension')) return 0.9
    if (/"class"\s*:\s*"dataset"/.test(text)) return 0.8
    if (/^\s*\{\s*"[^"]{1,200}"\s*:\s*\{\s*"(status|value)"\s*:\s*[[{]/.test(text)) return 0.6
    // A bundle may lead with more values than the first bytes hold: {"name": {"value": [...
    return /^\s*\{\s*"[^"]{1,200}"\s*:\s*\{[^{}]*("status"|"label"|"source"|"updated"|"value")\s*:/.test(text) &&
      has('value')
      ? 0.4
      : 0
  },
  async open(source, limits) {
    const document = await readExact(source, limits)
    const { version, datasets, notes } = datasetsOf(source.name, document)
    const cubes = datasets.map(({ part, body }) => readCube(source.name, part, body, limits))
    async function* items(): AsyncGenerator<ReadItem> {
      let cells = 0
      for (const cube of cubes) {
        for (const item of readCells(cube)) {
          cells += 1
          if (cells > limits.maxCells)
            throw new AppError('TOO_LARGE', `${source.name} has more than ${limits.maxCells} figures.`)
          yield item
        }
      }
    }
    return { head: headOf(version, cubes, notes), items: items() }
  },
}
