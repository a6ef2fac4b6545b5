import type { BandValues, LabelText } from '../contracts/common.ts'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export const LANGUAGES = ['vi', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
/** Keys of the messages that all views share. */
export type SharedKey = keyof typeof vi
/** The messages of one view, in both languages. */
export type Catalogues<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>
export type Params = Readonly<Record<string, string | number>>

const shared: Catalogues<SharedKey> = { vi, en }
const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' }

/** Words and numbers of one language. Persons are shown in thousands: vi 1.234,5, en 1,234.5. */
export interface Words<Key extends string = SharedKey> {
  readonly lang: Language
  t(key: Key, params?: Params): string
  /** The `.one` or `.other` form of a message, `{n}` included. */
  count(key: string, n: number, params?: Params): string
  /** A message by a key built at run time, or `fallback` where the catalogue has none: else the key. */
  look(key: string, fallback?: string): string
  label(label: LabelText): string
  /** Whole persons. */
  persons(value: number): string
  /** Thousand persons, one decimal. */
  thousands(persons: number): string
  signedThousands(persons: number): string
  percent(value: number, digits?: number): string
  signedPercent(value: number, digits?: number): string
  /** A probability 0..1 in per cent; never shown as certain or impossible. */
  probability(p: number): string
  /** `P10 to P90` in thousand persons. */
  range(band: BandValues, signed?: boolean): string
  number(value: number, digits: number): string
  day(iso: string): string
  /** A moment to the minute, UTC. */
  moment(iso: string): string
}

const fill = (text: string, params: Params = {}): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
/** Intl writes a hyphen; a minus sign is as wide as a plus and does not break lines. */
const minus = (text: string): string => text.replace('-', '−')

/** The part of `Vietnamese / English` in one language; the whole where the two do not differ. */
export function inLanguage(text: string, lang: Language): string {
  const parts = text.split(' / ')
  return (lang === 'vi' ? parts[0] : parts.at(-1)) ?? text
}

/** @param own messages of the view that speaks, beside those that all views share */
export function wordsOf<Key extends string = never>(lang: Language, own?: Catalogues<Key>): Words<Key | SharedKey> {
  const messages: Readonly<Record<string, string>> = { ...shared[lang], ...own?.[lang] }
  const locale = locales[lang]
  const plural = new Intl.PluralRules(locale)
  const formats = new Map<string, Intl.NumberFormat>()
  const format = (value: number, digits: number, signed = false): string => {
    const key = `${digits}${signed}`
    const made =
      formats.get(key) ??
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: 'always' as unknown as boolean,
        signDisplay: signed ? 'exceptZero' : 'negative',
      })
    formats.set(key, made)
    return minus(made.format(value))
  }
  const t = (key: Key | SharedKey, params?: Params): string => fill(messages[key] ?? key, params)
  return {
    lang,
    t,
    count: (key, n, params) =>
      fill(messages[`${key}.${plural.select(n)}`] ?? messages[`${key}.other`] ?? key, { n: format(n, 0), ...params }),
    look: (key, fallback = key) => messages[key] ?? fallback,
    label: (label) => label[lang],
    persons: (value) => format(Math.round(value) === 0 ? 0 : value, 0),
    thousands: (persons) => format(persons / 1000, 1),
    signedThousands: (persons) => format(persons / 1000, 1, true),
    percent: (value, digits = 1) => `${format(value, digits)}%`,
    signedPercent: (value, digits = 1) => `${format(value, digits, true)}%`,
    probability: (p) => (p < 0.01 ? '<1%' : p > 0.99 ? '>99%' : `${format(p * 100, 0)}%`),
    range: (band, signed = false) =>
      t('range', { low: format(band.p10 / 1000, 1, signed), high: format(band.p90 / 1000, 1, signed) }),
    number: (value, digits) => format(value, digits),
    moment: (iso) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
        new Date(iso),
      ),
    day: (iso) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso)),
  }
}
