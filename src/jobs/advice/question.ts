import type { AdviceOverrides } from '../../contracts/programmes.ts'
import { AppError } from '../../domain/errors.ts'
import { createRandom } from '../../domain/random.ts'
import {
  type AdviceEdit,
  editAdvice,
  meanOpenings,
  OTHER_SOURCES,
  type TargetOccupation,
} from '../../market/advice/advice-input.ts'
import { type AdviceQuestion, fieldProgramme, type OfferedProgramme } from '../../market/advice/advise.ts'
import { arrivalWindow, checkHorizon } from '../../market/advice/intake.ts'
import type { GraduateRates } from '../../market/advice/programme.ts'
import { drawValue, type InputStatus, type SourcedValue } from '../../market/advice/rate.ts'
import { type Assumption, readAssumptions } from '../../storage/assumption.ts'
import type { Db } from '../../storage/database.ts'
import {
  type OccupationOpenings,
  readOpenings,
  readTargetMix,
  type StoredProgramme,
  type TargetShare,
} from '../../storage/programme.ts'
import { offer, weakest } from './offered.ts'

/** What an advice needs of a release. */
export interface AdviceRelease {
  readonly id: string
  readonly manifest: { readonly lastYear: number; readonly seed: number; readonly areas: readonly string[] }
}

/** All programmes of one field and level in one area, and the question about them. */
export interface FieldQuestion {
  readonly question: Omit<AdviceQuestion, 'programme'> & { readonly fieldId: string }
  readonly offered: readonly OfferedProgramme[]
  readonly targets: readonly TargetShare[]
  readonly window: readonly number[]
  /** Where completion and enrolment come from. */
  readonly counted: { readonly source: string; readonly status: InputStatus }
}

const SET_BY_HAND = 'set in the request'
const RATE_NAMES = { lambda: 'participation', furtherStudy: 'furtherStudy', match: 'match', stay: 'stay' } as const

/**
 * Puts the question of an advice together: programmes and rates from the store, openings with their draws from the release,
 * what is published nowhere from the register of assumptions, and a person's own numbers over all of them.
 *
 * The openings of a sub-major group (ISCO-08, two digits) are those of its major group times a registered share. People of
 * the field at work are those of its occupations times the share it should have of their entrants.
 *
 * @param programmes  of one field, level and area, at least one
 * @throws AppError HORIZON_TOO_SHORT; NOT_AVAILABLE naming what the store does not have; INVALID_INPUT
 */
export async function fieldQuestion(
  db: Db,
  release: AdviceRelease,
  programmes: readonly StoredProgramme[],
  overrides: AdviceOverrides,
  offers: { readonly quotaLimits: ReadonlyMap<string, number> },
): Promise<FieldQuestion> {
  const first = programmes[0]!
  const { field, level } = first
  const area = first.institution.area
  const intakeYear = overrides.intakeYear ?? lastCount(programmes) + 1
  const offered = programmes.map((p) => offer(p, intakeYear, overrides.completion, offers.quotaLimits.get(p.id)))
  const programme = fieldProgramme(
    `${field} ${level}`,
    offered.map((o) => o.programme),
  )
  if (intakeYear <= lastCount(programmes))
    throw new AppError(
      'INVALID_INPUT',
      `Students were last counted in autumn ${lastCount(programmes)}; the intake to decide must be later, not ${intakeYear}.`,
      { parameter: 'intakeYear' },
    )
  checkHorizon(intakeYear, release.manifest.lastYear, programme)
  const window = arrivalWindow(intakeYear, programme)
  const targets = await readTargetMix(db, field, level)
  if (targets.length === 0)
    throw new AppError(
      'NOT_AVAILABLE',
      `No target mix is stored for field ${field}, ${level}; give the occupations it leads to in target_mix.csv.`,
    )
  const [openings, subMajor, otherShares, [shortTerm]] = await Promise.all([
    readOpenings(db, release.id, area, [...new Set(targets.map((t) => majorGroup(t.occupation)))]),
    readAssumptions(db, 'sub_major_share'),
    readAssumptions(db, 'other_source_share'),
    readAssumptions(db, 'short_term_unemployed_share'),
  ])
  if (openings.length === 0)
    throw new AppError(
      'NOT_AVAILABLE',
      `Release ${release.id} holds no openings by occupation for ${area}; it covers ${release.manifest.areas.join(', ')}. Publish a new release if it was made by an earlier version.`,
    )
  const markets = targets.map((target) => occupationMarket(release, target, openings, subMajor, window))
  const rates = meanRates(programmes)
  const counted = {
    source: `completion and enrolment of ${programmes.length} programmes`,
    status: weakest(programmes.map((p) => p.status as InputStatus)),
  }
  const damping = { eta: overrides.eta, cap: overrides.cap }
  const base = {
    programme,
    intakeYear,
    lastYear: release.manifest.lastYear,
    occupations: markets.map((m) => m.occupation),
    other: {},
    rates,
    damping,
  }
  const edits = editsOf(overrides)
  const ofOccupations = (edit: AdviceEdit): boolean => /^(share|openings)\//.test(edit.input)
  const wanted = editAdvice(base, edits.filter(ofOccupations))
  const need = wanted.occupations.reduce((sum, o) => sum + meanOpenings(o, window) * o.share.value, 0)
  const input = editAdvice(
    { ...wanted, other: otherSources(otherShares, Math.max(0, need)) },
    edits.filter((edit) => !ofOccupations(edit)),
  )
  const employed = markets.reduce((sum, m, n) => sum + m.employed * input.occupations[n]!.share.value, 0)
  return {
    question: {
      ...input,
      fieldId: programme.id,
      seed: release.manifest.seed,
      field: { employed, shortTermUnemployed: employed * (shortTerm?.value ?? 0) },
      costs: { under: overrides.cUnder, over: overrides.cOver },
    },
    offered,
    targets,
    window,
    counted: overrides.completion === undefined ? counted : { ...counted, source: SET_BY_HAND, status: 'user' },
  }
}

/** Autumn in which students were last counted. */
const lastCount = (programmes: readonly StoredProgramme[]): number =>
  Math.max(...programmes.flatMap((p) => p.enrolment.map((e) => e.academicYear)))

/** Major group an ISCO-08 code lies in; VSCO 2020 has the same ones. */
const majorGroup = (occupation: string): string => `VSCO2020:${occupation.split(':')[1]![0]}`

function occupationMarket(
  release: AdviceRelease,
  target: TargetShare,
  openings: readonly OccupationOpenings[],
  subMajor: readonly Assumption[],
  window: readonly number[],
): { readonly occupation: TargetOccupation; readonly employed: number } {
  const group = majorGroup(target.occupation)
  const part = subMajor.find((a) => a.occupation === target.occupation)
  if (!part)
    throw new AppError(
      'NOT_AVAILABLE',
      `No assumption of kind sub_major_share for ${target.occupation}; add it to data/reference/assumption.csv.`,
    )
  const share = sourced(part, part.value)
  const rows = openings.filter((row) => row.occupation === group)
  const inWindow = rows.filter((row) => window.includes(row.year))
  const random = createRandom(release.manifest.seed).fork(`sub_major_share/${target.occupation}`)
  const draws = Float64Array.from(inWindow[0]?.draws ?? [], (_, d) => {
    const mean = inWindow.reduce((sum, row) => sum + row.draws[d]!, 0) / inWindow.length
    return mean * drawValue(share, random)
  })
  const before = rows.find((row) => row.year === window[0]! - 1) ?? rows[0]
  return {
    employed: (before?.employment[1] ?? 0) * share.value,
    occupation: {
      code: target.occupation,
      openings: Object.fromEntries(rows.map((row) => [row.year, row.openings[1] * share.value])),
      ...(draws.length > 0 ? { draws } : {}),
      source: `release ${release.id}, openings of ${group} x ${share.value} (${part.assumptionId})`,
      status: share.status,
      share: {
        value: target.share,
        low: target.low,
        high: target.high,
        source: target.source,
        status: target.status as InputStatus,
      },
    },
  }
}

function sourced(assumption: Assumption, value: number, scale = 1): SourcedValue {
  const { low, high, assumptionId, status } = assumption
  return {
    value: value * scale,
    low: (low ?? value) * scale,
    high: (high ?? value) * scale,
    source: `assumption ${assumptionId}`,
    status: status === 'prior' ? 'prior' : 'published',
  }
}

function otherSources(assumptions: readonly Assumption[], need: number) {
  return Object.fromEntries(
    OTHER_SOURCES.flatMap((name) => {
      const assumption = assumptions.find((a) => a.assumptionId === `other_source_share.${name}`)
      return assumption ? [[name, sourced(assumption, assumption.value, need)]] : []
    }),
  )
}

/** Rates of the field: those of its programmes, weighted by what they take in. */
function meanRates(programmes: readonly StoredProgramme[]): GraduateRates {
  const mean = (name: string): SourcedValue => {
    const rows = programmes.map((p) => ({ weight: p.currentIntake, rate: p.rates.find((r) => r.rate === name) }))
    const known = rows.filter((row) => row.rate !== undefined)
    if (known.length === 0)
      throw new AppError('NOT_AVAILABLE', `No programme of the field has the rate ${name}; load rates.csv.`)
    const weights = known.reduce((sum, row) => sum + row.weight, 0)
    const of = (value: (rate: NonNullable<(typeof rows)[number]['rate']>) => number): number =>
      known.reduce((sum, row) => sum + (weights > 0 ? row.weight / weights : 1 / known.length) * value(row.rate!), 0)
    return {
      value: of((r) => r.value),
      low: of((r) => r.low ?? r.value),
      high: of((r) => r.high ?? r.value),
      source: `mean of ${known.length} programmes by intake; ${[...new Set(known.map((row) => row.rate!.source))].join('; ')}`,
      status: weakest(known.map((row) => row.rate!.status as InputStatus)),
    }
  }
  return {
    furtherStudy: mean('furtherStudy'),
    participation: mean('participation'),
    match: mean('match'),
    stay: mean('stay'),
  }
}

function editsOf(overrides: AdviceOverrides): AdviceEdit[] {
  const edit = (input: string, value: number): AdviceEdit => ({ input, value, source: SET_BY_HAND })
  const rates = Object.entries(RATE_NAMES).flatMap(([name, rate]) => {
    const value = overrides[name as keyof typeof RATE_NAMES]
    return value === undefined ? [] : [edit(`rates/${rate}`, value)]
  })
  const others = OTHER_SOURCES.flatMap((name) => {
    const value = overrides[name]
    return value === undefined ? [] : [edit(`other/${name}`, value)]
  })
  const occupations = (overrides.set ?? []).map((text) => {
    const [input, value] = text.split('=')
    return edit(input!, Number(value))
  })
  return [...rates, ...others, ...occupations]
}
