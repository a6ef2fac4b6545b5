import type { BandValues, Lang } from '../contracts/common.ts'

const LOCALE: Readonly<Record<Lang, string>> = { vi: 'vi-VN', en: 'en-GB' }

/** Intl writes a hyphen; a minus sign is as wide as a plus and does not break a line. */
const minus = (text: string): string => text.replace('-', '\u2212')

/** Numbers as people of a language write them, with a true minus sign. */
export function numberFormats(lang: Lang) {
  const locale = LOCALE[lang]
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return {
    /** 1234567.8 is 1.234.568 in Vietnamese. */
    persons: (value: number) => minus(whole.format(value)),
    decimal: (value: number) => minus(decimal.format(value)),
    /** With its sign, since the sign of a gap is its meaning. */
    gap: (value: number) => minus(signed.format(value)),
    /** 0..1 as per cent; never 0 % or 100 %, which would claim certainty. */
    probability: (value: number) =>
      value < 0.01 ? `< ${percent.format(0.01)}` : value > 0.99 ? `> ${percent.format(0.99)}` : percent.format(value),
    /** 0..1 as per cent, of what was counted. */
    share: (value: number) => percent.format(value),
    /** Median above, the range P10 to P90 below it. */
    band: (b: BandValues, one: (value: number) => string) => `${one(b.p50)}\n${one(b.p10)} … ${one(b.p90)}`,
  }
}
