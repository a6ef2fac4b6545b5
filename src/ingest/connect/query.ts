/** Signs that servers here expect as they are: lists joined by `+` break when it is escaped (ILOSTAT). */
const LITERAL: Readonly<Record<string, string>> = {
  '%2B': '+',
  '%3A': ':',
  '%2C': ',',
  '%3B': ';',
  '%5B': '[',
  '%5D': ']',
}

export type Pairs = readonly (readonly [name: string, value: string | number | undefined])[]

/** An address with parameters; those without a value are left out, since a blank one means "all" to some servers. */
export function withQuery(address: string, pairs: Pairs): string {
  const text = pairs
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${literal(name)}=${literal(String(value))}`)
    .join('&')
  return text === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${text}`
}

const literal = (text: string): string =>
  encodeURIComponent(text).replace(/%(2B|3A|2C|3B|5B|5D)/g, (sign) => LITERAL[sign]!)

/** An address without the slashes it ends in. */
export const trimSlash = (address: string): string => address.replace(/\/+$/, '')

/** A name for a file out of codes: only what every file system takes. */
export const fileNameOf = (extension: string, ...parts: readonly string[]): string =>
  `${parts
    .filter((part) => part !== '')
    .join('_')
    .replace(/[^\w.+-]+/g, '-')
    .slice(0, 120)}.${extension}`
