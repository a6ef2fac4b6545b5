import { basename } from 'node:path'
import type { FigureMapping, Writing } from '../../contracts/figure-mapping.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import type { DocumentHead, RawFigure, ReadItem } from '../formats/reader.ts'
import { mappingsFor } from './choose-mapping.ts'
import { draftMapping } from './draft-mapping.ts'
import { openDocument } from './open-document.ts'
import { createTrial, placeText, withSource } from './preview.ts'
import { proposeMapping } from './propose-mapping.ts'

export interface InspectedDimension {
  readonly id: string
  readonly label: string | null
  readonly values: number
  /** Some of its codes and labels, in the order of the file. */
  readonly shown: readonly string[]
}

/** What a file is, before anything of it is loaded. */
export interface Inspection {
  readonly file: string
  readonly format: string
  readonly describes: { readonly vi: string; readonly en: string }
  readonly title: string | null
  readonly publisher: string | null
  readonly published: string | null
  readonly notes: readonly string[]
  readonly figures: number
  readonly missing: number
  readonly faults: readonly { readonly place: string; readonly reason: string }[]
  readonly faultCount: number
  /** Whether only the beginning of the file was read. */
  readonly isPartial: boolean
  readonly dimensions: readonly InspectedDimension[]
  readonly periods: { readonly count: number; readonly shown: readonly string[] }
  readonly units: readonly string[]
  readonly flags: Readonly<Record<string, number>>
  readonly sample: readonly RawFigure[]
  /** The mapping it would be loaded with; null: one has to be written, for which `draft` is a beginning. */
  readonly mapping: FigureMapping | null
  readonly otherMappings: readonly string[]
  readonly draft: FigureMapping | null
  /** Where no mapping is made for it: how ingest keeps it as published, under its own dataset. */
  readonly proposal: FigureMapping | null
  /** What would become of the sample with that mapping. */
  readonly outcome: { readonly good: number; readonly nil: number; readonly refused: readonly string[] } | null
}

const MOST_FIGURES = 200_000
const SHOWN = 12
const SAMPLE = 200
const UNIT = /^(unit|units|unit_measure|ĐVT|don vi)/i

export interface InspectOptions {
  /** What a person calls the file; default: its own name. */
  readonly name?: string
  readonly format?: string
  readonly writing?: Writing
}

/**
 * Says what a file is: its format, dimensions, periods, units and first figures, and the mapping it would be loaded with.
 * @throws AppError as the readers do
 */
export async function inspectFile(
  file: string,
  mappings: readonly FigureMapping[],
  codes: KnownCodes | null,
  { name = basename(file), format, writing }: InspectOptions = {},
): Promise<Inspection> {
  const { reader, head, items } = await openDocument(file, name, format, writing)
  const seen = await survey(items)
  const fitting = mappingsFor(head, seen.sample, mappings)
  const mapping = fitting[0] ?? null
  const proposal = mapping === null && seen.sample.length > 0 ? proposeMapping(name, head, seen.sample) : null
  const used = mapping ?? proposal
  return {
    file: name,
    format: head.format,
    describes: reader.describes,
    title: head.title ?? null,
    publisher: head.publisher ?? null,
    published: head.published ?? null,
    notes: head.notes,
    ...seen.counts,
    dimensions: head.dimensions
      .filter(({ id }) => id !== 'TIME_PERIOD')
      .map(({ id, label }) => {
        const values = seen.values.get(id) ?? new Set()
        return { id, label, values: values.size, shown: [...values].slice(0, SHOWN) }
      }),
    periods: { count: seen.periods.size, shown: [...seen.periods].slice(0, SHOWN) },
    units: [...seen.units].slice(0, SHOWN),
    flags: Object.fromEntries(seen.flags),
    sample: seen.sample.slice(0, 5),
    mapping,
    otherMappings: fitting.slice(1).map(({ id }) => id),
    draft: mapping ? null : draftMapping({ name, head, writing, ...seen }, codes),
    proposal,
    outcome: used && codes ? tryMapping(seen.sample, used, head, codes) : null,
  }
}

interface Survey {
  readonly counts: Pick<Inspection, 'figures' | 'missing' | 'faults' | 'faultCount' | 'isPartial'>
  readonly values: Map<string, Set<string>>
  readonly periods: Set<string>
  readonly units: Set<string>
  readonly flags: Map<string, number>
  readonly sample: RawFigure[]
}

async function survey(items: AsyncIterable<ReadItem>): Promise<Survey> {
  const values = new Map<string, Set<string>>()
  const periods = new Set<string>()
  const units = new Set<string>()
  const flags = new Map<string, number>()
  const sample: RawFigure[] = []
  const faults: { place: string; reason: string }[] = []
  let [figures, missing, faultCount, isPartial] = [0, 0, 0, false]
  for await (const item of items) {
    if (item.kind === 'fault') {
      faultCount += 1
      const { place, reason } = item.fault
      if (faults.length < SHOWN) faults.push({ place: placeText(place), reason })
      continue
    }
    const { figure } = item
    figures += 1
    if (figure.value === null) missing += 1
    if (sample.length < SAMPLE) sample.push(figure)
    periods.add(figure.period)
    for (const flag of figure.flags) flags.set(flag, (flags.get(flag) ?? 0) + 1)
    for (const [id, text] of Object.entries(figure.attributes)) if (UNIT.test(id)) units.add(`${id} ${text}`)
    for (const [id, { code, label }] of Object.entries(figure.dimensions)) {
      const known = values.get(id) ?? new Set<string>()
      if (known.size === 0) values.set(id, known)
      if (known.size < 10_000) known.add([code, label].filter(Boolean).join(' '))
    }
    if (figures >= MOST_FIGURES) {
      isPartial = true
      break
    }
  }
  return { counts: { figures, missing, faults, faultCount, isPartial }, values, periods, units, flags, sample }
}

function tryMapping(sample: readonly RawFigure[], mapping: FigureMapping, head: DocumentHead, codes: KnownCodes) {
  const vintage = String(mapping.constants.vintage ?? head.published ?? '9999-12-31')
  const trial = createTrial(mapping, vintage, withSource(codes, mapping))
  for (const figure of sample) trial.take({ kind: 'figure', figure })
  const { good, nil, refusals } = trial.outcome()
  return { good, nil, refused: refusals.map(({ reason }) => reason).slice(0, SHOWN) }
}
