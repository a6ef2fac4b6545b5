import type { Refusal } from '../../contracts/ingest.ts'
import type { KnownArea, Synonym } from '../../storage/known-codes.ts'
import { foldLabel } from './label.ts'

/** First and last day of a period. */
export interface Span {
  readonly from: string
  readonly to: string
}

export type FindArea = (text: string, span: Span) => readonly KnownArea[]

/** "(địa giới trước 1/8/2008)" tells two territories apart for people; an agency prints the bare name. */
const bareName = (name: string): string => name.replace(/\s*\([^)]*\)\s*$/, '')
const RANK = /^(tp|thanh pho|tinh|thu do|thanh pho truc thuoc trung uong|province|city|capital)\b\s*/

const foldName = (name: string): string => foldLabel(bareName(name)).replace(RANK, '')

/**
 * The territories a name, GSO code or area id can mean on any day of a span. A code or a name alone is no territory: 24 is
 * Bac Giang until 30 June 2025 and Bac Ninh from 1 July.
 */
export function areaFinder(areas: readonly KnownArea[], synonyms: readonly Synonym[]): FindArea {
  const byText = new Map<string, KnownArea[]>()
  const add = (key: string, area: KnownArea): void => {
    const there = byText.get(key) ?? []
    if (!there.includes(area)) byText.set(key, [...there, area])
  }
  for (const area of areas) {
    add(area.code, area)
    if (area.gsoCode !== null) add(area.gsoCode.padStart(2, '0'), area)
    for (const name of area.names) add(foldName(name), area)
  }
  for (const { scheme, label, code } of synonyms) {
    const area = areas.find((one) => one.code === code)
    if (scheme !== 'AREA' || !area) continue
    add(label, area)
    add(foldName(label), area)
  }
  return (text, { from, to }) => {
    const found =
      byText.get(text) ?? byText.get(/^\d$/.test(text) ? `0${text}` : text) ?? byText.get(foldName(text)) ?? []
    return found.filter(
      ({ code, validFrom, endsOn }) => text === code || (validFrom <= to && (endsOn === null || endsOn > from)),
    )
  }
}

/**
 * @param near       names territories like a text nobody knows
 * @param territory  whose borders are meant: see FigureMapping
 */
export function chooseArea(
  find: FindArea,
  near: (text: string) => readonly string[],
  text: string,
  span: Span,
  territory: string | undefined,
): { readonly code: string } | Refusal {
  const day = territory === 'start' ? span.from : territory === 'end' ? span.to : territory
  const found = find(text, day === undefined ? span : { from: day, to: day })
  if (found.length === 1) return { code: found[0]!.code }
  if (found.length > 1) {
    const meanings = found.map(({ code, names, validFrom, endsOn }) => {
      return `${code} (${names[0]}, ${validFrom} to ${endsOn ?? 'today'})`
    })
    const reason = `area: "${text}" means ${meanings.join(' or ')} within ${span.from} to ${span.to}; say the area id, or whose borders are meant ("territory" in the mapping)`
    return { column: 'area', reason, candidates: found.map(({ code, names }) => `${code} (${names[0]})`) }
  }
  const gone = find(text, { from: '0001-01-01', to: '9999-12-31' })
  if (gone.length > 0) {
    const spans = gone.map(
      ({ code, validFrom, endsOn }) => `${code} from ${validFrom}${endsOn ? ` until before ${endsOn}` : ''}`,
    )
    const reason = `area: "${text}" did not exist in ${span.from} to ${span.to}: ${spans.join(', ')}`
    return { column: 'area', reason }
  }
  const candidates = near(text)
  const hint = candidates.length > 0 ? `; nearest: ${candidates.join(', ')}` : ''
  return { column: 'area', reason: `area: "${text}" is not known${hint}`, candidates }
}
