import type { LabelText, Lang } from '../contracts/common.ts'
import { AppError } from '../domain/errors.ts'
import { type Cube, type CubeFigure, structureId } from './cube.ts'
import { DIMENSION_NAMES } from './cubes/names.ts'
import type { Provenance } from './provenance.ts'

/** JSON-stat has no registered type of its own; it is asked for by this one or by format=json-stat. */
export const JSON_STAT_TYPE = 'application/vnd.json-stat+json; charset=utf-8'
/** Most figures of one data set, which is built in memory. */
export const JSON_STAT_FIGURE_LIMIT = 500_000
/** Most places of its grid: readers that fill in the empty ones must be able to. */
export const JSON_STAT_CELL_LIMIT = 20_000_000

interface Axis {
  readonly id: string
  readonly label: LabelText
  /** Code -> place, in order of first appearance. */
  readonly places: Map<string, number>
  readonly labels: Map<string, LabelText | null>
}
const axisOf = (id: string, label: LabelText): Axis => ({ id, label, places: new Map(), labels: new Map() })

/**
 * A cube as a JSON-stat 2.0 data set. Values are an object of those cells that have one, statuses likewise; a suppressed or
 * missing figure has a status and no value. Labels are in `lang`; both languages stand in `extension`.
 *
 * @throws AppError TOO_LARGE above the limits, naming the format that streams
 * @see https://json-stat.org/full/
 */
export async function toJsonStat<R>(
  cube: Cube<R>,
  rows: AsyncIterable<R> | Iterable<R>,
  provenance: Provenance,
  lang: Lang,
): Promise<object> {
  const figures: CubeFigure[] = []
  const axes = [...cube.dimensions, { id: 'TIME_PERIOD', label: DIMENSION_NAMES.TIME_PERIOD }].map(({ id, label }) =>
    axisOf(id, label),
  )
  const time = axes.at(-1)!
  for await (const row of rows)
    for (const figure of cube.figures(row)) {
      if (figures.length === JSON_STAT_FIGURE_LIMIT) throw tooLarge(`more than ${JSON_STAT_FIGURE_LIMIT} figures`)
      figures.push(figure)
      for (const [k, { code, label }] of figure.codes.entries()) place(axes[k]!, code, label)
      place(time, figure.period, null)
    }
  sortPlaces(time)
  const size = axes.map((axis) => axis.places.size)
  const cells = size.reduce((product, n) => product * n, 1)
  if (cells > JSON_STAT_CELL_LIMIT)
    throw tooLarge(`a grid of ${cells} cells (${axes.map((axis) => `${axis.id} ${axis.places.size}`).join(', ')})`)
  const value: Record<string, number> = {}
  const status = new Map<number, string>()
  const conf = new Map<number, string>()
  for (const figure of figures) {
    const at = cellOf(axes, figure)
    if (status.has(at)) throw new RangeError(`${cube.id}: two figures in cell ${at}`)
    if (figure.value !== null) value[at] = figure.value
    status.set(at, figure.obsStatus)
    conf.set(at, figure.confStatus)
  }
  const roles = (role: string) => cube.dimensions.filter((d) => d.role === role).map(({ id }) => id)
  return {
    version: '2.0',
    class: 'dataset',
    href: provenance.permanent,
    label: provenance.title[lang],
    source: provenance.sources.join(' '),
    updated: provenance.meta.asOf,
    id: axes.map(({ id }) => id),
    size,
    role: { time: ['TIME_PERIOD'], geo: roles('geo'), metric: roles('metric') },
    dimension: Object.fromEntries(axes.map((axis) => [axis.id, dimensionOf(axis, figures, cube, lang)])),
    value,
    status: compact(status),
    note: [provenance.meta.method, provenance.meta.licence, provenance.citation],
    extension: {
      structure: structureId(cube),
      id: provenance.id,
      label: provenance.title,
      release: provenance.meta.release,
      asOf: provenance.meta.asOf,
      unitMult: 0,
      confStatus: compact(conf),
      ...(provenance.attribution === null ? {} : { attribution: provenance.attribution }),
    },
  }
}

function place(axis: Axis, code: string, label: LabelText | null): void {
  if (axis.places.has(code)) return
  axis.places.set(code, axis.places.size)
  axis.labels.set(code, label)
}
function sortPlaces(axis: Axis): void {
  const codes = [...axis.places.keys()].sort()
  axis.places.clear()
  for (const [n, code] of codes.entries()) axis.places.set(code, n)
}
const cellOf = (axes: readonly Axis[], { codes, period }: CubeFigure): number =>
  axes.reduce((cell, axis, k) => cell * axis.places.size + axis.places.get(codes[k]?.code ?? period)!, 0)

/** One text where all cells have the same; that is how JSON-stat writes it. */
function compact(statuses: ReadonlyMap<number, string>): string | Record<string, string> {
  const distinct = new Set(statuses.values())
  return distinct.size === 1 ? [...distinct][0]! : Object.fromEntries(statuses)
}

function dimensionOf<R>(axis: Axis, figures: readonly CubeFigure[], cube: Cube<R>, lang: Lang): object {
  const codes = [...axis.places.keys()]
  const named = codes.filter((code) => axis.labels.get(code))
  const inLanguage = (language: Lang) =>
    Object.fromEntries(named.map((code) => [code, axis.labels.get(code)![language]]))
  const at = cube.dimensions.findIndex(({ id, role }) => id === axis.id && role === 'metric')
  return {
    label: axis.label[lang],
    category: {
      index: codes,
      ...(named.length > 0 ? { label: inLanguage(lang) } : {}),
      ...(at >= 0 ? { unit: unitsOf(figures, at) } : {}),
    },
    extension: {
      label: axis.label,
      ...(named.length > 0 ? { categoryLabel: { vi: inLanguage('vi'), en: inLanguage('en') } } : {}),
    },
  }
}

/** Unit and decimals of each code of the metric dimension. */
function unitsOf(figures: readonly CubeFigure[], at: number): Record<string, object> {
  const units: Record<string, object> = {}
  for (const { codes, unit, decimals } of figures) units[codes[at]!.code] ??= { label: unit, decimals }
  return units
}

const tooLarge = (what: string): AppError =>
  new AppError(
    'TOO_LARGE',
    `The result has ${what}, more than one JSON-stat data set can be built with. Ask for SDMX-CSV, which has no limit, or narrow the query.`,
  )
