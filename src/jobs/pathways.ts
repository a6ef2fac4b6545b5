import type { PathwayLimits, PathwayRow } from '../contracts/pathways.ts'
import type { Release } from '../contracts/releases.ts'
import { AppError } from '../domain/errors.ts'
import { coverage } from '../market/pathways/coverage.ts'
import { PATHWAY_LIMITS } from '../market/pathways/filters.ts'
import type { PathwayOccupation } from '../market/pathways/occupation.ts'
import { type Pathway, type PathwayInput, pathwaysFrom, pathwaysInto } from '../market/pathways/pathways.ts'
import { jointPlan, poolBySex } from '../market/pathways/plan.ts'
import type { Db } from '../storage/database.ts'
import {
  type OccupationGapRecord,
  readLabels,
  readOccupationGaps,
  readSubMajorGroups,
  type SubMajorGroup,
} from '../storage/pathway.ts'
import { readSkillWeights } from '../storage/read-weights.ts'

const SCHEME = 'ISCO08'
/** VSCO 2020 is ISCO-08 down to four digits: the first digit of a sub-major group is its major group. */
const majorGroup = (code: string): string => `VSCO2020:${code.slice(SCHEME.length + 1, SCHEME.length + 2)}`

/**
 * Skill level of a sub-major group, 1 to 4, as ISCO-08 lays down for its major groups; managers of hospitality, retail and
 * other services (14) are at level 3, other managers at 4. It stands in for a job zone: both say how much preparation a
 * job takes.
 * @see ILO (2012), International Standard Classification of Occupations: ISCO-08, vol. I, table 1
 */
function skillLevel(code: string): number {
  const group = code.slice(SCHEME.length + 1)
  if (group === '14') return 3
  return { 1: 4, 2: 4, 3: 3, 9: 1 }[Number(group[0])] ?? 2
}

export interface PathwayRequest {
  readonly release: Release
  readonly area: string
  readonly year: number
  readonly from?: string
  readonly to?: string
  /** Share of each pool that would move at all. */
  readonly willing: number
}

/**
 * Retraining pathways from an occupation, into one, or between two, with coverage from the skill weights of the store and the
 * markets of the release. A sub-major group has the part of its major group's people and shortage that it has of its employed in
 * the country, and the same part of them are women. Pay, automation, licences and observed moves have no source here: they are null, and
 * nothing is held against a move for them.
 *
 * @throws AppError UNKNOWN_CLASSIFICATION, NOT_AVAILABLE for a release without occupation gaps
 */
export async function findPathways(
  db: Db,
  { release, area, year, from, to, willing }: PathwayRequest,
): Promise<{ readonly rows: PathwayRow[]; readonly limits: PathwayLimits }> {
  const [weights, markets, groups, names, skillNames] = await Promise.all([
    readSkillWeights(db, SCHEME),
    readOccupationGaps(db, release.id, area, year),
    readSubMajorGroups(db, release.manifest.asOf),
    readLabels(db, SCHEME),
    readLabels(db, 'SKILL'),
  ])
  if (markets.length === 0)
    throw new AppError(
      'NOT_AVAILABLE',
      `Release ${release.id} has no gaps by occupation group for ${area} in ${year}. Ask for another year, or publish again.`,
    )
  if (groups.length === 0)
    throw new AppError(
      'NOT_AVAILABLE',
      `Employment by sub-major group (two digits) is not known as of ${release.manifest.asOf}, so pools cannot be told. Load the table, or ask for a later release.`,
    )
  const market = new Map(markets.map((row) => [row.occupation, row]))
  const skills = [...new Set(weights.map((w) => w.skill))].sort()
  const weight = new Map(weights.map((w) => [`${w.occupation}|${w.skill}`, w.weight]))
  const codes = [...new Set(weights.map((w) => w.occupation))].filter((code) => market.has(majorGroup(code)))
  const occupations = codes.map((code) =>
    occupation(
      code,
      skills.map((skill) => weight.get(`${code}|${skill}`) ?? 0),
      market.get(majorGroup(code))!,
    ),
  )
  const parts = partsOfMajorGroups(groups)
  const pools = codes.flatMap((code) => {
    const part = parts.get(code)
    const people = market.get(majorGroup(code))!.base_employment * (part?.share ?? 0)
    // Where the sexes are not known the plan does not need them.
    const women = people * (part?.women ?? 1)
    return part ? poolBySex(code, area, women, people - women) : []
  })
  const roomOf = (code: string): number =>
    Math.max(0, market.get(majorGroup(code))!.gap[1]) * (parts.get(code)?.share ?? 0)
  const input: PathwayInput = { occupations, skills, pools }
  const room = Object.fromEntries(codes.flatMap((code) => (roomOf(code) > 0 ? [[code, roomOf(code)]] : [])))
  const plan = jointPlan({ ...input, willing, room, groupOf: majorGroup })
  const [origin, destination] = [from, to].map((text, k) => text && known(text, codes, k === 0 ? 'from' : 'to'))
  const found = origin ? pathwaysFrom(input, origin) : pathwaysInto(input, destination!)
  const label = (code: string) => names.get(code.slice(SCHEME.length + 1)) ?? { vi: code, en: code }
  const row = (pathway: Pathway): PathwayRow => {
    const profile = (code: string) => occupations.find((o) => o.code === code)!.skills
    const { p_shortage, p_surplus, gap, occupation: group } = market.get(majorGroup(pathway.destination))!
    const part = parts.get(pathway.origin)
    const people = part ? pathway.pool.people : null
    const women = part && part.women !== null ? pathway.pool.women : null
    return {
      from: { code: pathway.origin, label: label(pathway.origin), skillLevel: skillLevel(pathway.origin) },
      to: { code: pathway.destination, label: label(pathway.destination), skillLevel: skillLevel(pathway.destination) },
      coverage: pathway.coverage,
      coverageBack: coverage(profile(pathway.destination), profile(pathway.origin)),
      strong: pathway.strong,
      missing: pathway.missing.map(({ skill, shortBy }) => ({
        skill,
        label: skillNames.get(skill) ?? { vi: skill, en: skill },
        shortBy,
      })),
      feasible: pathway.feasible,
      desirable: pathway.desirable,
      obstacles: pathway.obstacles.map((obstacle) => (obstacle === 'jobZone' ? 'skillLevel' : obstacle)),
      score: pathway.score,
      trainingMonths: pathway.trainingMonths,
      market: {
        occupation: group,
        year,
        gap: { p10: gap[0], p50: gap[1], p90: gap[2] },
        pShortage: p_shortage,
        pSurplus: p_surplus,
      },
      pool: { occupation: pathway.origin, people, women, informal: null, byAge: null, obsStatus: 'E' },
      room: roomOf(pathway.destination),
      mostMovers: Math.min(people ?? 0, roomOf(pathway.destination)),
      movers: plan.get(`${pathway.origin}|${pathway.destination}`) ?? 0,
    }
  }
  const { version, minCoverage, strongCoverage, maxJobZoneStep, maxSurplusProbability } = PATHWAY_LIMITS
  return {
    rows: found.filter((p) => !destination || p.destination === destination).map(row),
    limits: { version, minCoverage, strongCoverage, maxSkillLevelStep: maxJobZoneStep, maxSurplusProbability },
  }
}

interface Part {
  /** Of its major group's employed in the country. */
  readonly share: number
  /** Of its own people who are women; null where one sex is not published. */
  readonly women: number | null
}

/**
 * What part of its major group each sub-major group is. Where one sex of a major group is not published in full, the other tells
 * the parts.
 */
function partsOfMajorGroups(groups: readonly SubMajorGroup[]): Map<string, Part> {
  const parts = new Map<string, Part>()
  for (const major of new Set(groups.map(({ occupation }) => majorGroup(occupation)))) {
    const own = groups.filter(({ occupation }) => majorGroup(occupation) === major)
    const sexes = (['women', 'men'] as const).filter((sex) => own.every((group) => group[sex] !== null))
    const people = (group: SubMajorGroup): number => sexes.reduce((sum, sex) => sum + group[sex]!, 0)
    const all = own.reduce((sum, group) => sum + people(group), 0)
    for (const group of own)
      if (people(group) > 0)
        parts.set(group.occupation, {
          share: people(group) / all,
          women: sexes.length === 2 ? group.women! / people(group) : null,
        })
  }
  return parts
}

function occupation(code: string, skills: readonly number[], market: OccupationGapRecord): PathwayOccupation {
  return {
    code,
    skills,
    jobZone: skillLevel(code),
    pay: null,
    pShortage: market.p_shortage,
    pSurplus: market.p_surplus,
    gap: market.gap[1],
    automationRisk: null,
    aiExposure: null,
    credential: 'none',
  }
}

function known(text: string, codes: readonly string[], parameter: string): string {
  const code = text.includes(':') ? text : `${SCHEME}:${text}`
  if (codes.includes(code)) return code
  throw new AppError(
    'UNKNOWN_CLASSIFICATION',
    `There is no sub-major group "${text}" with skills and a market. There are ${codes.join(', ')}.`,
    { parameter },
  )
}
