import type { CobwebBody, CobwebQuery } from '../../contracts/programmes.ts'
import { cobwebLimits, simulateCobweb } from '../../market/advice/cobweb.ts'

/** The pig cycle beside planning for the year of graduation, for one length, reaction and step of need. */
export function cobwebOf(query: Pick<CobwebQuery, 'years' | 'eta' | 'step' | 'before' | 'horizon'>): CobwebBody {
  const { years, eta, step, before, horizon } = query
  const need = before * (1 + step)
  const common = { years, before, need, eta, horizon }
  const gap = simulateCobweb({ ...common, rule: 'todaysGap' })
  const plan = simulateCobweb({ ...common, rule: 'plan' })
  const limits = cobwebLimits(years)
  return {
    limits,
    stable: eta < limits.stableBelow,
    overshoots: eta > limits.noOvershootUpTo,
    need,
    rows: gap.intake.map((intake, year) => ({
      year,
      need,
      intake,
      graduates: gap.graduates[year]!,
      planIntake: plan.intake[year]!,
      planGraduates: plan.graduates[year]!,
    })),
  }
}
