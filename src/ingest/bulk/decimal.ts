const POWERS: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))
const MAX_DIGITS = 15 // 10^15 < 2^53: every such integer is a double

/**
 * A plain decimal in bytes, times a power of ten: digits with at most one decimal sign, at most 15 significant digits.
 * An integer below 2^53 times or over an exact power of ten is rounded once, so the result is the double nearest to the
 * exact product, as `scaleDecimal` gives it (Clinger 1990, "How to read floating point numbers accurately").
 *
 * @param decimal  byte of the decimal sign
 * @param power    of ten
 * @returns NaN when the text is anything else (signs, exponents, blanks, more digits): read it as text then
 */
export function decimalIn(bytes: Uint8Array, from: number, to: number, decimal: number, power: number): number {
  let digits = 0
  let significant = 0
  let fraction = -1
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]!
    if (byte >= 48 && byte <= 57) {
      if (significant > 0 || byte !== 48) significant += 1
      digits = digits * 10 + (byte - 48)
      if (fraction >= 0) fraction += 1
    } else if (byte === decimal && fraction < 0) {
      fraction = 0
    } else return Number.NaN
  }
  if (significant > MAX_DIGITS || to - from === (fraction >= 0 ? 1 : 0)) return Number.NaN
  const exponent = power - Math.max(0, fraction)
  if (exponent >= 0) return exponent < POWERS.length ? digits * POWERS[exponent]! : Number.NaN
  return -exponent < POWERS.length ? digits / POWERS[-exponent]! : Number.NaN
}
