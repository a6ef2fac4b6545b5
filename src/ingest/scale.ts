/**
 * A decimal number times a power of ten, as the double nearest to the exact product.
 *
 *     scaleDecimal('52654.9', 3) === 52654900, where 52654.9 * 1000 need not be
 *
 * @param text  a number as it is written: `-12.50`, `.5`, `1e3`
 * @param power of ten
 */
export function scaleDecimal(text: string, power: number): number {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e')
  return Number(`${mantissa}e${Number(exponent) + power}`)
}
