import { AppError } from '../../../domain/errors.ts'
import { type BySex, bySex, COHORT_SEXES } from './ages.ts'

export interface CalibratedStock {
  /** [cell] the stock, in sum the labour force at every age of each sex. */
  readonly stock: readonly BySex<Float64Array>[]
  /** Smallest and largest factor used; far from 1, stock and labour force speak of different people. */
  readonly factors: { readonly smallest: number; readonly largest: number }
}

/**
 * Scales a stock by qualification to the labour force of the same ages: each age keeps its mix of qualifications, and
 * the cells add up to the people there are.
 *
 *     S'[c,s,a] = S[c,s,a] LF[s,a] / sum_c S[c,s,a]
 *
 * @param stock       [cell] people by sex and age
 * @param labourForce people by sex and age, the same ages
 * @throws AppError MARGINS_INCONSISTENT when there is a labour force at an age where the stock has nobody
 */
export function calibrateToLabourForce(
  stock: readonly BySex<ArrayLike<number>>[],
  labourForce: BySex<ArrayLike<number>>,
): CalibratedStock {
  const factor = bySex((sex) =>
    Float64Array.from({ length: labourForce[sex].length }, (_, a) => {
      const there = stock.reduce((sum, cell) => sum + cell[sex][a]!, 0)
      const wanted = labourForce[sex][a]!
      if (there === 0 && wanted > 0)
        throw new AppError(
          'MARGINS_INCONSISTENT',
          `The labour force has ${wanted} people of sex ${sex} at position ${a} of the ages, the stock by qualification nobody; give them one.`,
          { sex, position: a },
        )
      return there === 0 ? 1 : wanted / there
    }),
  )
  const all = COHORT_SEXES.flatMap((sex) => Array.from(factor[sex]))
  return {
    stock: stock.map((cell) => bySex((sex) => Float64Array.from(cell[sex], (people, a) => people * factor[sex][a]!))),
    factors: { smallest: Math.min(...all), largest: Math.max(...all) },
  }
}
