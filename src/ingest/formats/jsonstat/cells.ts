import { AppError } from '../../../domain/errors.ts'
import { isList, isObject, scalarText, textAt } from '../json/exact-values.ts'
import type { ExactJson } from '../json/parse-exact.ts'
import { MACHINE_NUMBERS, type NumberRules, readNumber } from '../number-text.ts'
import type { Coordinate, ReadItem } from '../reader.ts'
import type { Cube } from './cube.ts'
import { periodOf } from './cube.ts'

/** Values may be texts; these are the ones PX-Web and others write for a gap. */
const NUMBERS: NumberRules = {
  ...MACHINE_NUMBERS,
  missing: { ...MACHINE_NUMBERS.missing, '.': 'O', '..': 'O', '...': 'O', ':': 'O' },
}

/** The cells of a cube in their order; of a sparse one, those that have a value or a status. */
export function* readCells(cube: Cube): Generator<ReadItem> {
  const { body, part, cells, file } = cube
  const values = accessOf(body['value'])
  const statusOf = statusAccess(body['status'], cells)
  if (values === null) return // metadata alone
  if (values.length !== null && values.length !== cells) {
    const message = `${file}${part ? `, ${part}` : ''}: it has ${values.length} values for ${cells} cells, so their places cannot be known. It is cut or damaged; fetch it again.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file })
  }
  const places = values.keys === null ? range(cells) : [...new Set([...values.keys, ...statusOf.keys])]
  const coordinatesOf = createCoordinates(cube)
  for (const place of places) {
    const cell = typeof place === 'number' ? place : /^(0|[1-9]\d*)$/.test(place) ? Number(place) : Number.NaN
    const raw = values.at(place)
    const text =
      scalarText(raw) ?? (raw === null || raw === undefined || raw === '' ? '' : JSON.stringify(raw).slice(0, 200))
    const fault = (reason: string): ReadItem => ({
      kind: 'fault',
      fault: { place: { part, row: cell >= 0 ? cell + 1 : 1, column: String(place).slice(0, 60) }, text, reason },
    })
    if (!(cell < cells)) {
      yield fault(`the value stands at "${String(place).slice(0, 60)}", but the cells are numbered 0 to ${cells - 1}.`)
      continue
    }
    const number = readNumber(text, NUMBERS)
    if (number.kind === 'refused') {
      yield fault(number.reason)
      continue
    }
    const { dimensions, period, attributes, path } = coordinatesOf(cell)
    const status = statusOf.at(cell)
    yield {
      kind: 'figure',
      figure: {
        place: { part, row: cell + 1, column: path },
        dimensions,
        period,
        text,
        value: number.kind === 'missing' ? null : number.value,
        flags: status === null ? [] : [status],
        attributes,
      },
    }
  }
}

interface Access {
  /** Number of values of a dense list; null for a sparse object. */
  readonly length: number | null
  readonly keys: readonly string[] | null
  readonly at: (place: number | string) => ExactJson | undefined
}

/** Values as a list or as an object of the cells that have one; null when there are none at all. */
function accessOf(values: ExactJson | undefined): Access | null {
  if (isList(values)) {
    return values.length === 0 ? null : { length: values.length, keys: null, at: (place) => values[Number(place)] }
  }
  if (!isObject(values)) return null
  return { length: null, keys: Object.keys(values), at: (place) => values[String(place)] }
}

/** Statuses: one for all, a list for all cells, a list of one for all, or an object; Eurostat wraps them in `value`. */
function statusAccess(
  status: ExactJson | undefined,
  cells: number,
): { readonly keys: readonly string[]; readonly at: (cell: number) => string | null } {
  const none = { keys: [], at: () => null }
  if (isObject(status)) {
    const wrapped = status['value']
    if (isList(wrapped) || isObject(wrapped)) return statusAccess(wrapped, cells)
    return {
      keys: Object.keys(status).filter((key) => scalarText(status[key]) !== null),
      at: (cell) => textAt(status, String(cell)),
    }
  }
  if (isList(status)) {
    const forAll = status.length === 1 && cells !== 1 ? scalarText(status[0]) : null
    return { keys: [], at: (cell) => forAll ?? scalarText(status[cell]) }
  }
  const forAll = scalarText(status)
  return forAll === null ? none : { keys: [], at: () => forAll }
}

/** Turns the number of a cell into its coordinates: the last dimension runs fastest. */
function createCoordinates({ dimensions }: Cube) {
  const strides = dimensions.map((_, place) =>
    dimensions.slice(place + 1).reduce((product, { categories }) => product * categories.length, 1),
  )
  const periods = new Map(
    dimensions
      .flatMap(({ isTime, categories }) => (isTime ? categories : []))
      .map((category) => [category, periodOf(category) ?? category.label ?? category.code]),
  )
  return (cell: number) => {
    const coordinates: Record<string, Coordinate> = {}
    let attributes: Record<string, string> = {}
    let period = ''
    const path: string[] = []
    for (const [place, { id, categories, isTime }] of dimensions.entries()) {
      const category = categories[Math.floor(cell / strides[place]!) % categories.length]!
      path.push(category.code)
      if (isTime) period = period === '' ? periods.get(category)! : `${period} ${periods.get(category)!}`
      else coordinates[id] = { code: category.code, label: category.label }
      if (Object.keys(category.attributes).length > 0) attributes = { ...attributes, ...category.attributes }
    }
    return { dimensions: coordinates, period, attributes, path: path.join('.') }
  }
}

function* range(length: number): Generator<number> {
  for (let place = 0; place < length; place += 1) yield place
}
