import type { PathwayLimits, PathwayRow } from '../contracts/pathways.ts'
import { AppError } from '../domain/errors.ts'
import { coverage } from '../market/pathways/coverage.ts'
import { PATHWAY_LIMITS } from '../market/pathways/filters.ts'
import type { PathwayOccupation } from '../market/pathways/occupation.ts'
import { type Pathway, type PathwayInput, pathwaysFrom, pathwaysInto } from '../market/pathways/pathways.ts'
import type { Db } from '../storage/database.ts'
import { type OccupationGapRecord, readLabels, readOccupationGaps } from '../storage/pathway.ts'
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
  readonly releaseId: string
  readonly area: string
  readonly year: number
  readonly from?: string
  readonly to?: string
}

/**
 * Retraining pathways from an occupation, into one, or between two, with coverage from the skill weights of the store and the
 * markets of the release. Pay, automation, licences and observed moves have no source here: they are null, and
 * nothing is held against a move for them.
 *
 * @throws AppError UNKNOWN_CLASSIFICATION, NOT_AVAILABLE for a release without occupation gaps
 */
export async function findPathways(
  db: Db,
  { releaseId, area, year, from, to }: PathwayRequest,
): Promise<{ readonly rows: PathwayRow[]; readonly limits: PathwayLimits }> {
  const [weights, markets, names, skillNames] = await Promise.all([
    readSkillWeights(db, SCHEME),
    readOccupationGaps(db, releaseId, area, year),
    readLabels(db, SCHEME),
    readLabels(db, 'SKILL'),
  ])
  if (markets.length === 0)
    throw new AppError(
      'NOT_AVAILABLE',
      `Release ${releaseId} has no gaps by occupation group for ${area} in ${year}. Ask for another year, or publish again.`,
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
  const input: PathwayInput = { occupations, skills, pools: [] }
  const [origin, destination] = [from, to].map((text, k) => text && known(text, codes, k === 0 ? 'from' : 'to'))
  const found = origin ? pathwaysFrom(input, origin) : pathwaysInto(input, destination!)
  const label = (code: string) => names.get(code.slice(SCHEME.length + 1)) ?? { vi: code, en: code }
  const row = (pathway: Pathway): PathwayRow => {
    const profile = (code: string) => occupations.find((o) => o.code === code)!.skills
    const { p_shortage, p_surplus, gap, occupation: group } = market.get(majorGroup(pathway.destination))!
    const pool = market.get(majorGroup(pathway.origin))!
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
      pool: {
        occupation: pool.occupation,
        people: pool.base_employment,
        women: null,
        informal: null,
        byAge: null,
        obsStatus: 'E',
      },
      room: Math.max(0, gap[1]),
      mostMovers: Math.min(pool.base_employment, Math.max(0, gap[1])),
    }
  }
  const { version, minCoverage, strongCoverage, maxJobZoneStep, maxSurplusProbability } = PATHWAY_LIMITS
  return {
    rows: found.filter((p) => !destination || p.destination === destination).map(row),
    limits: { version, minCoverage, strongCoverage, maxSkillLevelStep: maxJobZoneStep, maxSurplusProbability },
  }
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
