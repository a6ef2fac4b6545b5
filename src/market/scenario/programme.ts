import { AppError } from '../../domain/errors.ts'
import type { Programme } from '../advice/programme.ts'
import type { ScenarioChange } from './scenario.ts'

/**
 * A programme under the changes of its field. Unlike the sectors of a market it has cohorts, so both act on people who can be
 * counted: intake in the autumns from..to that are not enrolled yet, completion for everybody who has not graduated yet,
 * whatever its years say.
 *
 * @param field   ISCED-F code the programme belongs to
 * @throws AppError INVALID_INPUT when more than everybody would graduate
 */
export function programmeUnder(programme: Programme, field: string, changes: readonly ScenarioChange[]): Programme {
  return changes.reduce((current, change) => {
    if (change.kind === 'completion' && change.field === field) return complete(current, change.factor)
    if (change.kind === 'intake' && change.field === field) return takeIn(current, change)
    return current
  }, programme)
}

function complete(programme: Programme, factor: number): Programme {
  const completion = Object.fromEntries(Object.entries(programme.completion).map(([k, share]) => [k, share * factor]))
  const rate = Object.values(completion).reduce((a, b) => a + b, 0)
  if (rate > 1)
    throw new AppError(
      'INVALID_INPUT',
      `Completion of ${programme.id} times ${factor} is ${rate.toFixed(3)}; no more than everybody can graduate.`,
      { programme: programme.id, rate },
    )
  const { firstYearDropOut } = programme
  return {
    ...programme,
    completion,
    firstYearDropOut: firstYearDropOut === undefined ? undefined : Math.min(firstYearDropOut, 1 - rate),
  }
}

function takeIn(programme: Programme, { factor, from, to }: { factor: number; from: number; to: number }): Programme {
  const first = Math.max(from, programme.academicYear + 1)
  const planned = { ...programme.plannedIntakes }
  for (let year = first; year <= to; year++) planned[year] = (planned[year] ?? programme.currentIntake) * factor
  return { ...programme, plannedIntakes: planned }
}
