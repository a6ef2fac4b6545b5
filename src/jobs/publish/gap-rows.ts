import { splitCells } from '../../market/gaps/cell-split.ts'
import { lensWeights } from '../../market/gaps/simulate.ts'
import type { SkillWeights } from '../../market/skills/skill-gaps.ts'
import type { GapOccupationRecord, GapRecord, GapSkillRecord } from '../../storage/release.ts'
import type { PublishInputs } from './inputs.ts'
import type { AreaGaps } from './market.ts'
import { gapId, gapRecord, triple } from './records.ts'

export interface GapRows {
  readonly gaps: GapRecord[]
  readonly occupations: GapOccupationRecord[]
  readonly skills: GapSkillRecord[]
}

/** Rows of the gap tables: every figure, and for figures made of sections their occupations and skills. */
export function gapRows(inputs: PublishInputs, markets: readonly AreaGaps[]): GapRows {
  const rows: GapRows = { gaps: [], occupations: [], skills: [] }
  for (const { area, sex, totalStatus, base, simulation, margins } of markets) {
    const { market, figures } = simulation
    const weights = margins && skillMatrix(inputs, margins.occupations)
    for (const figure of figures) {
      const members = membersOf(market.codes, figure.kind, figure.code, inputs)
      const value = market.codes.reduce((sum, code, i) => sum + members[i]! * base.get(code)!, 0)
      rows.gaps.push(gapRecord(area, sex, { value, status: figure.kind === 'total' ? totalStatus : 'E' }, figure))
      if (!margins || !weights) continue
      const split = splitCells(margins, members, weights, market.draws, figure.year - market.baseYear)
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
