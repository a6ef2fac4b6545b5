import { AppError } from '../../../domain/errors.ts'
import { countOf, isList, isObject, listAt, objectAt, scalarText, textAt } from '../json/exact-values.ts'
import type { ExactJson, ExactObject } from '../json/parse-exact.ts'
import { readPeriod } from '../period-text.ts'
import type { Coordinate, ReadLimits } from '../reader.ts'
import { type Category, readCategories } from './categories.ts'

export interface CubeDimension {
  readonly id: string
  readonly label: string | null
  readonly categories: readonly Category[]
  readonly isTime: boolean
}

/** A data set with its axes: cells in row-major order, the last dimension fastest. */
export interface Cube {
  readonly file: string
  readonly part: string | null
  readonly body: ExactObject
  readonly dimensions: readonly CubeDimension[]
  /** Product of the sizes. */
  readonly cells: number
  /** Concluded because the document does not say it. */
  readonly notes: readonly string[]
}

/**
 * Reads the axes of a data set. 1.x keeps `id`, `size` and `role` inside `dimension`; sizes may be texts; `id` may be missing.
 * @throws AppError SOURCE_SCHEMA_CHANGED when sizes and categories disagree, TOO_LARGE
 */
export function readCube(file: string, part: string | null, body: ExactObject, limits: ReadLimits): Cube {
  const axes = objectAt(body, 'dimension')!
  const at = (name: string): ExactJson | undefined => body[name] ?? axes[name]
  const fail = (what: string): never => {
    const where = part === null ? file : `${file}, ${part}`
    throw new AppError(
      'SOURCE_SCHEMA_CHANGED',
      `${where}: ${what}. The document is damaged or of another version; fetch it again.`,
      {
        file,
      },
    )
  }
  const notes: string[] = []
  const ids = idsOf(at('id'), axes, notes, fail)
  const sizes = isList(at('size')) ? (at('size') as readonly ExactJson[]).map(countOf) : null
  const timeIds = new Set(listAt(objectAt(body, 'role') ?? objectAt(axes, 'role'), 'time').map(scalarText))
  const dimensions = ids.map((id, place): CubeDimension => {
    const axis = objectAt(axes, id)
    if (axis === null) return fail(`dimension "${id}" is named, but not described`)
    const { categories, problem } = readCategories(axis)
    if (problem !== null) return fail(`dimension "${id}" ${problem}`)
    const size = sizes === null || sizes.length !== ids.length ? categories.length : sizes[place]
    if (size !== categories.length)
      return fail(`dimension "${id}" has size ${String(size)} and ${categories.length} categories`)
    return { id, label: textAt(axis, 'label'), categories, isTime: timeIds.has(id) }
  })
  if (sizes !== null && sizes.length !== ids.length) {
    // The Office for National Statistics leaves out sizes of 1, which move no cell.
    const given = sizes.filter((size) => size !== 1).join()
    const found = dimensions.map(({ categories }) => categories.length).filter((size) => size !== 1)
    if (given !== found.join()) fail(`it has ${ids.length} dimensions and ${sizes.length} sizes`)
    notes.push(
      `${ids.length} dimensions have ${sizes.length} sizes; the missing ones are of dimensions with one category.`,
    )
  }
  const cells = dimensions.reduce((product, { categories }) => product * categories.length, 1)
  if (cells > limits.maxCells) {
    throw new AppError(
      'TOO_LARGE',
      `${file} has ${cells} cells, more than ${limits.maxCells}. Ask for fewer categories.`,
      { file },
    )
  }
  return { file, part, body, dimensions: withTime(dimensions, notes), cells, notes }
}

function idsOf(
  given: ExactJson | undefined,
  axes: ExactObject,
  notes: string[],
  fail: (what: string) => never,
): string[] {
  if (isList(given)) {
    const ids = given.map((id) => scalarText(id) ?? '')
    if (new Set(ids).size !== ids.length || ids.includes('')) fail('a dimension is named twice or not at all')
    return ids
  }
  const ids = Object.keys(axes).filter((id) => !['id', 'size', 'role'].includes(id) && isObject(axes[id]))
  if (ids.length > 1 && ids.some((id) => /^\d+$/.test(id))) {
    fail('it has no "id", and dimensions named by numbers have no order of their own')
  }
  if (ids.length > 1)
    notes.push(
      `The order of the dimensions is not given ("id" is missing); that of the document is used: ${ids.join(', ')}.`,
    )
  return ids
}

const TIME_NAME =
  /^(time|time_period|timeperiod|period|year|quarter|month|date|nam|quy|thang|ky|nam hoc|tid|ar|vuosi|ano|anno|annee|jahr|periodo)$/

/** Marks the one dimension whose name and categories are those of time, when no role says it. */
function withTime(dimensions: readonly CubeDimension[], notes: string[]): CubeDimension[] {
  if (dimensions.some(({ isTime }) => isTime)) return [...dimensions]
  const areTimes = dimensions.filter(
    ({ categories }) => categories.length > 0 && categories.every((category) => periodOf(category) !== null),
  )
  const named = areTimes.filter(({ id, label }) => [id, label ?? ''].some((text) => TIME_NAME.test(folded(text))))
  const [time, second] = named.length > 0 ? named : areTimes
  if (time === undefined || second !== undefined) {
    notes.push('No dimension is marked as time; the figures have no period until a mapping gives one.')
    return [...dimensions]
  }
  notes.push(`No dimension is marked as time; "${time.id}" is read as it because all its categories are periods.`)
  return dimensions.map((dimension) => (dimension === time ? { ...dimension, isTime: true } : dimension))
}

const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').toLowerCase().trim()

/**
 * The published text of a time category that reads as a period: its label where that says more ("Sơ bộ 2021" beside the code 2021) or
 * where codes only number the categories; null when neither reads.
 */
export function periodOf({ code, label }: Coordinate): string | null {
  const ofLabel = label === null ? null : readPeriod(label)
  const ofCode = code === null ? null : readPeriod(code)
  if (ofLabel?.kind === 'period' && (ofCode?.kind !== 'period' || ofLabel.marks.length > 0)) return label
  return ofCode?.kind === 'period' ? code : null
}
