import type { DimensionRule, FigureMapping } from '../../../contracts/figure-mapping.ts'

/** Fields a dimension can become, in the order they are offered. */
export const FIELDS = ['area', 'industry', 'occupation', 'sex', 'age', 'measure'] as const
export type Field = (typeof FIELDS)[number]
export type Meaning = 'ignore' | 'several' | Field

/** Classifications that a field can be coded in; the first is proposed. */
export const SCHEMES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  industry: ['VSIC2018', 'VSIC2025'],
  occupation: ['VSCO2020', 'ISCO08'],
}

/** Units as an analyst says them. */
export const UNITS = [
  { id: 'PS0', unit: 'PS', unitMult: 0 },
  { id: 'PS3', unit: 'PS', unitMult: 3 },
  { id: 'PS6', unit: 'PS', unitMult: 6 },
  { id: 'PT0', unit: 'PT', unitMult: 0 },
  { id: 'VND0', unit: 'VND', unitMult: 0 },
  { id: 'VND3', unit: 'VND', unitMult: 3 },
  { id: 'VND6', unit: 'VND', unitMult: 6 },
] as const
export const unitId = (unit: unknown, unitMult: unknown): string => `${unit ?? ''}${unitMult ?? ''}`

/** Statistical concepts as they can be chosen. */
export const CONCEPTS = {
  change2021: [{ before: '2021-01-01', concept: 'ICLS13' }, { concept: 'ICLS19' }],
  ICLS19: [{ concept: 'ICLS19' }],
  ICLS13: [{ concept: 'ICLS13' }],
  none: [{ concept: '_Z' }],
} as const satisfies Record<string, FigureMapping['concept']>
export type ConceptChoice = keyof typeof CONCEPTS

export function conceptChoice({ concept }: FigureMapping): ConceptChoice | undefined {
  const wanted = JSON.stringify(concept)
  return (Object.keys(CONCEPTS) as ConceptChoice[]).find((id) => JSON.stringify(CONCEPTS[id]) === wanted)
}

const EMPTY: DimensionRule = { codes: {}, match: 'both', otherwise: 'refuse', ignore: false }

export const ruleOf = (mapping: FigureMapping, id: string): DimensionRule => mapping.dimensions[id] ?? EMPTY

export function meaningOf(rule: DimensionRule): Meaning {
  if (rule.ignore) return 'ignore'
  return FIELDS.find((field) => field === rule.field) ?? 'several'
}

const withRule = (mapping: FigureMapping, id: string, rule: DimensionRule): FigureMapping => ({
  ...mapping,
  dimensions: { ...mapping.dimensions, [id]: rule },
})

/** Says what a dimension means; values that were given a code of another field lose it. */
export function withMeaning(mapping: FigureMapping, id: string, meaning: Meaning): FigureMapping {
  const { codes, match, otherwise } = ruleOf(mapping, id)
  if (meaning === 'ignore') return withRule(mapping, id, { ...EMPTY, ignore: true })
  if (meaning === 'several') return withRule(mapping, id, { codes, match, otherwise, ignore: false })
  const scheme = SCHEMES[meaning]?.[0]
  const kept = Object.fromEntries(Object.entries(codes).filter(([, code]) => code === null))
  return withRule(mapping, id, {
    codes: kept,
    match,
    otherwise,
    ignore: false,
    field: meaning,
    ...(scheme && { scheme }),
  })
}

export const withScheme = (mapping: FigureMapping, id: string, scheme: string): FigureMapping =>
  withRule(mapping, id, { ...ruleOf(mapping, id), scheme })

/** How a person writes a code: `F` of VSIC2018, `_T`, `VN-HN`. */
export function fullCode({ scheme }: DimensionRule, text: string): string {
  const code = text.trim().replace(/\s+\(.*$/, '')
  return scheme === undefined || code === '_T' || code.includes(':') ? code : `${scheme}:${code}`
}

/**
 * Says what one value means.
 * @param text  its label, or its code where it has none
 * @param code  a code, null: no figure of this mapping, undefined: found out by itself
 */
export function withCode(
  mapping: FigureMapping,
  id: string,
  text: string,
  code: string | null | undefined,
): FigureMapping {
  const rule = ruleOf(mapping, id)
  const { [text]: _, ...rest } = rule.codes
  const given = typeof code === 'string' ? fullCode(rule, code) : code
  return withRule(mapping, id, { ...rule, codes: given === undefined ? rest : { ...rest, [text]: given } })
}

export const withConstant = (
  mapping: FigureMapping,
  values: Readonly<Record<string, string | number | undefined>>,
): FigureMapping => ({
  ...mapping,
  constants: Object.fromEntries(
    Object.entries({ ...mapping.constants, ...values }).filter(([, value]) => value !== undefined && value !== ''),
  ),
})
