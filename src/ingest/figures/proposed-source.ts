import { createHash } from 'node:crypto'
import type { NewSource } from '../../contracts/files.ts'
import type { DocumentHead, RawFigure } from '../formats/reader.ts'
import { foldLabel } from './label.ts'

/** Whose figures a format or a publisher's name stands for: our id of the source, where we have one. */
const BY_FORMAT: readonly (readonly [RegExp, string])[] = [
  [/^ilostat/, 'ILOSTAT'],
  [/^eurostat/, 'EUROSTAT'],
  [/^worldbank/, 'WB_WDI'],
  [/^bls/, 'BLS'],
  [/^onet/, 'ONET'],
  [/^esco/, 'ESCO'],
  [/^vacancies/, 'JOB_ADS'],
]
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^(estat|eurostat)\b/, 'EUROSTAT'],
  [/^oecd\b|economic co operation and development/, 'OECD'],
  [/^(ilo|ilostat)\b|international labour/, 'ILOSTAT'],
  [/^(wb|world bank)\b/, 'WB_WDI'],
  [/bureau of labor statistics/, 'BLS'],
]
/** Columns of the wage tables of the BLS, which say nowhere whose they are. */
const OEWS = ['OCC_CODE', 'O_GROUP', 'AREA_TYPE']
/** A document that names nobody. */
export const UNNAMED = 'UNNAMED'

/** The source of a document: of its format, of the agency of its structure, of the publisher it names. */
export function sourceIn(head: DocumentHead, sample: readonly RawFigure[]): string {
  if (OEWS.every((id) => head.dimensions.some((one) => one.id.toUpperCase() === id))) return 'BLS'
  const byFormat = BY_FORMAT.find(([format]) => format.test(head.format))?.[1]
  if (byFormat) return byFormat
  const said = foldLabel(AGENCY.exec(flowOf(sample) ?? head.dataset ?? '')?.[1] ?? head.publisher ?? '')
  const byName = BY_NAME.find(([name]) => name.test(said))?.[1]
  if (byName) return byName
  const id = said
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 30)
    .replace(/^[^A-Z]+|_+$/g, '')
  return id.length >= 2 ? id : UNNAMED
}

/** The agency before the name of a dataflow: `ECB:EXR(1.0)`. */
const AGENCY = /^([\w.@-]+):/

const flowOf = (sample: readonly RawFigure[]): string | null =>
  sample[0]?.attributes['DATAFLOW'] ?? sample[0]?.attributes['STRUCTURE_ID'] ?? null

/** Formats whose title is that of the one table they hold. */
const TITLED = /^(jsonstat|px$|sdmx)/
const LONGEST_TITLE = 60

/** A title as the name of a dataset: without the years it covers, which the next edition has more of, cut between words. */
function titleName(title: string): string {
  const words = foldLabel(title.replace(/(?<!\d)(19|20)\d{2}(?!\d)/g, ' ')).match(/[a-z0-9]+/g) ?? []
  let name = ''
  for (const word of words) {
    if (name.length + word.length >= LONGEST_TITLE) break
    name += name === '' ? word : `_${word}`
  }
  return name === '' ? title : name
}

/** The source's own name of a dataset, else its title where the source is known, else the name of the file. */
export function datasetIn(name: string, head: DocumentHead, sample: readonly RawFigure[], source: string): string {
  const flow = flowOf(sample)
  if (flow !== null) return flowName(flow)
  if (head.dataset) return flowName(head.dataset)
  if (head.format === 'bls-json' || head.format === 'bls-flat') return 'timeseries'
  if (head.format === 'vacancies') return 'postings'
  // Two offices print the same title over different figures: it only names a table of somebody who is known.
  if (source !== UNNAMED && head.title !== null && TITLED.test(head.format)) return titleName(head.title)
  const stem = name.replace(/^.*\//, '').replace(/(\.(gz|zip|csv|tsv|txt|json|jsonl|px|xml|xlsx?))+$/i, '')
  const own = stem.replace(/^estat_/i, '') || name
  if (source !== UNNAMED || !COMMON.test(own)) return own
  // Two files of nobody called data.csv are hardly the same table: title and dimensions tell them apart.
  const ids = head.dimensions.map(({ id }) => id).sort()
  const mark = createHash('sha256')
    .update(JSON.stringify([head.title, ids]))
    .digest('hex')
    .slice(0, 8)
  return `${own}~${mark}`
}

/** Names of files that say nothing. */
const COMMON =
  /^(data|dataset|table|tables|book|workbook|sheet|file|export|download|output|result|results|report|obs|observations|bang|bieu|so lieu|solieu|dulieu|du lieu)?[\W_\d]*$/i

/** `IMF:ECOFIN_DSD(1.0)` as `ECOFIN_DSD(1)`: the agency is the source, and a minor version changes no code. */
export const flowName = (id: string): string => id.replace(/^[\w.@-]+:/, '').replace(/\((\d+)(?:\.\d+)*\)$/, '($1)')

type Known = Pick<NewSource, 'name' | 'publisher' | 'url' | 'licence'>
/** Agencies of formats read here whose tables no mapping of the pack concerns yet. */
const KNOWN: Readonly<Record<string, Known>> = {
  ILOSTAT: {
    name: { vi: 'ILOSTAT: các bảng khác', en: 'ILOSTAT: other tables' },
    publisher: 'International Labour Organization',
    url: 'https://ilostat.ilo.org/data/',
    licence: 'CC BY 4.0',
  },
  BLS: {
    name: { vi: 'Cục Thống kê Lao động Hoa Kỳ: các bảng khác', en: 'U.S. Bureau of Labor Statistics: other tables' },
    publisher: 'U.S. Bureau of Labor Statistics',
    url: 'https://www.bls.gov/data/',
    licence: 'Không bản quyền (Hoa Kỳ) / Public domain (United States)',
  },
  ESCO: {
    name: { vi: 'ESCO: kỹ năng và nghề của châu Âu', en: 'ESCO: European skills, competences and occupations' },
    publisher: 'European Commission',
    url: 'https://esco.ec.europa.eu/',
    licence: 'CC BY 4.0',
  },
  JOB_ADS: {
    name: { vi: 'Tin tuyển dụng', en: 'Job advertisements' },
    publisher: 'Các trang tuyển dụng / Job boards',
    url: null,
    licence: 'Theo từng trang đăng tin / As each board states',
  },
}

/** A source that nobody described yet, as its document names it; a person completes it on the data page. */
export function newSourceOf(id: string, head: DocumentHead): NewSource {
  const known = KNOWN[id]
  if (known) return { id, ...known, citation: known.publisher }
  const publisher = head.publisher ?? (id === UNNAMED ? 'Không nêu / Not stated' : id)
  return {
    id,
    name:
      id === UNNAMED
        ? { vi: 'Tệp không nêu cơ quan công bố', en: 'Files that name no publisher' }
        : { vi: publisher.slice(0, 200), en: publisher.slice(0, 200) },
    publisher: publisher.slice(0, 200),
    url: null,
    licence: 'Tệp không nêu giấy phép / The file states no licence',
    citation: publisher.slice(0, 400),
  }
}
