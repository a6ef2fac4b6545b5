import { FigureMapping, type Writing } from '../../contracts/figure-mapping.ts'
import { MEASURES, type Measure } from '../../domain/series.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { isRefusal } from '../checks.ts'
import type { DocumentHead, RawFigure } from '../formats/reader.ts'
import { foldLabel } from './label.ts'
import { compileDimensions } from './read-dimension.ts'

export interface Seen {
  readonly name: string
  readonly head: DocumentHead
  readonly writing: Writing | undefined
  readonly values: ReadonlyMap<string, ReadonlySet<string>>
  readonly sample: readonly RawFigure[]
}

type Rules = Record<string, { field?: string; scheme?: string; ignore?: boolean; codes?: Record<string, object> }>

/** Words in the name of a dimension that say which field it is. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/\b(dia phuong|tinh|area|geo|region|country|province)\b|ref area/, 'area'],
  [/\b(nganh|industry|activity|nace|isic|eco)\b/, 'industry'],
  [/\b(nghe nghiep|occupation|isco)\b/, 'occupation'],
  [/\b(sex|gioi tinh|sexo|kon|gender)\b/, 'sex'],
  [/\b(age|tuoi|edad|alder)\b/, 'age'],
  [/\b(freq|frequency)\b/, 'frequency'],
]
/** What is tried where the name says nothing, in this order. */
const TRIALS: readonly (readonly [field: string, scheme: string | undefined])[] = [
  ['sex', undefined],
  ['industry', 'VSIC2018'],
  ['industry', 'VSIC2025'],
  ['occupation', 'VSCO2020'],
  ['occupation', 'ISCO08'],
  ['area', undefined],
]
/** Share of the values a scheme must know to be proposed. */
const ENOUGH = 0.5

/** Words of a title that say what is measured; the first that fits. */
const MEASURE_WORDS: readonly (readonly [RegExp, Measure])[] = [
  [/sinh vien tot nghiep|graduates/, 'universityGraduates'],
  [/sinh vien tuyen moi|entrants|new enrol/, 'universityEntrants'],
  [/sinh vien|students/, 'universityStudents'],
  [/ti le that nghiep|unemployment rate/, 'unemploymentRate'],
  [/ti le thieu viec lam|underemployment rate/, 'underemploymentRate'],
  [/ti le tham gia|participation rate/, 'participationRate'],
  [/da qua dao tao|trained/, 'trainedShare'],
  [/nang suat|productivity/, 'labourProductivity'],
  [/thu nhap|tien luong|earnings|wage/, 'averageMonthlyEarnings'],
  [/that nghiep|unemploy/, 'unemployment'],
  [/luc luong lao dong|labou?r force/, 'labourForce'],
  [/viec lam|dang lam viec|employ/, 'employment'],
  [/dan so|population/, 'population'],
]

/** Units as they are printed; shares and rates have no power of ten. */
const UNITS: readonly (readonly [RegExp, { unit: string; unitMult: number }])[] = [
  [/^(1000|nghin|ngan) nguoi|thousand persons?|thous/, { unit: 'PS', unitMult: 3 }],
  [/^trieu nguoi|million persons?/, { unit: 'PS', unitMult: 6 }],
  [/^nguoi$|^persons?$/, { unit: 'PS', unitMult: 0 }],
  [/^sinh vien$|^students?$/, { unit: 'PS', unitMult: 0 }],
  [/^(%|phan tram|per ?cent|percent)/, { unit: 'PT', unitMult: 0 }],
  [/^(nghin|1000) dong|thousand dong/, { unit: 'VND', unitMult: 3 }],
  [/^trieu dong|million dong/, { unit: 'VND', unitMult: 6 }],
  [/^dong$|^vnd$/, { unit: 'VND', unitMult: 0 }],
]

/**
 * A beginning of a mapping: what names, titles, units and the known codes suggest. Everything in it is a proposal that a person
 * looks at; what nothing suggests is left as codes to be filled in.
 */
export function draftMapping(seen: Seen, codes: KnownCodes | null): FigureMapping {
  const { name, head, sample, writing } = seen
  const stem = name.replace(/\.\w+$/, '')
  const dimensions: Rules = {}
  for (const [id, values] of seen.values) dimensions[id] = ruleFor(id, values, sample, codes)
  const title = foldLabel(`${head.title ?? ''} ${stem}`)
  const measure = MEASURE_WORDS.find(([words]) => words.test(title))?.[1] ?? MEASURES[0]
  const hasArea = Object.values(dimensions).some(({ field }) => field === 'area')
  return FigureMapping.parse({
    id:
      foldLabel(stem)
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 60) || 'mapping',
    title: (head.title ?? name).slice(0, 200),
    source: 'SOURCE',
    dataset: stem,
    recognise: { formats: [head.format], dimensions: [...seen.values.keys()] },
    ...(writing ? { writing } : {}),
    constants: { measure, ...(hasArea ? {} : { area: areaIn(title, codes) }), ...unitsOf(sample) },
    dimensions,
    units: { meanings: meaningsOf(sample) },
    flags: flagsOf(sample),
    concept: conceptOf(measure),
  })
}

function ruleFor(
  id: string,
  values: ReadonlySet<string>,
  sample: readonly RawFigure[],
  codes: KnownCodes | null,
): Rules[string] {
  if (values.size <= 1) return { ignore: true }
  const field = FIELDS.find(([words]) => words.test(foldLabel(id)))?.[1]
  if (field === 'frequency') return { ignore: true }
  const trials = TRIALS.filter(([one]) => field === undefined || one === field)
  const scored = codes
    ? trials.map(([one, scheme]) => ({
        rule: { field: one, ...(scheme ? { scheme } : {}) },
        share: knownShare(id, { field: one, ...(scheme ? { scheme } : {}) }, sample, codes),
      }))
    : []
  const [best] = scored.sort((a, b) => b.share - a.share)
  if (best && best.share >= ENOUGH) return best.rule
  if (field !== undefined) return best && field !== 'area' && field !== 'sex' ? best.rule : { field }
  return { codes: Object.fromEntries([...values].slice(0, 12).map((value) => [value, {}])) }
}

/** Share of the values of a dimension that a rule understands. */
function knownShare(
  id: string,
  rule: { readonly field: string; readonly scheme?: string },
  sample: readonly RawFigure[],
  codes: KnownCodes,
): number {
  const mapping = FigureMapping.parse({
    id: 'draft',
    title: '',
    source: '',
    dataset: '',
    recognise: {},
    dimensions: { [id]: rule },
  })
  const reader = compileDimensions(mapping, codes)
  const seen = new Map<string, boolean>()
  for (const { dimensions } of sample) {
    const coordinate = dimensions[id]
    if (!coordinate) continue
    const key = JSON.stringify(coordinate)
    if (seen.has(key)) continue
    const meaning = reader.read(id, coordinate, { from: '2024-01-01', to: '2024-12-31' })
    seen.set(key, meaning !== 'nil' && !isRefusal(meaning))
  }
  return seen.size === 0 ? 0 : [...seen.values()].filter(Boolean).length / seen.size
}

const unitTexts = (sample: readonly RawFigure[]): string[] => [
  ...new Set(
    sample.flatMap(({ attributes }) => {
      const text = attributes['UNIT'] ?? attributes['UNITS'] ?? attributes['unit']
      return text === undefined ? [] : [text]
    }),
  ),
]

const unitIn = (text: string) => UNITS.find(([words]) => words.test(foldLabel(text) || text.trim()))?.[1]

function meaningsOf(sample: readonly RawFigure[]): Record<string, { unit: string; unitMult: number }> {
  return Object.fromEntries(
    unitTexts(sample).flatMap((text) => {
      const meaning = unitIn(text)
      return meaning ? [[text, meaning]] : []
    }),
  )
}

/** What the marks of figures usually say: dots where nothing is, provisional, estimated. */
const FLAGS: readonly (readonly [RegExp, { obsStatus: 'O' | 'P' | 'E' }])[] = [
  [/^(so bo|p|prel|provisional)/, { obsStatus: 'P' }],
  [/^(uoc tinh|e|est|estimated)/, { obsStatus: 'E' }],
]

/** One letter that SDMX knows needs no entry. */
function flagsOf(sample: readonly RawFigure[]): FigureMapping['flags'] {
  const found: FigureMapping['flags'] = {}
  for (const { flags, value } of sample)
    for (const flag of flags) {
      const meaning = FLAGS.find(([words]) => words.test(foldLabel(flag)))?.[1]
      if (/^[A-Z]$/.test(flag)) continue
      if (value === null) found[flag] = { obsStatus: 'O' }
      else if (meaning) found[flag] ??= meaning
    }
  return found
}

/** Viet Nam counts employment by the 19th ICLS from 2021 on; other measures have no such concept. */
const conceptOf = (measure: Measure): FigureMapping['concept'] =>
  /employment|labourForce|participation/i.test(measure)
    ? [{ before: '2021-01-01', concept: 'ICLS13' }, { concept: 'ICLS19' }]
    : [{ concept: '_Z' }]

/** A unit for the whole document, where it names none that is understood. */
const unitsOf = (sample: readonly RawFigure[]): object =>
  unitTexts(sample).some(unitIn) ? {} : { unit: 'PS', unitMult: 3 }

/** The territory of Viet Nam a title names; the country where it names none, or several. */
function areaIn(title: string, codes: KnownCodes | null): string {
  const words = ` ${title} `
  const named = codes?.areas.filter(
    ({ code, names, endsOn }) =>
      code.startsWith('VN-') && endsOn === null && names.some((name) => words.includes(` ${foldLabel(name)} `)),
  )
  return named?.length === 1 ? named[0]!.code : 'VN'
}
