import { inLanguage } from '../sdmx/concepts.ts'

/** `A: Annual` into code and label; a text that is no such pair is all code. */
export function splitLabel(cell: string): readonly [code: string, label: string | null] {
  const at = cell.indexOf(': ')
  if (at <= 0 || !/^[\w@$.()[\]:-]+$/.test(cell.slice(0, at))) return [cell, null]
  return [
    cell.slice(0, at),
    cell
      .slice(at + 2)
      .trim()
      .normalize('NFC'),
  ]
}

const LANGUAGE_PART = /^"?([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?):(.*)$/s

/**
 * The text of an attribute cell that may hold several values or languages.
 *
 * @param separator  announced by the heading (`STRUCTURE[;]`); without it a cell is one value
 * @returns name suffix -> text: '' for the value itself (several joined by `;`), `@vi` for each language
 */
export function attributeTexts(
  cell: string,
  separator: string | null,
): readonly (readonly [suffix: string, text: string])[] {
  if (separator === null || cell === '') return [['', cell]]
  const parts = cell.split(separator).map((part) => part.trim())
  const spoken = parts.map((part) => LANGUAGE_PART.exec(part))
  if (spoken.every((match) => match !== null)) {
    const texts: Record<string, string> = {}
    for (const match of spoken) texts[match[1]!] = unquote(match[2]!)
    const main = inLanguage(texts, null) ?? ''
    return [['', main], ...Object.entries(texts).map(([language, text]) => [`@${language}`, text] as const)]
  }
  return [['', parts.map(unquote).join(';')]]
}

const unquote = (text: string): string => (/^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text)
