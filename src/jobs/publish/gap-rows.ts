import { lensWeights } from '../../market/gaps/simulate.ts'
import { type SkillWeights, splitGap } from '../../market/gaps/split.ts'
import type { GapOccupationRecord, GapRecord, GapSkillRecord } from '../../storage/release.ts'
import type { PublishInputs } from './inputs.ts'
import type { AreaGaps } from './market.ts'
import { type NationalAccounts, SECTIONS } from './national.ts'
import { gapId, gapRecord, triple } from './records.ts'
import { staffingPattern } from './staffing.ts'

export interface GapRows {
  readonly gaps: GapRecord[]
  readonly occupations: GapOccupationRecord[]
  readonly skills: GapSkillRecord[]
}

/** Rows of the gap tables: every figure, and for figures made of sections their occupations and skills. */
export function gapRows(inputs: PublishInputs, accounts: NationalAccounts, markets: readonly AreaGaps[]): GapRows {
  const pattern = staffingPattern(inputs.figures, accounts.sections, inputs.assumptions)
  const weights = skillMatrix(inputs, pattern.occupations)
  const rows: GapRows = { gaps: [], occupations: [], skills: [] }
  for (const { area, sex, totalStatus, base, simulation } of markets) {
    const { market, figures } = simulation
    const isSplit = market.codes.length === SECTIONS.length
    const staffing = isSplit ? market.codes.map((code) => pattern.shares.get(code)!) : []
    for (const figure of figures) {
      const members = membersOf(market.codes, figure.kind, figure.code, inputs)
      const value = market.codes.reduce((sum, code, i) => sum + members[i]! * base.get(code)!, 0)
      rows.gaps.push(gapRecord(area, sex, { value, status: figure.kind === 'total' ? totalStatus : 'E' }, figure))
      if (!isSplit) continue
      const split = splitGap(market, members, staffing, weights, figure.year - market.baseYear)
      const gap_id = gapId(area, figure.code, figure.year, sex)
      for (const { occupation, share, gap } of split.occupations)
        rows.occupations.push({ gap_id, occupation, share, gap: triple(gap) })
      for (const { skill, gap, specificity, rank, pShortage, demand, supply, between } of split.skills)
        rows.skills.push({
          gap_id,
          skill_code: skill,
          gap: triple(gap),
          specificity,
          rank,
          p_shortage: pShortage,
          demand,
          supply,
          between_effect: between,
        })
    }
  }
  return rows
}

function membersOf(codes: readonly string[], kind: string, code: string, inputs: PublishInputs): number[] {
  if (kind === 'total') return codes.map(() => 1)
  if (kind === 'lens') return lensWeights(codes, inputs.lenses.find((lens) => lens.id === code)!)
  return codes.map((c) => (c === code ? 1 : 0))
}

function skillMatrix({ skills }: PublishInputs, occupations: readonly string[]): SkillWeights {
  const codes = [...new Set(skills.map((s) => s.skill))].sort()
  const weight = new Map(skills.map((s) => [`${s.occupation}|${s.skill}`, s.weight]))
  return { occupations, skills: codes, weights: occupations.map((o) => codes.map((k) => weight.get(`${o}|${k}`) ?? 0)) }
}
