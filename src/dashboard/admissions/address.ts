import type { Language } from '../language.ts'
import { languageIn, queryText } from '../query.ts'

/** Numbers of the advice that a reader may set, one parameter each. */
export const OVERRIDES = [
  'intakeYear',
  'lambda',
  'furtherStudy',
  'match',
  'stay',
  'completion',
  'migrants',
  'reEntrants',
  'retrained',
  'upgraders',
  'cUnder',
  'cOver',
  'eta',
  'cap',
] as const
export type Override = (typeof OVERRIDES)[number]

/** What the admissions view shows, as the address says it. */
export interface AdmissionsAddress {
  readonly lang: Language
  readonly programme?: string
  readonly search: string
  readonly overrides: Readonly<Partial<Record<Override, number>>>
  /** `share/ISCO08:25` or `openings/ISCO08:25` -> value. */
  readonly set: Readonly<Record<string, number>>
  /** Reaction to today's gap and step of need in the simulator. */
  readonly reaction: number
  readonly step: number
}

export const DEFAULT_REACTION = 1
export const DEFAULT_STEP = 0.2
const SET = /^((?:share|openings)\/[A-Z0-9]+:\d+)=(-?[\d.]+)$/

const numberOf = (text: string | null): number | undefined =>
  text !== null && text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined

/** Reads the query of an address; what is not understood counts as absent. */
export function parseAdmissions(query: string): AdmissionsAddress {
  const params = new URLSearchParams(query)
  const overrides = Object.fromEntries(
    OVERRIDES.flatMap((name) => {
      const value = numberOf(params.get(name))
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const set = Object.fromEntries(
    params.getAll('set').flatMap((text) => {
      const found = SET.exec(text)
      const value = found && numberOf(found[2]!)
      return found && value !== undefined && value !== null ? [[found[1]!, value]] : []
    }),
  )
  return {
    lang: languageIn(params),
    ...(params.get('programme') ? { programme: params.get('programme')! } : {}),
    search: params.get('search') ?? '',
    overrides,
    set,
    reaction: numberOf(params.get('reaction')) ?? DEFAULT_REACTION,
    step: numberOf(params.get('step')) ?? DEFAULT_STEP,
  }
}

/** The query that says this; `parseAdmissions` reads it back unchanged. */
export function formatAdmissions(address: AdmissionsAddress): string {
  const params = new URLSearchParams({ view: 'admissions' })
  if (address.programme) params.set('programme', address.programme)
  if (address.search) params.set('search', address.search)
  for (const [name, value] of adviceParams(address)) params.append(name, value)
  if (address.reaction !== DEFAULT_REACTION) params.set('reaction', String(address.reaction))
  if (address.step !== DEFAULT_STEP) params.set('step', String(address.step))
  params.set('lang', address.lang)
  return `?${queryText(params)}`
}

/** The numbers that are set, as parameters of the API. */
export function adviceParams({ overrides, set }: AdmissionsAddress): [string, string][] {
  return [
    ...OVERRIDES.flatMap((name): [string, string][] =>
      overrides[name] === undefined ? [] : [[name, String(overrides[name])]],
    ),
    ...Object.entries(set).map(([input, value]): [string, string] => ['set', `${input}=${value}`]),
  ]
}

/** Sets one number, or takes it back to ours with `undefined`. */
export function withInput(address: AdmissionsAddress, input: string, value: number | undefined): AdmissionsAddress {
  const name = OVERRIDES.find((known) => known === input)
  const without = <T extends object>(all: T, key: string): T =>
    Object.fromEntries(Object.entries(all).filter(([k]) => k !== key)) as T
  if (name) {
    const rest = without(address.overrides, name)
    return { ...address, overrides: value === undefined ? rest : { ...rest, [name]: value } }
  }
  const rest = without(address.set, input)
  return { ...address, set: value === undefined ? rest : { ...rest, [input]: value } }
}

export const isSet = (address: AdmissionsAddress, input: string): boolean =>
  input in address.overrides || input in address.set
