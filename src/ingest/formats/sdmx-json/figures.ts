import { isList, isObject, listAt, objectAt, scalarText } from '../json/exact-values.ts'
import type { ExactJson, ExactObject } from '../json/parse-exact.ts'
import { MACHINE_NUMBERS, readNumber } from '../number-text.ts'
import { createPeriodReader } from '../period-text.ts'
import type { Coordinate, ReadItem } from '../reader.ts'
import { actionLetter } from '../sdmx/concepts.ts'
import { carry, type Described, describe, EMPTY } from './attributes.ts'
import { groupsOf } from './groups.ts'
import type { Component, MessageStructure } from './structure.ts'

/** A data set of a message with the structure it points to. */
export interface DataSet {
  readonly part: string | null
  readonly structure: MessageStructure
  readonly body: ExactObject
  readonly language: string | null
}

type Key = ReadonlyMap<Component, number>

/** The figures of a data set, series or flat, with the attributes of every level carried down. */
export function* readDataSet(dataSet: DataSet): Generator<ReadItem> {
  const { body, structure, language } = dataSet
  const action = scalarText(body['action'])
  const ofDataSet = carry(
    action === null ? EMPTY : { flags: [], attributes: { ACTION: actionLetter(action) } },
    describe(structure.attributes.dataSet, listAt(body, 'attributes'), language),
  )
  const fixed: Key = new Map(structure.dimensions.dataSet.map((component) => [component, 0]))
  const reader = createReader(dataSet, ofDataSet, groupsOf(dataSet))
  const flat = objectAt(body, 'observations')
  if (flat !== null) yield* reader.readObservations(flat, fixed, flatDimensions(structure, flat), EMPTY, '')
  for (const [seriesKey, series] of Object.entries(objectAt(body, 'series') ?? {})) {
    const key = extend(fixed, structure.dimensions.series, seriesKey)
    if (typeof key === 'string' || !isObject(series)) {
      yield reader.fault(
        seriesKey,
        JSON.stringify(series).slice(0, 400),
        typeof key === 'string' ? key : 'the series is no object.',
      )
      continue
    }
    const ofSeries = describe(structure.attributes.series, listAt(series, 'attributes'), language)
    const observations = objectAt(series, 'observations') ?? {}
    yield* reader.readObservations(observations, key, structure.dimensions.observation, ofSeries, seriesKey)
  }
}

/** A flat message lists all its dimensions at the observation; some keep those of series apart, in the order of the key. */
function flatDimensions({ dimensions }: MessageStructure, observations: ExactObject): readonly Component[] {
  const [first = ''] = Object.keys(observations)
  const { series, observation } = dimensions
  if (first.split(':').length !== series.length + observation.length) return observation
  return [...series, ...observation].sort((a, b) => (a.keyPosition ?? 0) - (b.keyPosition ?? 0))
}

/** Adds the indices of a key like `0:2:1`; a text says why it cannot be one. */
function extend(key: Key, components: readonly Component[], indices: string): Key | string {
  const parts = indices === '' ? [] : indices.split(':')
  if (parts.length !== components.length) {
    return `the key "${indices.slice(0, 60)}" has ${parts.length} parts, the structure ${components.length} dimensions here.`
  }
  const extended = new Map(key)
  for (const [place, component] of components.entries()) {
    const index = Number(parts[place])
    if (!/^\d+$/.test(parts[place]!) || index >= component.values.length) {
      return `the key "${indices.slice(0, 60)}" points to value ${parts[place]!.slice(0, 20)} of ${component.id}, which lists ${component.values.length}.`
    }
    extended.set(component, index)
  }
  return extended
}

function createReader({ part, structure, language }: DataSet, ofDataSet: Described, groups: (key: Key) => Described) {
  let row = 0
  const periodOf = createPeriodReader()
  const { measures } = structure
  const measureCount = Math.max(1, measures.length)

  const fault = (path: string, text: string, reason: string): ReadItem => ({
    kind: 'fault',
    fault: { place: { part, row: ++row, column: path }, text: text.slice(0, 4096), reason },
  })

  function* readObservations(
    observations: ExactObject,
    series: Key,
    components: readonly Component[],
    ofSeries: Described,
    path: string,
  ): Generator<ReadItem> {
    for (const [indices, entry] of Object.entries(observations)) {
      const where = path === '' ? indices : `${path}/${indices}`
      const key = extend(series, components, indices)
      const values: readonly ExactJson[] = isList(entry) ? entry : [entry]
      if (typeof key === 'string') yield fault(where, JSON.stringify(entry).slice(0, 400), key)
      else yield* readObservation(values, key, ofSeries, where)
    }
  }

  function* readObservation(
    values: readonly ExactJson[],
    key: Key,
    ofSeries: Described,
    where: string,
  ): Generator<ReadItem> {
    const own = describe(structure.attributes.observation, values.slice(measureCount), language)
    const described = carry(carry(carry(ofDataSet, groups(key)), ofSeries), own)
    const { dimensions, period } = coordinatesOf(key)
    const reading = period === '' ? null : periodOf(period)
    for (let index = 0; index < measureCount; index += 1) {
      const measure = measures[index]
      const text = measureText(values[index], measure)
      const number = readNumber(text, MACHINE_NUMBERS)
      if (number.kind === 'refused') yield fault(where, text, number.reason)
      else if (reading?.kind === 'refused' && reading.why === 'impossible') yield fault(where, period, reading.reason)
      else {
        yield {
          kind: 'figure',
          figure: {
            place: { part, row: ++row, column: where },
            dimensions:
              measureCount > 1
                ? { ...dimensions, OBS_MEASURE: { code: measure!.id, label: measure!.label } }
                : dimensions,
            period,
            text,
            value: number.kind === 'missing' ? null : number.value,
            flags: described.flags,
            attributes: described.attributes,
          },
        }
      }
    }
  }
  return { readObservations, fault }
}

function coordinatesOf(key: Key): { dimensions: Record<string, Coordinate>; period: string } {
  const dimensions: Record<string, Coordinate> = {}
  let period = ''
  for (const [component, index] of key) {
    const value = component.values[index]
    if (value === undefined) continue
    if (component.isTime) period = value.code ?? value.label ?? ''
    else dimensions[component.id] = value
  }
  return { dimensions, period }
}

/** A coded measure is an index into its values; any other the figure itself. */
function measureText(value: ExactJson | undefined, measure: Component | undefined): string {
  const text = scalarText(value) ?? (isList(value) || isObject(value) ? JSON.stringify(value) : '')
  const coded = measure !== undefined && measure.values.length > 0 && /^\d+$/.test(text)
  return coded ? (measure.values[Number(text)]?.code ?? `index ${text}`) : text
}
