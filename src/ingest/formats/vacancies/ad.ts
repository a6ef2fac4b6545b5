import { isObject, listAt, member, textAt, textOf } from '../bytes/json.ts'
import type { Coordinate } from '../reader.ts'

/** What of an advertisement counts here. Names of people, contacts and the text of the ad are not carried on. */
export interface Ad {
  readonly id: string | null
  readonly title: string | null
  readonly employer: string | null
  readonly occupation: Coordinate
  /** Scheme of the occupation code as far as the feed names it. */
  readonly scheme: string | null
  readonly area: Coordinate
  /** Day of posting, `YYYY-MM-DD`; null when the ad has none or an impossible one. */
  readonly posted: string | null
  /** Posts the ad offers, 1 when it does not say; null when what it says is no number of posts. */
  readonly openings: number | null
  readonly isWithdrawn: boolean
}

const NOWHERE: Coordinate = { code: null, label: null }
const MAX_OPENINGS = 10_000

/** Every value of a feed may be one or a list of them. */
const each = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
const firstOf = (value: unknown): unknown => each(value)[0]

/** A text, or the name of an object, or the first of a list of them. */
function nameOf(value: unknown): string | null {
  const first = firstOf(value)
  return textOf(first) ?? textAt(first, 'name') ?? textAt(first, '@value') ?? textAt(first, 'value')
}

/** @returns null when the record is no advertisement */
export function readAd(record: unknown): Ad | null {
  if (!isObject(record)) return null
  if (each(record['@type']).some((type) => /(^|[/:])JobPosting$/.test(String(type)))) return fromSchemaOrg(record)
  if (textAt(record, 'annonsId')) return fromPlatsannons(record)
  if (
    textAt(record, 'id') &&
    (Object.hasOwn(record, 'headline') || Object.hasOwn(record, 'removed') || Object.hasOwn(record, 'publication_date'))
  ) {
    return fromJobTech(record)
  }
  return null
}

function fromSchemaOrg(ad: Readonly<Record<string, unknown>>): Ad {
  const places = new Set(
    each(member(ad, 'jobLocation'))
      .map(placeOf)
      .filter((place) => place !== null),
  )
  const area: Coordinate =
    places.size > 1 ? { code: null, label: 'several places' } : { code: null, label: [...places][0] ?? null }
  const { occupation, scheme } = categoryOf(firstOf(member(ad, 'occupationalCategory')))
  const identifier = firstOf(member(ad, 'identifier'))
  return {
    id: textOf(identifier) ?? textAt(identifier, 'value') ?? textAt(identifier, '@id') ?? textAt(ad, '@id'),
    title: nameOf(member(ad, 'title')) ?? nameOf(member(ad, 'name')),
    employer: nameOf(member(ad, 'hiringOrganization')),
    occupation,
    scheme,
    area,
    posted: dayOf(nameOf(member(ad, 'datePosted'))),
    openings: openingsOf(nameOf(member(ad, 'totalJobOpenings'))),
    isWithdrawn: false,
  }
}

function placeOf(location: unknown): string | null {
  const address = firstOf(member(location, 'address')) ?? location
  const parts = ['addressLocality', 'addressRegion', 'addressCountry'].map((name) => nameOf(member(address, name)))
  return parts.filter(Boolean).join(', ') || nameOf(address)
}

/** `15-1132.00 Software Developers`, or a CategoryCode. */
function categoryOf(category: unknown): { readonly occupation: Coordinate; readonly scheme: string | null } {
  if (isObject(category)) {
    const set = firstOf(member(category, 'inCodeSet'))
    const occupation = {
      code: textAt(category, 'codeValue') ?? textAt(category, 'termCode'),
      label: textAt(category, 'name'),
    }
    return { occupation, scheme: textOf(set) ?? textAt(set, 'name') }
  }
  const text = textOf(category)
  const coded = /^(\d{2}-\d{4})(\.\d{2})?\s*(.*)$/.exec(text ?? '')
  if (!coded) return { occupation: { code: null, label: text }, scheme: null }
  return {
    occupation: { code: coded[1]! + (coded[2] ?? ''), label: coded[3] || null },
    scheme: coded[2] ? 'O*NET-SOC' : 'SOC',
  }
}

/** JobTech JobSearch, JobStream and the yearly JSONL files. */
function fromJobTech(ad: Readonly<Record<string, unknown>>): Ad {
  const group = firstOf(member(ad, 'occupation_group'))
  const role = firstOf(member(ad, 'occupation'))
  const chosen = group ?? role
  const address = firstOf(member(ad, 'workplace_address'))
  const code = textAt(chosen, 'legacy_ams_taxonomy_id') ?? textAt(chosen, 'concept_id')
  return {
    id: textAt(ad, 'id'),
    title: textAt(ad, 'headline'),
    employer:
      textAt(firstOf(member(ad, 'employer')), 'organization_number') ?? textAt(firstOf(member(ad, 'employer')), 'name'),
    occupation: { code, label: textAt(chosen, 'label') },
    scheme: code === null ? null : group ? 'SSYK' : 'JobTech taxonomy',
    area: {
      code: textAt(address, 'municipality_code') ?? textAt(address, 'region_code'),
      label: textAt(address, 'municipality') ?? textAt(address, 'region'),
    },
    posted: dayOf(textAt(ad, 'publication_date')),
    openings: openingsOf(textAt(ad, 'number_of_vacancies')),
    isWithdrawn: member(ad, 'removed') === true,
  }
}

/** The form in which the Swedish employment service keeps its ads. Some address fields are objects printed as text. */
function fromPlatsannons(ad: Readonly<Record<string, unknown>>): Ad {
  const role = member(ad, 'yrkesroll')
  const address = member(ad, 'arbetsplatsadress')
  const municipality = member(address, 'kommun') ?? member(address, 'lan')
  return {
    id: textAt(ad, 'annonsId'),
    title: textAt(ad, 'annonsrubrik'),
    employer: textAt(ad, 'organisationsnummer') ?? textAt(ad, 'arbetsgivareNamn'),
    occupation: { code: textAt(role, 'varde'), label: textAt(role, 'namn') },
    scheme: textAt(role, 'varde') === null ? null : 'AMS taxonomy',
    area: isObject(municipality)
      ? { code: textAt(municipality, 'varde'), label: textAt(municipality, 'namn') }
      : NOWHERE,
    posted: dayOf(textAt(ad, 'publiceringsdatum')),
    openings: openingsOf(textAt(ad, 'antalPlatser')),
    isWithdrawn: false,
  }
}

function dayOf(text: string | null): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text ?? '')
  if (!found) return null
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = year >= 1990 && year <= 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? found[0].slice(0, 10) : null
}

function openingsOf(text: string | null): number | null {
  if (text === null) return 1
  const found = /^\d{1,6}(\.0+)?$/.test(text) ? Number(text) : Number.NaN
  return found >= 1 && found <= MAX_OPENINGS ? found : null
}

/** All advertisements in a document of JSON: a list, a graph, an answer of a search. */
export function* recordsIn(body: unknown, depth = 0): Generator<unknown> {
  if (Array.isArray(body)) {
    for (const entry of body) yield* recordsIn(entry, depth + 1)
    return
  }
  if (!isObject(body) || depth > 8) return
  if (readAd(body)) {
    yield body
    return
  }
  const inner = ['@graph', 'itemListElement', 'item', 'hits', 'ads', 'testannonser', 'annonser', 'results'].filter(
    (name) => Object.hasOwn(body, name),
  )
  if (inner.length === 0 && depth > 0) yield body
  for (const name of inner) {
    const entries = isObject(body[name]) ? [body[name]] : listAt(body, name)
    yield* recordsIn(name === '@graph' ? entries.filter(mayHoldAds) : entries, depth + 1)
  }
}

/** A graph also describes the site and its organisation, which are no refused advertisements. */
const mayHoldAds = (node: unknown): boolean =>
  !isObject(node) || !Object.hasOwn(node, '@type') || readAd(node) !== null || Object.hasOwn(node, 'itemListElement')
