import { AppError } from '../../domain/errors.ts'
import type { SkillWeights } from './skill-gaps.ts'

/** Weight of an ESCO relation; ESCO states relations only, no degrees. */
export const ESCO_WEIGHTS = { essential: 1, optional: 0.5 } as const
export type EscoRelation = keyof typeof ESCO_WEIGHTS

/**
 * Weight of an O*NET element in an occupation: (IM - 1) / 4 * LV / 7, 0 to 1.
 * @param importance IM, 1 to 5
 * @param level      LV, 0 to 7
 * @throws AppError INVALID_INPUT outside the scales
 */
export function onetWeight(importance: number, level: number): number {
  if (!(importance >= 1 && importance <= 5 && level >= 0 && level <= 7))
    throw new AppError('INVALID_INPUT', `Importance ${importance} must lie in 1 to 5 and level ${level} in 0 to 7.`)
  return ((importance - 1) / 4) * (level / 7)
}

/**
 * ESCO weights of occupation groups: a group's is the mean over the ESCO occupations below it, 0 where one has no relation.
 * VSCO-2020 agrees with ISCO-08 to four digits, so an ISCO unit group is where Vietnamese and ESCO occupations meet.
 *
 * @param members   group -> its ESCO occupations
 * @param relations ESCO occupation -> skill -> relation
 * @returns groups in the order of `members`, skills ascending
 * @throws AppError INVALID_INPUT for a group without members
 */
export function escoWeights(
  members: ReadonlyMap<string, readonly string[]>,
  relations: ReadonlyMap<string, ReadonlyMap<string, EscoRelation>>,
): SkillWeights {
  const skills = [...new Set([...relations.values()].flatMap((row) => [...row.keys()]))].sort()
  const weights = [...members].map(([group, occupations]) => {
    if (occupations.length === 0)
      throw new AppError('INVALID_INPUT', `Occupation group ${group} has no ESCO occupation below it; leave it out.`)
    return skills.map((skill) => {
      const sum = occupations.reduce((total, occupation) => {
        const relation = relations.get(occupation)?.get(skill)
        return relation ? total + ESCO_WEIGHTS[relation] : total
      }, 0)
      return sum / occupations.length
    })
  })
  return { occupations: [...members.keys()], skills, weights }
}

/** An ESCO skill and the O*NET element that measures the same thing. */
export interface SkillLink {
  readonly esco: string
  readonly onet: string
}

/**
 * Merges ESCO's yes-or-no relations with O*NET's degrees over the same occupations.
 *
 *     w[o,k] = (1 - t) w_esco[o,k] + t w_onet[o,j]     where ESCO skill k is linked to element j; else the one that is known
 *
 * Elements linked to no ESCO skill keep their own name. Several elements of one skill count by their mean. ESCO is European and
 * binary, O*NET American and graded: t, default 0.5, trusts both alike. Occupations known to one source keep that source.
 *
 * @returns occupations of ESCO, then those of O*NET alone; skills of ESCO, then unlinked elements
 * @throws AppError INVALID_INPUT for a link to a skill or element neither has
 */
export function mergeSkillWeights(
  esco: SkillWeights,
  onet: SkillWeights,
  links: readonly SkillLink[],
  trust = 0.5,
): SkillWeights {
  const lost = links.find((link) => !esco.skills.includes(link.esco) || !onet.skills.includes(link.onet))
  if (lost)
    throw new AppError('INVALID_INPUT', `Link ${lost.esco} to ${lost.onet} names a skill that is in neither list.`)
  const linked = new Set(links.map((link) => link.onet))
  const own = onet.skills.flatMap((skill, j) => (linked.has(skill) ? [] : [j]))
  const elements = esco.skills.map((skill) =>
    links.filter((link) => link.esco === skill).map((link) => onet.skills.indexOf(link.onet)),
  )
  const occupations = [...new Set([...esco.occupations, ...onet.occupations])]
  const weights = occupations.map((occupation) => {
    const binary = esco.weights[esco.occupations.indexOf(occupation)]
    const graded = onet.weights[onet.occupations.indexOf(occupation)]
    const merged = elements.map((list, k) => {
      const degree = graded && list.length > 0 ? list.reduce((sum, j) => sum + graded[j]!, 0) / list.length : undefined
      if (binary && degree !== undefined) return (1 - trust) * binary[k]! + trust * degree
      return binary?.[k] ?? degree ?? 0
    })
    return [...merged, ...own.map((j) => graded?.[j] ?? 0)]
  })
  return { occupations, skills: [...esco.skills, ...own.map((j) => onet.skills[j]!)], weights }
}
