import { FigureMapping } from '../../contracts/figure-mapping.ts'
import { isPeriodText } from '../formats/period-text.ts'
import type { DocumentHead, RawFigure } from '../formats/reader.ts'
import { keptDataset } from './keep-code.ts'
import { foldLabel } from './label.ts'
import { datasetIn, sourceIn } from './proposed-source.ts'

type Rules = Record<string, { keep: true; field?: string; list?: string; scheme?: string; codes?: object }>

/** Names of dimensions whose codes are those of ISO 3166-1 where they look like it; `state` and `region` are not. */
const ISO_LISTS = /^(geo|ref area|reference area|country|countries|location|counterpart area|economy|land|quoc gia)$/
const AREAS =
  /\b(geo|area|country|countries|location|region|regions|province|provinces|county|counties|state|municipality|territory|territories|economy|land|lan|kommun|provincia|provincias|comunidad|comunidades|municipio|municipios|tinh|dia phuong|thanh pho|vung|quan huyen|khu vuc dia li|residence|place)\b/
const SEXES = /\b(sex|gender|gioi tinh|sexo|kon|geschlecht|sexe|kjonn|sukupuoli)\b/
const FREQUENCIES = /^(freq|frequency|tan suat)$/
const UNITS = /^(unit|units|uom|unit measure|unit of measure|don vi|don vi tinh|dvt)$/

/**
 * A whole mapping for a document that describes itself: its figures are kept under the name of their own dataset, its codes
 * as the source's own lists. It depends on names in the document alone, never on which figures happen to come first, so that
 * the next edition gives the same series.
 *
 * @param source  whose figures they are, when a person says so; default: as the document says
 */
export function proposeMapping(
  name: string,
  head: DocumentHead,
  sample: readonly RawFigure[],
  source?: string,
): FigureMapping {
  const agency = source ?? sourceIn(head, sample)
  const dataset = keptDataset(datasetIn(name, head, sample, agency))
  const ids = new Map(head.dimensions.filter(({ id }) => id !== 'TIME_PERIOD').map(({ id, label }) => [id, label]))
  for (const { dimensions } of sample) for (const id of Object.keys(dimensions)) if (!ids.has(id)) ids.set(id, null)
  // The first dimension that is a territory, a sex; a second one stays a list of its own.
  const taken = new Set<string>()
  const dimensions: Rules = {}
  for (const [id, label] of [...ids].sort(([a], [b]) => weight(b) - weight(a))) {
    const field = fieldOf(id, label, head.format)
    const isNew = field !== undefined && !taken.has(field)
    if (isNew) taken.add(field)
    dimensions[id] = {
      keep: true,
      ...(isNew ? ruleOf(field, id, agency, dataset, head.format) : {}),
      // The survey or model an ILOSTAT figure is from: XA are estimates of the ILO's models.
      ...(id === 'source' && head.format.startsWith('ilostat') ? { codes: { 'XA*': { obsStatus: 'E' } } } : {}),
    }
  }
  const period = sample.every((figure) => figure.period === '') ? statedPeriod(head, name) : null
  return FigureMapping.parse({
    id: `proposed-${foldLabel(`${agency} ${dataset}`).replace(/[^a-z0-9]+/g, '-')}`.slice(0, 80).replace(/-+$/, ''),
    title: (head.title ?? name).slice(0, 200),
    source: agency,
    dataset,
    recognise: { formats: [head.format], dimensions: [...ids.keys()] },
    proposed: true,
    constants: {
      measure: `${agency}:${dataset}`,
      // Of a figure whose own dimensions name none: a file may hold datasets of different dimensions.
      area: wholeArea(head.format, agency),
      ...(period === null ? {} : { period }),
    },
    dimensions,
    units: { attributes: UNIT_ATTRIBUTES, ...(hasPowercode(sample) ? { multiplier: 'POWERCODE' } : {}) },
    flags: flagsOf(head.format),
    otherFlags: 'note',
    datasetFrom: head.format.startsWith('sdmx-csv')
      ? ['DATAFLOW', 'STRUCTURE_ID']
      : head.format.startsWith('jsonstat')
        ? ['PART']
        : [],
  })
}

/** A dimension named for its list comes before one that only holds the word: `geo` before `area type`. */
const weight = (id: string): number => (ISO_LISTS.test(foldLabel(id)) ? 1 : 0)

function fieldOf(id: string, label: string | null, format: string): string | undefined {
  const [name, said] = [foldLabel(id), foldLabel(label ?? '')]
  if (name === 'indicator' && /^(ilostat|worldbank)/.test(format)) return 'measure'
  if (FREQUENCIES.test(name)) return 'frequency'
  if (UNITS.test(name)) return 'unit'
  if (SEXES.test(name) || SEXES.test(said)) return 'sex'
  return AREAS.test(name.replaceAll('_', ' ')) || AREAS.test(said) ? 'area' : undefined
}

/** Attributes that name a unit, as formats call them. */
const UNIT_ATTRIBUTES = ['UNIT_MEASURE', 'UNIT', 'UNITS', 'unit', 'unit.label', 'ĐVT']

/** The power of ten as the OECD called it before SDMX did. */
const hasPowercode = (sample: readonly RawFigure[]): boolean =>
  sample.some(({ attributes }) => 'POWERCODE' in attributes) &&
  !sample.some(({ attributes }) => 'UNIT_MULT' in attributes)

/** Agencies whose tables share one list of territories. */
const ONE_LIST = ['EUROSTAT', 'ILOSTAT', 'WB_WDI', 'OECD']

function ruleOf(field: string, id: string, agency: string, dataset: string, format: string): object {
  if (field === 'measure') return { field, list: agency }
  if (field !== 'area') return { field }
  const list = ONE_LIST.includes(agency)
    ? agency
    : `${agency}.${foldLabel(dataset)
        .replace(/[^a-z0-9]+/g, '_')
        .toUpperCase()}`.slice(0, 60)
  const isIso = ISO_LISTS.test(foldLabel(id)) && !format.startsWith('onet')
  return { field, list, ...(isIso ? { scheme: 'ISO3166' } : {}) }
}

/** Where no dimension is a territory, the country of the agency, or what says that none is stated. */
const wholeArea = (format: string, agency: string): string => (/^(bls|onet)/.test(format) ? 'US' : `${agency}:_X`)

/** The one year or period a title or name states; a document without a time dimension is of it. */
function statedPeriod({ title, dimensions }: DocumentHead, name: string): string | null {
  const texts = [title ?? '', ...dimensions.map(({ label }) => label ?? ''), name]
  for (const text of texts) {
    const years = new Set(text.match(/(?<!\d)(19|20)\d{2}(?!\d)/g) ?? [])
    if (years.size === 1 && isPeriodText([...years][0]!)) return [...years][0]!
  }
  return null
}

/** What the flags of a format mean; any other stays with its figure as a note. */
function flagsOf(format: string): FigureMapping['flags'] {
  const common: FigureMapping['flags'] = {
    'Sơ bộ': { obsStatus: 'P' },
    'sơ bộ': { obsStatus: 'P' },
    Prel: { obsStatus: 'P' },
    'Prel.': { obsStatus: 'P' },
    'Ước tính': { obsStatus: 'E' },
  }
  if (/^(eurostat|jsonstat)/.test(format))
    return {
      ...common,
      b: { isBreak: true },
      c: { obsStatus: 'Q' },
      e: { obsStatus: 'E' },
      f: { obsStatus: 'F' },
      i: { obsStatus: 'E' },
      p: { obsStatus: 'P' },
      s: { obsStatus: 'E' },
      u: { obsStatus: 'U' },
      z: { obsStatus: 'M' },
    }
  if (format.startsWith('ilostat')) return { ...common, I: { obsStatus: 'E' }, S: { obsStatus: 'Q' } }
  if (format.startsWith('onet')) return { ...common, 'Recommend Suppress': { obsStatus: 'U' } }
  return { ...common, I: { obsStatus: 'E' } }
}
