/** Published parts and the total they should add to. */
export interface Sum {
  readonly kind: 'sections' | 'occupations' | 'sexes' | 'provinces' | 'regions'
  readonly series: string
  readonly period: string
  readonly vintage: string
  readonly total: number
  readonly parts: readonly number[]
}

export interface Residual extends Omit<Sum, 'parts'> {
  readonly parts: number
  /** Sum of the parts less the total. */
  readonly residual: number
  /** Largest residual that rounding alone can leave. */
  readonly tolerance: number
}

/**
 * Sums whose residual is more than rounding can leave, the largest share of its total first.
 *
 *     residual = sum of parts - total      |residual| <= (n + 1) g / 2, with g the unit all of them are rounded to
 *
 * g is the largest power of ten, from a million persons down to one, that every value is a multiple of.
 */
export function residuals(sums: readonly Sum[]): Residual[] {
  return sums
    .map(({ parts, ...sum }) => {
      const residual = parts.reduce((all, part) => all + part, 0) - sum.total
      const tolerance = ((parts.length + 1) * granularity([...parts, sum.total])) / 2
      return { ...sum, parts: parts.length, residual, tolerance }
    })
    .filter(({ residual, tolerance }) => Math.abs(residual) > tolerance)
    .sort((a, b) => share(b) - share(a) || (a.series + a.period < b.series + b.period ? -1 : 1))
}

const share = ({ residual, total }: Residual): number => Math.abs(residual) / Math.max(1, Math.abs(total))

function granularity(values: readonly number[]): number {
  let unit = 1_000_000
  while (unit > 1 && !values.every((value) => value % unit === 0)) unit /= 10
  return unit
}
