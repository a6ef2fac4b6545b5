import { createPeriodReader } from '../period-text.ts'
import type { ReadItem } from '../reader.ts'
import { actionLetter, isAttributeId, isStatusId, MEASURE, TIME } from '../sdmx/concepts.ts'
import { createFigure } from './figure.ts'
import { createGroups, type Values } from './groups.ts'
import type { XmlHandler } from './stream-xml.ts'

const DATA_ROOT =
  /^(GenericData|GenericTimeSeriesData|StructureSpecificData|StructureSpecificTimeSeriesData|CompactData)$/
const MAX_KNOWN_IDS = 1000
/** Observations looked at for the dimensions of a message. */
const MOST_TRIED = 1000
/** Attributes of XML and of the message itself, not components. */
const isOfMessage = (name: string): boolean => name.includes(':') || name.startsWith('xmlns')

/** What the header says. */
export interface MessageHeader {
  id: string | null
  prepared: string | null
  sender: string | null
  structure: string | null
  timeId: string
}

/**
 * Follows the elements of a data message and makes a figure of each observation. Generic messages write components as
 * `<Value id value>`, structure-specific ones as attributes; both may be flat. Attributes of data set, group and series are
 * carried down.
 */
export class MessageReader implements XmlHandler {
  readonly header: MessageHeader = { id: null, prepared: null, sender: null, structure: null, timeId: TIME }
  root: string | null = null
  /** Whether the first observation, or the end, was reached. */
  hasStarted = false
  isGeneric = false
  /** What the service says in the footer: too large, truncated, deferred. */
  readonly footer: string[] = []
  /** Ids of the first observation, for the head. */
  firstDimensions: readonly string[] = []

  readonly #path: string[] = []
  readonly #groups = createGroups()
  #items: ReadItem[] = []
  #action: string | null = null
  #dataSets = 0
  #dataSet: Values = {}
  #series: Values = {}
  #seriesKeys = new Set<string>()
  #obsKeys = new Set<string>()
  #hasFigures = false
  #tried = 0
  readonly #periodOf = createPeriodReader()
  readonly #dimensionIds = new Map<string, boolean>()
  #group: Values = {}
  #obs: Values = {}
  #line = 0

  get isData(): boolean {
    return this.root !== null && DATA_ROOT.test(this.root)
  }

  /** The items since the last call. */
  take(): ReadItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  opened(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    if (this.root === null) {
      this.root = name
      this.isGeneric = name.startsWith('Generic')
    }
    this.#path.push(name)
    if (this.#path.includes('Header')) this.#openedHeader(name, attributes)
    else if (name === 'DataSet') this.#openDataSet(attributes)
    else if (name === 'Series') {
      this.#series = componentsOf(attributes)
      this.#seriesKeys = new Set()
    } else if (name === 'Group') this.#group = componentsOf(attributes)
    else if (name === 'Obs') {
      this.#obs = componentsOf(attributes)
      this.#obsKeys = new Set()
      this.#line = line
    } else this.#openedGeneric(name, attributes)
  }

  closed(name: string, text: string): void {
    this.#path.pop()
    if (this.#path.includes('Header')) this.#closedHeader(name, text)
    else if (this.#path.includes('Footer')) this.#closedFooter(name, text)
    else if (name === 'Group') this.#closeGroup()
    else if (name === 'Obs') this.#closeObservation()
    else if (name === 'Series') this.#series = {}
    else if (name === this.root) this.hasStarted = true
  }

  #openedHeader(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'Sender') this.header.sender = attributes['id'] ?? null
    if (name === 'Structure') {
      const atObservation = attributes['dimensionAtObservation']
      if (atObservation !== undefined && /TIME|PERIOD/.test(atObservation)) this.header.timeId = atObservation
    }
    if (name === 'Ref' && attributes['id'] !== undefined) {
      const { agencyID, id, version } = attributes
      this.header.structure = `${agencyID ? `${agencyID}:` : ''}${id}${version ? `(${version})` : ''}`
    }
  }

  #closedHeader(name: string, text: string): void {
    const value = text.trim().normalize('NFC')
    if (value === '') return
    if (name === 'ID' && this.#path.at(-1) === 'Header') this.header.id = value
    else if (name === 'Prepared') this.header.prepared = value
    else if (name === 'Name' && this.#path.at(-1) === 'Sender') this.header.sender = value
    else if (name === 'DataSetAction') this.#action = actionLetter(value)
  }

  #closedFooter(name: string, text: string): void {
    const said = text.trim().normalize('NFC')
    if (name === 'Text' && said !== '' && this.footer.length < 10) this.footer.push(said.slice(0, 300))
  }

  #openDataSet(attributes: Readonly<Record<string, string>>): void {
    this.#dataSets += 1
    const own = Object.entries(attributes).find(([name]) => name.replace(/^.*:/, '') === 'action')?.[1]
    if (own !== undefined) this.#action = actionLetter(own)
    const { action: _, structureRef: __, keyFamilyURI: ___, ...components } = componentsOf(attributes)
    this.#dataSet = components
    this.#groups.clear()
    this.#hasFigures = false
  }

  /** `Value`, `ObsDimension`, `ObsValue` and `Time` of a generic message. */
  #openedGeneric(name: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes['value']
    if (name === 'Value' && value !== undefined) {
      // 2.0 named components by `concept`.
      const id = attributes['id'] ?? attributes['concept']
      if (id === undefined) return
      if (this.#path.includes('Obs')) {
        this.#obs[id] = value
        if (this.#path.includes('ObsKey')) this.#obsKeys.add(id)
      } else if (this.#path.includes('Series')) {
        this.#series[id] = value
        if (this.#path.includes('SeriesKey')) this.#seriesKeys.add(id)
      } else if (this.#path.includes('Group')) this.#group[id] = value
      else if (this.#path.includes('DataSet')) this.#dataSet[id] = value
    } else if (name === 'ObsDimension' && value !== undefined) {
      const id = attributes['id'] ?? this.header.timeId
      this.#obs[id] = value
      this.#obsKeys.add(id)
    } else if (name === 'ObsValue' && value !== undefined) this.#obs[attributes['id'] ?? MEASURE] = value
  }

  #isDimensionId(id: string): boolean {
    const known = this.#dimensionIds.get(id)
    if (known !== undefined) return known
    const isDimension = !isStatusId(id) && !isAttributeId(id)
    if (this.#dimensionIds.size < MAX_KNOWN_IDS) this.#dimensionIds.set(id, isDimension)
    return isDimension
  }

  #closeGroup(): void {
    this.#groups.add(this.#group)
    if (!this.#hasFigures) return
    const text = JSON.stringify(this.#group).slice(0, 400)
    const reason = 'the group follows figures it may describe, which were read without it. Groups stand before series.'
    this.#items.push({
      kind: 'fault',
      fault: { place: { part: null, row: this.#line, column: 'Group' }, text, reason },
    })
  }

  #closeObservation(): void {
    const own: Values = { ...this.#series, ...this.#obs }
    const carried: Values = { ...this.#dataSet, ...this.#groups.of(own) }
    const isDimension = this.isGeneric
      ? (id: string) => this.#seriesKeys.has(id) || this.#obsKeys.has(id)
      : (id: string) => this.#isDimensionId(id)
    const part = this.#dataSets > 1 ? `data set ${this.#dataSets}` : null
    const shape = {
      part,
      row: this.#line,
      timeId: this.header.timeId,
      action: this.#action,
      isDimension,
      periodOf: this.#periodOf,
    }
    const item = createFigure(own, carried, shape)
    // A message whose first observations cannot be read still has dimensions: those of the first that can, or of the last tried.
    this.#tried += 1
    if (!this.hasStarted) {
      const isFigure = item.kind === 'figure'
      this.firstDimensions = isFigure
        ? Object.keys(item.figure.dimensions)
        : Object.keys(own).filter((id) => isDimension(id) && id !== this.header.timeId && id !== MEASURE)
      this.hasStarted = isFigure || this.#tried >= MOST_TRIED
    }
    this.#hasFigures = true
    this.#obs = {}
    this.#items.push(item)
  }
}

function componentsOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const components: Record<string, string> = {}
  for (const name in attributes) if (!isOfMessage(name)) components[name] = attributes[name]!
  return components
}
